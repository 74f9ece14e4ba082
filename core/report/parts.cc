// Takes a finding, gives the pieces of text that all printers use.
#include "core/report/parts.h"

#include "core/base/text.h"
#include "core/formats/shown.h"

namespace agentrender {

namespace {

// "2 errors"; empty for none.
void AddCount(std::string& text, size_t count, const char* word) {
  if (count == 0) return;
  if (!text.empty()) text += ", ";
  text += Counted(count, word);
}

}  // namespace

std::string ShownPlace(const Origin& place, const std::vector<Source>& sources) {
  if (!place.HasPlace() || place.source >= sources.size()) return {};
  return Shown(sources[place.source].name) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string ShownObject(const ObjectRef& object) {
  if (object.kind.empty()) return {};
  std::string text = Shown(object.kind);
  if (object.name.empty()) return text;
  text += ' ';
  if (!object.ns.empty()) text += Shown(object.ns) + "/";
  return text + Shown(object.name);
}

std::string ShownMessage(const Problem& problem) {
  return (problem.field.empty() ? "" : Shown(problem.field) + ": ") + Shown(problem.message);
}

PlainList<const Problem*> Selected(const std::vector<Problem>& problems, const ReportOptions& options) {
  PlainList<const Problem*> selected;
  for (const Problem& problem : problems) {
    if (problem.severity <= options.least || problem.code == Code::kNotShown) selected.push_back(&problem);
  }
  return selected;
}

std::string CountProblems(const std::vector<Problem>& problems) {
  size_t errors = 0;
  size_t warnings = 0;
  for (const Problem& problem : problems) {
    if (problem.severity == Severity::kError) ++errors;
    if (problem.severity == Severity::kWarning) ++warnings;
  }
  std::string text;
  AddCount(text, errors, "error");
  AddCount(text, warnings, "warning");
  return text;
}

}  // namespace agentrender
