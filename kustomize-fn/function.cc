// Takes the text of a ResourceList, gives the ResourceList to print.
#include "kustomize-fn/function.h"

#include <vector>

#include "core/render.h"
#include "core/report/report.h"
#include "core/report/rewritten.h"
#include "core/settings/config.h"

namespace agentrender {

namespace {

constexpr std::string_view kVersions[] = {"config.kubernetes.io/v1", "config.kubernetes.io/v1beta1",
                                          "config.kubernetes.io/v1alpha1"};

// kustomize keeps there what an overlay has put around names. Without them on what is rendered, references to
// generated ConfigMaps and Secrets are not renamed when two bases meet.
constexpr std::string_view kInherited[] = {"internal.config.kubernetes.io/prefixes",
                                           "internal.config.kubernetes.io/suffixes"};

bool IsResourceList(const Reading& reading) {
  return reading.good && reading.documents.size() == 1 && IsResourceList(reading.documents[0].root);
}

// The version of the list that came is that of the one that goes.
void KeepVersion(const Value& list, Options& options) {
  const std::string_view version = list.TextOf("apiVersion");
  for (std::string_view known : kVersions) {
    if (known == version) options.resource_list_version = known;
  }
}

FunctionAnswer Answer(const std::vector<Source>& sources, Reading reading, const Controller& controller,
                      Budget& budget) {
  Options options;
  options.format = Format::kResourceList;
  options.budget = &budget;
  options.inherited_annotations.assign(std::begin(kInherited), std::end(kInherited));
  if (IsResourceList(reading)) KeepVersion(reading.documents[0].root, options);
  options.controller = controller;
  Problems found;
  if (reading.good && reading.documents.empty()) {
    found.Error(Code::kNoAgent, {}, "nothing was read: a function gets a ResourceList on stdin")
        .Hint("did the command before the pipe fail?");
  }
  options.findings = &found;
  options.rewriter = &kKustomizeRewrites;
  Rendering rendering = Render(sources, std::move(reading), options);
  FunctionAnswer answer;
  ReportObjects(rendering.problems.list(), sources, "agentrender: ", answer.complaints);
  answer.output = std::move(rendering.output);
  answer.output.LeaveBudget();
  answer.failed = rendering.HasErrors();
  return answer;
}

}  // namespace

FunctionAnswer RunFunction(const Source& input, const Controller& controller) {
  const std::vector<Source> sources = {input};
  Budget budget(SizeLimits{}.memory_bytes);
  CountTexts(sources, budget);
  return Answer(sources, ReadSources(sources, {}, &budget), controller, budget);
}

std::optional<FunctionAnswer> RunIfResourceList(const Source& input, const Controller& controller) {
  if (input.text.find("ResourceList") == std::string_view::npos) return std::nullopt;
  const std::vector<Source> sources = {input};
  Budget budget(SizeLimits{}.memory_bytes);
  CountTexts(sources, budget);
  Reading reading = ReadSources(sources, {}, &budget);
  if (!IsResourceList(reading)) return std::nullopt;
  return Answer(sources, std::move(reading), controller, budget);
}

}  // namespace agentrender
