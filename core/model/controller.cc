// Takes the text of a version, gives the controller, or a message with the range of known versions.
#include "core/model/controller.h"

#include "core/base/text.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

constexpr bool ChangesAreInOrder() {
  size_t last = 0;
  for (const controllers::ChangeRow& row : controllers::kChanges) {
    if (row.release == controllers::kCount || row.release < last) return false;
    last = row.release;
  }
  return true;
}
static_assert(ChangesAreInOrder());
static_assert(controllers::PlaceOf(CONTROLLER_FIRST) == 0);
static_assert(controllers::PlaceOf(CONTROLLER_LAST) == controllers::kCount - 1);

}  // namespace

std::string Controller::Parse(std::string_view text, Controller& out) {
  const std::string written(text);
  for (const std::string& version : {written, "v" + written}) {
    const size_t place = controllers::PlaceOf(version);
    if (place == controllers::kCount) continue;
    out.release_ = place;
    out.changes_ = controllers::ChangesOf(place);
    out.chosen_ = true;
    return {};
  }
  return Quoted(text) + " is not a version of the controller that can be chosen: expected one from " CONTROLLER_FIRST
                        " to " CONTROLLER_LAST;
}

Controller::Way Controller::Between(const Controller& from, const Controller& to) {
  Way way;
  way.controllers.push_back(from);
  for (Controller step = from; step.changes_ != to.changes_;) {
    const bool up = step.changes_ < to.changes_;
    way.changes.push_back(static_cast<Change>(up ? step.changes_ : step.changes_ - 1));
    step.changes_ += up ? 1 : static_cast<size_t>(-1);
    way.controllers.push_back(step);
  }
  way.controllers.back() = to;
  return way;
}

std::string HowToChoose(Change change) { return HowToChoose(controllers::RowOf(change).since); }

std::string HowToChoose(std::string_view version) {
  const std::string name(version);
  return "choose a controller version that knows it: --controller " + name + ", or controllerVersion: " + name +
         " in an AgentRender";
}

}  // namespace agentrender
