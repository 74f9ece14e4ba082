// Takes a functionConfig, AgentRender or ConfigMap, gives options; its findings have the functionConfig as their
// object.
#include "core/settings/config.h"

#include <string>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/read/read.h"
#include "core/report/locate.h"
#include "core/settings/settings.h"

namespace agentrender {

namespace {

// Findings in a text within a text are placed in the inner text; here they get the field that holds it.
void TakeOver(const Problems& inner, const Value& field, Problems& problems) {
  for (const Problem& problem : inner.list()) {
    if (problem.severity == Severity::kInfo) continue;
    std::string path = problem.field;
    if (!path.empty() && path[0] != '[') path.insert(0, 1, '.');
    problems.Error(problem.code, field.origin(), problem.message).Hint(problem.hint).Child(field.origin(), path);
  }
}

Value MapOf(const Value& key, const Value& value, Arena& arena) {
  Value map = Value::Map(arena, 1, value.origin());
  map.Add(arena, key, value);
  return map;
}

void ReadSpec(const Value& spec, Decoding& decoding, Options& options) {
  const size_t errors = decoding.problems.errors();
  const Value conformed = Conform(TypeId::kAgentRenderSpec, spec, decoding);
  if (decoding.problems.errors() == errors) ReadSettings(conformed, decoding, options);
}

// The value as if all of it were written at `place`.
Value PlacedAt(const Value& value, const Origin& place, Arena& arena) {
  if (value.IsMap()) {
    Value map = Value::Map(arena, value.size(), place);
    for (const Member& m : value.members())
      map.Add(arena, PlacedAt(m.key, place, arena), PlacedAt(m.value, place, arena));
    return map;
  }
  if (value.IsList()) {
    Value list = Value::List(arena, value.size(), place);
    for (const Value& item : value) list.Push(arena, PlacedAt(item, place, arena));
    return list;
  }
  return value.WithOrigin(place);
}

// A setting that has fields or entries, as YAML in a ConfigMap's text. It is read twice: findings are placed in that
// text, settings at the text itself.
void ReadYaml(const Member& m, Decoding& decoding, Options& options) {
  if (m.value.text().empty()) return;
  Problems problems;
  std::vector<Document> documents;
  const bool good = agentrender::Read({m.key.text(), m.value.text()}, 0, decoding.arena, documents, problems);
  if (good && documents.size() == 1) {
    const Value& root = documents[0].root;
    Decoding inner{decoding.arena, problems};
    Options unused;
    ReadSpec(MapOf(m.key, root, decoding.arena), inner, unused);
    if (problems.errors() == 0) {
      Problems known;
      Decoding again{decoding.arena, known};
      ReadSpec(MapOf(m.key, PlacedAt(root, m.value.origin(), decoding.arena), decoding.arena), again, options);
    }
    LocateIn(root, problems);
  } else if (documents.size() != 1 && problems.errors() == 0) {
    decoding.problems.Error(Code::kBadValue, m.value.origin(), "expected one YAML document in the text");
  }
  TakeOver(problems, m.value, decoding.problems);
}

// A ConfigMap's values are strings: texts are written as they are, booleans as "true" and "false", anything else as
// YAML.
void ReadData(const Value& data, Decoding& decoding, Options& options) {
  Value spec = Value::Map(decoding.arena, data.size(), data.origin());
  for (const Member& m : data.members()) {
    const Field* field = FindField(TypeId::kAgentRenderSpec, m.key.text());
    const bool has_parts = field != nullptr && (field->shape != Shape::kOne || !FieldsOf(field->type).empty());
    if (m.value.IsString() && has_parts) {
      ReadYaml(m, decoding, options);
    } else if (m.value.IsNull() || has_parts || (field != nullptr && !m.value.IsString())) {
      if (!m.value.IsNull()) Conform(TypeId::kString, m.value, decoding);
    } else if (field != nullptr && field->type == TypeId::kBool) {
      const std::string_view text = m.value.text();
      if (text == "true" || text == "false") {
        spec.Add(decoding.arena, m.key, Value::Bool(text == "true", m.value.origin()));
      } else if (!text.empty()) {
        decoding.problems.Error(Code::kBadValue, m.value.origin(), Quoted(text) + " is not one of true, false");
      }
    } else {
      spec.Add(decoding.arena, m.key, m.value);
    }
  }
  ReadSpec(spec, decoding, options);
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

void Read(const Value& config, Arena& arena, Options& options, Problems& problems) {
  Decoding decoding{arena, problems};
  const std::string_view version = config.TextOf("apiVersion");
  const std::string_view kind = config.TextOf("kind");
  if (version == kConfigVersion && kind == kConfigKind) {
    const size_t errors = problems.errors();
    const Value conformed = Conform(TypeId::kAgentRender, config, decoding);
    if (problems.errors() == errors) ReadSettings(conformed.Get("spec"), decoding, options);
  } else if (version == "v1" && kind == "ConfigMap") {
    ReadData(config.Get("data"), decoding, options);
  } else if (config.IsMap()) {
    RefuseConfig(config, problems);
  } else {
    Conform(TypeId::kAgentRender, config, decoding);
  }
}

}  // namespace

bool IsResourceList(const Value& root) {
  return root.TextOf("kind") == "ResourceList" && root.TextOf("apiVersion").starts_with("config.kubernetes.io/");
}

void ReadFunctionConfig(const Value& config, Arena& arena, Options& options, Problems& problems) {
  if (!config.Present() || config.IsNull()) return;
  Read(config, arena, options, problems);
  LocateIn(config, problems);
}

}  // namespace agentrender
