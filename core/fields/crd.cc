// Takes the JSON Schemas, gives CustomResourceDefinitions with the same schemas, as far as an API server accepts them:
// it requires a structural schema, without references and conditions. Rules that such a schema cannot express become
// weaker, never stricter.
#include "core/fields/crd.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/fields/describe.h"
#include "core/fields/schema_maker.h"

namespace agentrender {

namespace {

constexpr std::string_view kGroup = "kubeopencode.io";
constexpr std::string_view kVersion = "v1alpha1";

struct CrdRow {
  std::string_view kind;
  std::string_view list_kind;
  std::string_view plural;
  std::string_view singular;
  std::string_view scope;
};
constexpr CrdRow kCrds[] = {
    {"Agent", "AgentList", "agents", "agent", "Namespaced"},
    {"AgentTemplate", "AgentTemplateList", "agenttemplates", "agenttemplate", "Namespaced"},
    {"KubeOpenCodeConfig", "KubeOpenCodeConfigList", "kubeopencodeconfigs", "kubeopencodeconfig", "Cluster"},
};

// Keywords that mean the same in a JSON Schema and a structural schema.
constexpr std::string_view kCopied[] = {"required", "minLength", "maxLength",     "minItems",      "maxItems",
                                        "minimum",  "maximum",   "minProperties", "maxProperties", "description"};

bool IsCopied(std::string_view key) {
  return std::find(std::begin(kCopied), std::end(kCopied), key) != std::end(kCopied);
}

bool IsNullType(const Value& schema) { return schema.size() == 1 && schema.TextOf("type") == "null"; }

// Whether only null is allowed. Null counts as absent, so such a field is left out.
bool IsNever(const Value& schema) {
  const Value all = schema.Get("allOf");
  return IsNullType(schema) || std::any_of(all.begin(), all.end(), IsNullType);
}

// Go's regular expressions have no lookahead.
bool IsGoPattern(std::string_view pattern) {
  return pattern.find("(?=") == std::string_view::npos && pattern.find("(?!") == std::string_view::npos;
}

// Rules say what a value must satisfy beyond its type: under allOf, anyOf, oneOf and not, where a structural schema
// allows no types. The API server drops nulls before it validates, so "not null" means nothing there.
class RuleWriter : public SchemaMaker {
 public:
  explicit RuleWriter(Arena& arena) : SchemaMaker(arena) {}

  // The same rule; or a weaker one, perhaps empty, and then `exact` becomes false.
  Value Rule(const Value& rule, bool& exact) {
    Value result = Map();
    for (const Member& member : rule.members()) Add(result, member.key.text(), member.value, rule, exact);
    return result;
  }

  // Adds a rule that must hold as well.
  void Also(Value& result, const Value& rule) {
    if (rule.empty()) return;
    if (rule.size() == 1 && rule.Get("allOf").IsList()) {
      for (const Value& part : rule.Get("allOf")) Also(result, part);
      return;
    }
    for (uint32_t i = 0; i < result.size(); ++i) {
      if (result.member(i).key.text() == "allOf") return Push(result.member(i).value, rule);
    }
    SchemaMaker::Add(result, "allOf", List({rule}));
  }

  Value Choices(const Value& choices) {
    Value kept = List();
    for (const Value& choice : choices) {
      if (!choice.IsNull()) Push(kept, choice);
    }
    return kept;
  }

 private:
  using SchemaMaker::Add;

  void Add(Value& result, std::string_view key, const Value& value, const Value& rule, bool& exact) {
    // NOLINTNEXTLINE(bugprone-branch-clone): one branch for each word of the schema
    if (IsCopied(key)) {
      Add(result, key, value);
    } else if (key == "enum") {
      Add(result, key, Choices(value));
    } else if (key == "const") {
      Add(result, "enum", List({value}));
    } else if (key == "pattern" && IsGoPattern(value.text())) {
      Add(result, key, value);
    } else if (key == "not") {
      AddNot(result, value, exact);
    } else if (key == "properties") {
      AddProperties(result, value, exact);
    } else if (key == "items") {
      const Value inner = Rule(value, exact);
      if (!inner.empty()) Add(result, key, inner);
    } else if (key == "allOf") {
      for (const Value& part : value) Also(result, Rule(part, exact));
    } else if (key == "anyOf" || key == "oneOf") {
      AddChoice(result, key, value, exact);
    } else if (key == "if") {
      AddCondition(result, rule, exact);
    } else if (key != "then" && key != "else" && key != "type") {
      exact = false;
    }
  }

  void AddNot(Value& result, const Value& refused, bool& exact) {
    if (IsNullType(refused)) return;
    // A rule has no types here, so a `not` that is only about strings would also apply to numbers.
    bool inner_exact = !refused.Get("type").Present();
    const Value inner = Rule(refused, inner_exact);
    if (inner_exact && !inner.empty()) {
      Also(result, Map("not", inner));
    } else {
      exact = false;
    }
  }

  void AddProperties(Value& result, const Value& fields, bool& exact) {
    MapBuilder kept = Map();
    for (const Member& field : fields.members()) {
      if (IsNullType(field.value)) {
        Also(result, Map("not", Map("required", Texts({field.key.text()}))));
        continue;
      }
      const Value inner = Rule(field.value, exact);
      if (!inner.empty()) kept.Add(field.key, inner);
    }
    if (!kept.value().empty()) Add(result, "properties", kept);
  }

  // Two choices of a oneOf could hold together once one of them is weaker, so it becomes anyOf.
  void AddChoice(Value& result, std::string_view key, const Value& choices, bool& exact) {
    Value kept = List();
    bool all_exact = true;
    bool always = false;
    for (const Value& choice : choices) {
      if (IsNullType(choice)) continue;
      const Value inner = Rule(choice, all_exact);
      always = always || inner.empty();
      Push(kept, inner);
    }
    exact = exact && all_exact;
    if (!always) Also(result, Map(all_exact ? key : "anyOf", kept));
  }

  // A structural schema has no `if`: either the condition does not hold, or its consequence does.
  void AddCondition(Value& result, const Value& rule, bool& exact) {
    bool condition_exact = true;
    const Value condition = Rule(rule.Get("if"), condition_exact);
    if (!condition_exact || condition.empty()) {
      exact = false;
      return;
    }
    const Value then = Rule(rule.Get("then"), exact);
    const Value otherwise = Rule(rule.Get("else"), exact);
    if (!then.empty()) Also(result, Map("anyOf", List({Map("not", condition), then})));
    if (!otherwise.empty()) Also(result, Map("anyOf", List({condition, otherwise})));
  }
};

// Nodes say which type a value has and what it consists of. References are replaced by what they refer to.
class NodeWriter : SchemaMaker {
 public:
  NodeWriter(Arena& arena, const Value& definitions) : SchemaMaker(arena), rules_(arena), definitions_(definitions) {}

  Value Node(const Value& schema) {
    Parts parts{Map(), List(), false};
    Fill(parts, schema);
    Value& node = parts.node;
    AddRules(parts);
    if (!node.Get("type").Present() && node.Get("enum").Present()) Add(node, "type", Text("string"));
    const bool says_all =
        node.Get("properties").Present() || node.Get("additionalProperties").Present() || parts.kept_empty;
    const std::string_view type = node.TextOf("type");
    const bool open = type == "object" ? !says_all : type.empty() && !node.Get(kIntOrString).Present();
    if (open) Add(node, "x-kubernetes-preserve-unknown-fields", Value::Bool(true));
    return node;
  }

 private:
  using SchemaMaker::Add;

  static constexpr std::string_view kIntOrString = "x-kubernetes-int-or-string";

  struct Parts {
    Value node;
    Value rules;      // still as in the JSON Schema
    bool kept_empty;  // an object without fields
  };

  void Fill(Parts& parts, const Value& schema) {
    for (const Member& member : schema.members()) Add(parts, member.key.text(), member.value, schema);
  }

  void Add(Parts& parts, std::string_view key, const Value& value, const Value& schema) {
    Value& node = parts.node;
    if (key == "$ref") {
      AddReference(parts, value.text());
    } else if (key == "type") {
      AddType(node, value);
    } else if (IsCopied(key)) {
      AddBound(node, key, value);
    } else if (key == "enum") {
      Add(node, key, rules_.Choices(value));
    } else if (key == "const") {
      Add(node, "enum", List({value}));
    } else if (key == "pattern") {
      if (IsGoPattern(value.text())) Add(node, key, value);
    } else if (key == "items") {
      Add(node, key, Node(value));
    } else if (key == "properties") {
      AddFields(node, value);
    } else if (key == "additionalProperties") {
      if (value.IsMap()) Add(node, key, Node(value));
    } else if (key == "anyOf") {
      AddChoice(parts, value);
    } else if (key == "allOf") {
      AddAll(parts, value);
    } else if (key == "if") {
      Push(parts.rules, schema);
    } else if (key != "then" && key != "else") {
      Push(parts.rules, Map(key, value));
    }
  }

  void AddReference(Parts& parts, std::string_view reference) {
    const std::string_view name = reference.substr(reference.rfind('/') + 1);
    parts.kept_empty = parts.kept_empty || name == "Pruned";
    Fill(parts, definitions_.Get(name));
  }

  void AddType(Value& node, const Value& type) {
    if (type.IsString()) return Add(node, "type", type);
    std::string_view only;
    for (const Value& one : type) {
      if (one.text() == "null") continue;
      if (!only.empty()) return Add(node, kIntOrString, Value::Bool(true));
      only = one.text();
    }
    Add(node, "type", Text(only));
  }

  // The API server reads int64 exactly, so a definition needs no bound for it.
  void AddBound(Value& node, std::string_view key, const Value& value) {
    const std::optional<int64_t> number = value.AsInt();
    if (number != -kMostInt64 && number != kMostInt64) Add(node, key, value);
  }

  void AddFields(Value& node, const Value& fields) {
    if (fields.empty()) return;
    MapBuilder properties = Map();
    for (const Member& field : fields.members()) {
      if (!IsNever(field.value)) properties.Add(field.key, Node(field.value));
    }
    Add(node, "properties", properties);
  }

  // The choices [X, null] become X, since null counts as absent; [X, ""] become X with "" among its values.
  void AddChoice(Parts& parts, const Value& choices) {
    Value kept = List();
    bool may_be_empty = false;
    for (const Value& choice : choices) {
      const bool is_empty_text = choice.Get("const").IsString() && choice.TextOf("const").empty();
      may_be_empty = may_be_empty || is_empty_text;
      if (!is_empty_text && !IsNullType(choice)) Push(kept, choice);
    }
    if (kept.size() != 1) return Push(parts.rules, Map("anyOf", choices));
    Fill(parts, kept.at(0));
    if (!may_be_empty) return;
    for (uint32_t i = 0; i < parts.node.size(); ++i) {
      if (parts.node.member(i).key.text() == "enum") Push(parts.node.member(i).value, Text(""));
    }
  }

  void AddAll(Parts& parts, const Value& all) {
    for (const Value& part : all) {
      if (part.Get("$ref").Present() || part.Get("type").Present()) {
        Fill(parts, part);
      } else {
        Push(parts.rules, part);
      }
    }
  }

  void AddRules(Parts& parts) {
    bool exact = true;
    for (const Value& rule : parts.rules) rules_.Also(parts.node, rules_.Rule(rule, exact));
  }

  RuleWriter rules_;
  Value definitions_;
};

class CrdWriter : SchemaMaker {
 public:
  CrdWriter(Arena& arena, const Value& definitions)
      : SchemaMaker(arena), definitions_(definitions), nodes_(arena, definitions) {}

  Value Crd(const CrdRow& row) {
    const Value names = Map("kind", Text(row.kind))
                            .Add("listKind", Text(row.list_kind))
                            .Add("plural", Text(row.plural))
                            .Add("singular", Text(row.singular));
    const Value version = Map("name", Text(kVersion))
                              .Add("schema", Map("openAPIV3Schema", Schema(row.kind)))
                              .Add("served", Value::Bool(true))
                              .Add("storage", Value::Bool(true))
                              .Add("subresources", Map("status", Map()));
    const Value spec =
        Map("group", Text(kGroup)).Add("names", names).Add("scope", Text(row.scope)).Add("versions", List({version}));
    return Map("apiVersion", Text("apiextensions.k8s.io/v1"))
        .Add("kind", Text("CustomResourceDefinition"))
        .Add("metadata", Map("name", Text(std::string(row.plural) + "." + std::string(kGroup))))
        .Add("spec", spec);
  }

 private:
  // The API server has its own schema for metadata, and allows restrictions on the name only.
  Value Schema(std::string_view kind) {
    const Value described = definitions_.Get(kind);
    const Value metadata = Referred(described.Get("properties").Get("metadata"));
    const Value name = nodes_.Node(metadata.Get("properties").Get("name"));
    const Value properties = Map("apiVersion", Type("string"))
                                 .Add("kind", Type("string"))
                                 .Add("metadata", Type("object").Add("properties", Map("name", name)))
                                 .Add("spec", nodes_.Node(described.Get("properties").Get("spec")))
                                 .Add("status", nodes_.Node(Type("object")));
    return Type("object").Add("properties", properties).Add("required", described.Get("required"));
  }

  // The type of a required field that refers to a definition.
  Value Referred(const Value& field) {
    const std::string_view reference = field.Get("allOf").at(0).TextOf("$ref");
    return definitions_.Get(reference.substr(reference.rfind('/') + 1));
  }

  Value definitions_;
  NodeWriter nodes_;
};

}  // namespace

Value DescribeCrds(Arena& arena, const Controller& controller) {
  CrdWriter writer(arena, DescribeKinds(arena, controller).Get("definitions"));
  Value all = Value::List(arena);
  for (const CrdRow& row : kCrds) all.Push(arena, writer.Crd(row));
  return all;
}

}  // namespace agentrender
