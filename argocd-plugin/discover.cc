// Takes an Application's directory, gives the first file with an Agent, or nothing. It runs for every Application of
// a cluster, so that a file is parsed only when a word in it says that it may have one.
#include <algorithm>

#include "argocd-plugin/argocd.h"
#include "argocd-plugin/load.h"
#include "argocd-plugin/parameters.h"
#include "argocd-plugin/tree.h"
#include "core/formats/shown.h"
#include "core/render.h"

namespace agentrender::argocd {

namespace {

// A file without this word has no Agent; an escape could hide it.
bool MayHaveAgent(std::string_view text) {
  return text.find("kubeopencode.io") != std::string_view::npos || text.find('\\') != std::string_view::npos;
}

// The text could not be read, which `generate` can explain better than another tool.
bool IsUnreadable(const Rendering& rendering) {
  const std::vector<Problem>& list = rendering.problems.list();
  return std::any_of(list.begin(), list.end(), [](const Problem& problem) {
    return problem.severity == Severity::kError && problem.code < Code::kNotAResource;
  });
}

bool HasAgent(const std::string& path, std::string& text) {
  std::string error;
  if (!ReadFile(path, SizeLimits{}.source_bytes, text, error) || !MayHaveAgent(text)) return false;
  Options options;
  options.format = Format::kNdjson;
  const Rendering rendering = Render({{path, text, false}}, options);
  if (rendering.agents != 0) return true;
  return IsUnreadable(rendering) && text.find("kubeopencode.io") != std::string_view::npos;
}

// Whether the directory is left to kustomize or helm.
bool IsForOthers(const Parameters& parameters, bool compose) {
  return parameters.source == SourceKind::kAuto && !compose && KindOfDirectory() != SourceKind::kPlain;
}

}  // namespace

Outcome Discover(const Environment& environment, bool compose) {
  Arena arena;
  Parameters parameters;
  std::vector<std::string> errors;
  Outcome outcome;
  // That parameters are wrong is said by `generate`, in the UI.
  if (!ReadParameters(environment.parameters, arena, parameters, errors)) parameters = {};
  if (IsForOthers(parameters, compose)) return outcome;
  Notes notes;
  std::string text;
  const Filter filter{parameters.include, parameters.exclude};
  WalkTree(RepositoryRoot(environment.source_path), filter, notes, [&](const std::string& path) {
    if (!HasAgent(path, text)) return true;
    outcome.output.Append(Shown(path));
    outcome.output.Append('\n');
    return false;
  });
  return outcome;
}

}  // namespace agentrender::argocd
