// Takes a functionConfig, AgentRender or ConfigMap, gives options; its findings have the functionConfig as their
// object.
#include "kustomize-fn/config.h"

#include <string>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/model/cursor.h"
#include "core/read/read.h"
#include "core/report/locate.h"
#include "kustomize-fn/settings.h"

namespace agentrender {

namespace {

void ReadSpec(const Cursor& cursor, Options& options) {
  Fields spec(cursor);
  for (const Setting& setting : AllSettings()) setting.read(spec[setting.name], options);
}

// Findings in a text within a text have their place there; here they get the field that holds the text.
void TakeOver(const Problems& inner, const Cursor& field) {
  for (const Problem& problem : inner.list()) {
    if (problem.severity == Severity::kInfo) continue;
    std::string path = problem.field;
    if (!path.empty() && path[0] != '[') path.insert(0, 1, '.');
    field.Error(problem.code, problem.message).Hint(problem.hint).Child(field.origin(), path);
  }
}

// A setting that has fields or entries, as YAML in a ConfigMap's text.
void ReadYaml(const Cursor& field, const Setting& setting, Options& options) {
  const Text text = field.Text();
  if (!HasText(text)) return;
  Problems problems;
  std::vector<Document> documents;
  Arena& arena = field.decoding().arena;
  if (agentrender::Read({setting.name, text.value}, 0, arena, documents, problems) && documents.size() == 1) {
    const Value& root = documents[0].root;
    Decoding decoding{arena, problems};
    setting.read(Cursor(&root, root.origin(), setting.name, decoding), options);
    LocateIn(root, problems);
  } else if (documents.size() != 1 && problems.errors() == 0) {
    field.Error(Code::kBadValue, "expected one YAML document in the text");
  }
  TakeOver(problems, field);
}

void ReadBool(const Cursor& field, const Setting& setting, Options& options) {
  const Text text = field.OneOf({"true", "false"});
  if (!HasText(text)) return;
  const Value value = Value::Bool(text.value == "true", text.origin);
  setting.read(Cursor(&value, field.origin(), setting.name, field.decoding()), options);
}

// A ConfigMap's values are strings.
void ReadData(const Cursor& cursor, Options& options) {
  Fields data(cursor);
  for (const Setting& setting : AllSettings()) {
    const Cursor field = data[setting.name];
    switch (setting.form) {
      case Setting::Form::kText: setting.read(field, options); break;
      case Setting::Form::kBool: ReadBool(field, setting, options); break;
      case Setting::Form::kYaml: ReadYaml(field, setting, options); break;
    }
  }
}

void RefuseConfig(const Value& config, Problems& problems) {
  const std::string_view kind = config.TextOf("kind");
  Problem& problem =
      problems.Error(Code::kBadValue, config.origin(),
                     "the functionConfig is " + Quoted(kind) + " of " + Quoted(config.TextOf("apiVersion")) +
                         ", expected AgentRender of render.kubeopencode.io/v1alpha1 or ConfigMap of v1");
  if (!Nearest(kind, {kConfigKind}).empty())
    problem.Hint("write apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender");
}

void IgnoreHead(Fields& fields) {
  for (const char* name : {"apiVersion", "kind", "metadata"}) fields.Ignore(name);
}

void Read(const Value& config, Arena& arena, Options& options, Problems& problems) {
  Decoding decoding{arena, problems};
  Fields fields(Cursor(&config, config.origin(), "", decoding));
  if (!fields.Present()) return;
  IgnoreHead(fields);
  const std::string_view version = config.TextOf("apiVersion");
  const std::string_view kind = config.TextOf("kind");
  if (version == kConfigVersion && kind == kConfigKind) return ReadSpec(fields["spec"], options);
  fields.IgnoreOthers();
  if (version == "v1" && kind == "ConfigMap") return ReadData(fields["data"], options);
  RefuseConfig(config, problems);
}

}  // namespace

void ReadFunctionConfig(const Value& config, Arena& arena, Options& options, Problems& problems) {
  if (!config.Present() || config.IsNull()) return;
  Read(config, arena, options, problems);
  LocateIn(config, problems);
}

void DescribeFunctionConfig(Arena& arena, Described& described) {
  Problems ignored;
  Decoding decoding{arena, ignored};
  Options options;
  Fields fields(Cursor(&described, nullptr, "", decoding));
  IgnoreHead(fields);
  ReadSpec(fields["spec"], options);
}

}  // namespace agentrender
