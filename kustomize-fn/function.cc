#include "kustomize-fn/function.h"

#include <vector>

#include "core/read.h"
#include "core/render.h"
#include "core/report.h"
#include "kustomize-fn/config.h"

namespace agentrender {

namespace {

constexpr std::string_view kVersions[] = {"config.kubernetes.io/v1", "config.kubernetes.io/v1beta1",
                                          "config.kubernetes.io/v1alpha1"};

// kustomize keeps there what an overlay has put around names. Without them on what is rendered, references to
// generated ConfigMaps and Secrets are not renamed when two bases meet.
constexpr std::string_view kInherited[] = {"internal.config.kubernetes.io/prefixes",
                                           "internal.config.kubernetes.io/suffixes"};

bool IsResourceList(const std::vector<Document>& documents) {
  return documents.size() == 1 && documents[0].root.TextOf("kind") == "ResourceList" &&
         documents[0].root.TextOf("apiVersion").starts_with("config.kubernetes.io/");
}

// What stands around the items.
void ReadEnvelope(const Source& source, Arena& arena, Options& options, Problems& problems) {
  std::vector<Document> documents;
  Problems reported_by_render;
  if (!Read(source, 0, arena, documents, reported_by_render) || !IsResourceList(documents)) return;
  const Value& list = documents[0].root;
  const std::string_view version = list.TextOf("apiVersion");
  for (std::string_view known : kVersions) {
    if (known == version) options.resource_list_version = known;
  }
  ReadFunctionConfig(list.Get("functionConfig"), arena, options, problems);
}

}  // namespace

FunctionAnswer RunFunction(std::string_view text) {
  const std::vector<Source> sources = {{"stdin", text, true}};
  Arena arena;
  Problems problems;
  Options options;
  options.format = Format::kResourceList;
  options.inherited_annotations.assign(std::begin(kInherited), std::end(kInherited));
  ReadEnvelope(sources[0], arena, options, problems);
  options.findings = &problems;
  Rendering rendering = Render(sources, options);
  FunctionAnswer answer;
  ReportObjects(rendering.problems.list(), sources, "agentrender: ", answer.complaints);
  answer.output = std::move(rendering.output);
  answer.failed = rendering.HasErrors();
  return answer;
}

bool IsResourceList(std::string_view text) {
  if (text.find("ResourceList") == std::string_view::npos) return false;
  Arena arena;
  std::vector<Document> documents;
  Problems problems;
  return Read({"stdin", text, true}, 0, arena, documents, problems) && IsResourceList(documents);
}

}  // namespace agentrender
