// Takes an Application's environment, gives its manifests, an object a line, or why there are none: the text that
// the UI shows after a failed sync.
#include <algorithm>
#include <cstdlib>

#include "argocd-plugin/argocd.h"
#include "argocd-plugin/load.h"
#include "argocd-plugin/parameters.h"
#include "argocd-plugin/rendering.h"
#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/report/report.h"
#include "core/report/rewritten.h"
#include "core/resolve/overrides.h"

namespace agentrender::argocd {

namespace {

std::string_view Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

// A line with what file names and other programs say.
void AddLine(std::string& text, std::string_view line) { text += Shown(line) + "\n"; }

// The UI shows all of stderr after a failure: no more than the reasons, and not too many of them.
std::vector<Problem> WorthSaying(const Rendering& rendering, size_t& left_out) {
  constexpr size_t kMost = 50;
  const Severity wanted = rendering.HasErrors() ? Severity::kError : Severity::kWarning;
  std::vector<Problem> worth;
  for (const Problem& problem : rendering.problems.list()) {
    if (problem.severity != wanted) continue;
    if (worth.size() == kMost) {
      ++left_out;
    } else {
      worth.push_back(problem);
    }
  }
  return worth;
}

void Report(const Rendering& rendering, const Loaded& loaded, std::string& errors) {
  size_t left_out = 0;
  const std::vector<Problem> worth = WorthSaying(rendering, left_out);
  Output lines;
  if (loaded.builder.empty()) {
    ReportLines(worth, loaded.sources, {}, lines);
  } else {
    ReportObjects(worth, loaded.sources, "output of " + std::string(loaded.builder) + ": ", lines);
  }
  errors.append(lines.view());
  if (left_out != 0) AddLine(errors, "and " + std::to_string(left_out) + " more");
}

std::string NoAgent(const Environment& environment, const Loaded& loaded, size_t left_alone) {
  if (left_alone != 0)
    return ShownPath(environment, "") + ": error: the selector takes no Agent, of " + std::to_string(left_alone) +
           " here; correct it, or set allow-empty to true";
  std::string what = ShownPath(environment, "") + ": error: there is no Agent of kubeopencode.io/v1alpha1 in ";
  if (!loaded.builder.empty()) {
    what += "the output of " + std::string(loaded.builder);
  } else {
    what +=
        "the " + Counted(loaded.sources.size(), "YAML or JSON file", "YAML and JSON files") + " with resources here";
  }
  return what + "; check path, include and exclude, or set allow-empty to true";
}

Outcome Failed(int status, const std::vector<std::string>& errors) {
  Outcome outcome;
  outcome.status = status;
  for (const std::string& error : errors) AddLine(outcome.errors, error);
  return outcome;
}

}  // namespace

Environment Environment::OfProcess() {
  return {Variable("ARGOCD_APP_PARAMETERS"),  Variable("ARGOCD_APP_NAME"), Variable("ARGOCD_APP_NAMESPACE"),
          Variable("ARGOCD_APP_SOURCE_PATH"), Variable("KUBE_VERSION"),    Variable("KUBE_API_VERSIONS")};
}

Options OptionsFor(const Environment& environment, const Parameters& parameters) {
  Options options;
  options.format = Format::kNdjson;
  options.default_namespace = TextWithoutPlace(parameters.ns);
  options.fallback_namespace = environment.ns;
  options.controller = parameters.controller;
  options.keep_inputs = parameters.keep_inputs.value_or(false);
  options.strict = parameters.strict.value_or(true);
  options.given = {parameters.keep_inputs.has_value(), parameters.strict.has_value()};
  options.pod_security = parameters.pod_security;
  options.overrides = parameters.overrides;
  return options;
}

Outcome Generate(const Environment& environment, const Defaults& defaults) {
  Arena arena;
  Parameters parameters;
  std::vector<std::string> errors;
  ReadParameters(environment.parameters, arena, parameters, errors);
  if (const std::string wrong = CheckNamespace(environment.ns); !wrong.empty())
    errors.push_back("ARGOCD_APP_NAMESPACE: error: " + wrong);
  if (!errors.empty()) return Failed(kUsage, errors);
  if (!parameters.controller.chosen()) parameters.controller = defaults.controller;
  const Loaded loaded = Load(environment, parameters);
  if (!loaded.errors.empty()) return Failed(kFindings, loaded.errors);

  Options options = OptionsFor(environment, parameters);
  if (loaded.builder == "kustomize") options.rewriter = &kKustomizeRewrites;
  if (loaded.builder == "helm") options.rewriter = &kHelmRewrites;
  Rendering rendering = Render(loaded.sources, options);
  Outcome outcome;
  Report(rendering, loaded, outcome.errors);
  if (rendering.HasErrors()) {
    outcome.status = kFindings;
    return outcome;
  }
  if (rendering.agents == 0 && !parameters.allow_empty && !defaults.allow_empty) {
    outcome.status = kFindings;
    AddLine(outcome.errors, NoAgent(environment, loaded, rendering.left_alone));
  }
  for (const std::string& note : loaded.notes) AddLine(outcome.errors, note);
  if (outcome.status == kDone) outcome.output = std::move(rendering.output);
  outcome.output.LeaveBudget();
  return outcome;
}

}  // namespace agentrender::argocd
