// Takes the text of a version, gives the controller, or the range of those that are known.
#include "core/model/controller.h"

#include "core/base/text.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

constexpr bool EveryChangeHasARelease() {
  for (const controllers::ChangeRow& row : controllers::kChanges) {
    if (row.release == controllers::kCount) return false;
  }
  return true;
}
static_assert(EveryChangeHasARelease());

}  // namespace

std::string Controller::Parse(std::string_view text, Controller& out) {
  const std::string written(text);
  for (const std::string& version : {written, "v" + written}) {
    const size_t place = controllers::PlaceOf(version);
    if (place == controllers::kCount) continue;
    out.release_ = place;
    out.chosen_ = true;
    return {};
  }
  return Quoted(text) + " is not a version of the controller that can be chosen: expected one from " +
         std::string(controllers::kReleases[0]) + " to " + std::string(controllers::kReleases[controllers::kCount - 1]);
}

std::string HowToChoose(Change change) { return HowToChoose(controllers::RowOf(change).since); }

std::string HowToChoose(std::string_view release) {
  const std::string version(release);
  return "choose a controller that knows it: --controller " + version + ", or controllerVersion: " + version +
         " in an AgentRender";
}

}  // namespace agentrender
