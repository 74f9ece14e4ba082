// Takes problems, gives one line for each, for editors, logs and other programs.
#include "core/formats/shown.h"
#include "core/report/parts.h"
#include "core/report/report.h"

namespace agentrender {

namespace {

// "field: message (hint; also: b.yaml:3:1) [AR0301]"
std::string Explanation(const Problem& problem, const std::string& other) {
  std::string text = ShownMessage(problem);
  std::string rest = Shown(problem.hint);
  if (!other.empty()) rest += (rest.empty() ? "also: " : "; also: ") + other;
  if (!rest.empty()) text += " (" + rest + ")";
  return text + " [" + CodeText(problem.code) + "]";
}

std::string Labelled(const std::string& text) { return text.empty() ? text : text + ": "; }

}  // namespace

void ReportLines(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                 Output& out) {
  for (const Problem* problem : Selected(problems, options)) {
    std::string place = ShownPlace(problem->where, sources);
    if (place.empty()) place = ShownObject(problem->object);
    out.Append(Labelled(place));
    out.Append(NameOf(problem->severity));
    out.Append(": ");
    out.Append(Explanation(*problem, ShownPlace(problem->other, sources)));
    out.Append('\n');
  }
}

void ReportObjects(const std::vector<Problem>& problems, const std::vector<Source>& sources, std::string_view prefix,
                   Output& out) {
  for (const Problem* problem : Selected(problems, {false, Severity::kWarning})) {
    const std::string object = ShownObject(problem->object);
    out.Append(prefix);
    out.Append(NameOf(problem->severity));
    out.Append(": ");
    out.Append(Labelled(Shown(problem->object.file)));
    out.Append(Labelled(object.empty() ? ShownPlace(problem->where, sources) : object));
    out.Append(Explanation(*problem, Shown(OtherObject(*problem))));
    out.Append('\n');
  }
}

}  // namespace agentrender
