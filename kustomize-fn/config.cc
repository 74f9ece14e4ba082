#include "kustomize-fn/config.h"

#include <string>

#include "core/formats/names.h"
#include "core/locate.h"
#include "core/model/cursor.h"

namespace agentrender {

namespace {

constexpr std::string_view kApiVersion = "render.kubeopencode.io/v1alpha1";
constexpr std::string_view kKind = "AgentRender";

void ReadNamespace(const Cursor& cursor, Options& options) {
  const Text text = cursor.Text();
  if (!HasText(text)) return;
  const char* expected = names::CheckDns1123Label(text.value);
  if (expected != nullptr) cursor.Error(Code::kBadName, Quoted(text.value) + " is no namespace: it takes " + expected);
  options.default_namespace = text.value;
}

void ReadSpec(const Cursor& cursor, Options& options) {
  Fields spec(cursor);
  ReadNamespace(spec["namespace"], options);
  options.keep_inputs = spec["keepInputs"].Bool().Or(false);
}

// A ConfigMap's values are strings.
void ReadData(const Cursor& cursor, Options& options) {
  Fields data(cursor);
  ReadNamespace(data["namespace"], options);
  options.keep_inputs = data["keepInputs"].OneOf({"true", "false"}).value == "true";
}

void RefuseConfig(const Value& config, Problems& problems) {
  const std::string_view kind = config.TextOf("kind");
  Problem& problem =
      problems.Error(Code::kBadValue, config.origin(),
                     "the functionConfig is " + Quoted(kind) + " of " + Quoted(config.TextOf("apiVersion")) +
                         ", expected AgentRender of render.kubeopencode.io/v1alpha1 or ConfigMap of v1");
  if (!Nearest(kind, {kKind}).empty())
    problem.Hint("write apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender");
}

void Read(const Value& config, Arena& arena, Options& options, Problems& problems) {
  Decoding decoding{arena, problems};
  Fields fields(Cursor(&config, config.origin(), "", decoding));
  if (!fields.Present()) return;
  for (const char* name : {"apiVersion", "kind", "metadata"}) fields.Ignore(name);
  const std::string_view version = config.TextOf("apiVersion");
  const std::string_view kind = config.TextOf("kind");
  if (version == kApiVersion && kind == kKind) return ReadSpec(fields["spec"], options);
  fields.IgnoreOthers();
  if (version == "v1" && kind == "ConfigMap") return ReadData(fields["data"], options);
  RefuseConfig(config, problems);
}

}  // namespace

void ReadFunctionConfig(const Value& config, Arena& arena, Options& options, Problems& problems) {
  if (!config.Present() || config.IsNull()) return;
  Read(config, arena, options, problems);
  Input input;
  Resource resource;
  resource.object = config;
  const Value metadata = config.Get("metadata");
  resource.ref = {config.TextOf("apiVersion"),
                  config.TextOf("kind"),
                  metadata.TextOf("namespace"),
                  metadata.TextOf("name"),
                  {},
                  {}};
  input.resources.push_back(resource);
  Locate(input, problems);
}

}  // namespace agentrender
