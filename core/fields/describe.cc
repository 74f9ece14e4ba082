#include "core/fields/describe.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/base/order.h"
#include "core/decode/decode.h"
#include "core/fields/field_rules.h"
#include "core/fields/schema.h"

namespace agentrender {

namespace {

constexpr const char* kTypeNames[] = {
    "String", "Bool", "Int32", "Int64", "IntOrString", "Quantity", "Pruned",
#define ENUM(name, first, count) #name,
#define ENUM_VALUE(value)
#define OBJECT(name, first, count)
#define FIELD(name, shape, type, flags, fallback, map_key)
#include "core/fields/core_v1.def"
#undef ENUM
#undef OBJECT
#define ENUM(name, first, count)
#define OBJECT(name, first, count) #name,
#include "core/fields/core_v1.def"
#undef ENUM
#undef ENUM_VALUE
#undef OBJECT
#undef FIELD
};

// What editors show of a field.
struct FieldText {
  std::string_view path;
  const char* text;
};
constexpr FieldText kFieldTexts[] = {
#define FIELD_TEXT(path, text) {path, text},
#include "core/fields/field_texts.def"
#undef FIELD_TEXT
};

const char* JsonTypeOf(Kind kind) {
  switch (kind) {
    case Kind::kNull: return "null";
    case Kind::kBool: return "boolean";
    case Kind::kInt: return "integer";
    case Kind::kFloat: return "number";
    case Kind::kString: return "string";
    case Kind::kList: return "array";
    case Kind::kMap: return "object";
  }
  return "null";
}

class SchemaBuilder {
 public:
  explicit SchemaBuilder(Arena& arena) : arena_(arena), definitions_(Value::Map(arena)) {}

  // One of the kinds, as `describe` asks for it.
  void AddKind(std::string_view kind, const Described& described) {
    path_.clear();
    kind_ = kind;
    Value schema = Node(described, false);
    definitions_.Add(arena_, Text(kind), schema);
  }

  // The schema of one kind alone.
  Value FinishOne(std::string_view api_version, std::string_view kind) {
    Value properties = Object();
    properties.Add(arena_, "apiVersion", With("const", Text(api_version)));
    properties.Add(arena_, "kind", With("const", Text(kind)));
    Value all = Value::List(arena_);
    all.Push(arena_, Reference(kind));
    Value root = Root("The kind " + std::string(kind) + " of " + std::string(api_version));
    root.Add(arena_, "required", Texts({"apiVersion", "kind", "metadata"}));
    root.Add(arena_, "properties", properties);
    root.Add(arena_, "allOf", all);
    return WithDefinitions(root);
  }

  Value Finish() {
    constexpr const char* kKinds[] = {"Agent", "AgentTemplate", "KubeOpenCodeConfig"};
    Value properties = Object();
    properties.Add(arena_, "apiVersion", With("const", Text("kubeopencode.io/v1alpha1")));
    Value names = Value::List(arena_);
    Value cases = Value::List(arena_);
    for (const char* kind : kKinds) {
      names.Push(arena_, Text(kind));
      Value condition = With("properties", With("kind", With("const", Text(kind))));
      Value one = With("if", condition);
      one.Add(arena_, "then", Reference(kind));
      cases.Push(arena_, one);
    }
    properties.Add(arena_, "kind", With("enum", names));
    Value root = Root("The kinds of kubeopencode.io/v1alpha1 that agentrender reads");
    root.Add(arena_, "required", Texts({"apiVersion", "kind", "metadata", "spec"}));
    root.Add(arena_, "properties", properties);
    root.Add(arena_, "allOf", cases);
    return WithDefinitions(root);
  }

 private:
  Value Root(std::string_view title) {
    Value root = With("$schema", Text("http://json-schema.org/draft-07/schema#"));
    root.Add(arena_, "title", Text(title));
    root.Add(arena_, "type", Text("object"));
    return root;
  }
  Value WithDefinitions(Value root) {
    for (size_t type = 0; type < std::size(kTypeNames); ++type) AddCoreType(static_cast<TypeId>(type));
    root.Add(arena_, "definitions", definitions_);
    return root;
  }

  Value Object() { return Value::Map(arena_); }
  Value Text(std::string_view text) { return Value::String(arena_.Copy(text)); }
  Value With(const char* key, const Value& value) {
    Value map = Object();
    map.Add(arena_, key, value);
    return map;
  }
  Value Reference(std::string_view name) { return With("$ref", Text("#/definitions/" + std::string(name))); }
  Value Texts(const std::vector<std::string_view>& words) {
    Value list = Value::List(arena_);
    for (std::string_view word : words) list.Push(arena_, Text(word));
    return list;
  }

  // Null counts as absent, so what may be absent may be null.
  Value OrNull(const Value& schema, bool nullable) {
    if (!nullable) return schema;
    Value choices = Value::List(arena_);
    choices.Push(arena_, schema);
    choices.Push(arena_, With("type", Text("null")));
    return With("anyOf", choices);
  }

  void AddTypes(Value& schema, const std::vector<Kind>& kinds, bool nullable) {
    if (kinds.empty()) return;
    Value types = Value::List(arena_);
    for (Kind kind : kinds) types.Push(arena_, Text(JsonTypeOf(kind)));
    if (nullable) types.Push(arena_, Text("null"));
    schema.Add(arena_, "type", types.size() == 1 ? types.at(0) : types);
  }

  void AddText(Value& schema, const Described& node, bool nullable) {
    if (!node.choices.empty()) {
      Value values = Texts(node.choices);
      if (nullable) values.Push(arena_, Value::Null());
      schema.Add(arena_, "enum", values);
    }
    if (node.not_empty) schema.Add(arena_, "minLength", Value::Int(arena_, 1));
    AddTextForm(schema, node.rule, arena_);
  }

  static bool Has(const std::vector<std::string_view>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  void AddFields(Value& schema, const Described& node) {
    Value properties = Object();
    for (const auto& [name, field] : node.fields) {
      const size_t length = path_.size();
      if (!path_.empty()) path_ += '.';
      path_ += name;
      properties.Add(arena_, Value::String(name), Explained(Ruled(Node(*field, !Has(node.required, name)))));
      path_.resize(length);
    }
    properties.SortMembers();
    schema.Add(arena_, "properties", properties);
    if (node.entries != nullptr) {
      schema.Add(arena_, "additionalProperties", Inner(*node.entries, ".*", true));
    } else if (!node.open) {
      schema.Add(arena_, "additionalProperties", Value::Bool(false));
    }
    if (!node.required.empty()) schema.Add(arena_, "required", Sorted(node.required));
  }

  Value Sorted(std::vector<std::string_view> words) {
    Arrange(words, OrderOf(words));
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return Texts(words);
  }

  Value Node(const Described& node, bool nullable) {
    if (node.core_type >= 0) return OrNull(Reference(kTypeNames[node.core_type]), nullable);
    Value schema = Object();
    AddTypes(schema, node.kinds, nullable);
    AddText(schema, node, nullable);
    if (node.least) schema.Add(arena_, "minimum", Value::Int(arena_, *node.least));
    if (node.most) schema.Add(arena_, "maximum", Value::Int(arena_, *node.most));
    if (node.items != nullptr) schema.Add(arena_, "items", Inner(*node.items, "[]", false));
    if (!node.fields.empty() || node.entries != nullptr) AddFields(schema, node);
    return schema;
  }

  // The items or entries of what stands at path_.
  Value Inner(const Described& node, std::string_view mark, bool nullable) {
    path_ += mark;
    const Value schema = Ruled(Node(node, nullable));
    path_.resize(path_.size() - mark.size());
    return schema;
  }

  // `schema` of what stands at path_ with the rules of field_rules.def.
  Value Ruled(const Value& schema) { return Ruled(Ruled(schema, path_), kind_ + "." + path_); }
  Value Ruled(const Value& schema, const std::string& place) { return WithAll(schema, FieldRules(place, arena_)); }

  // What stands beside a $ref is not read, so that goes among the rules.
  Value WithAll(Value schema, const Value& rules) {
    if (rules.empty()) return schema;
    const bool wrap = schema.Find("$ref") != nullptr || schema.Find("allOf") != nullptr;
    Value all = Value::List(arena_);
    if (wrap) all.Push(arena_, schema);
    for (const Value& rule : rules) all.Push(arena_, rule);
    if (wrap) return With("allOf", all);
    schema.Add(arena_, "allOf", all);
    return schema;
  }

  // `schema` of the field at path_ with its text, if it has one. What stands beside a $ref is not read.
  Value Explained(Value schema) {
    if (schema.Find("$ref") != nullptr) return schema;
    for (const FieldText& row : kFieldTexts) {
      if (row.path == path_) schema.Add(arena_, "description", Text(row.text));
    }
    return schema;
  }

  Value Integer(int64_t least, int64_t most) {
    Value schema = With("type", Text("integer"));
    schema.Add(arena_, "minimum", Value::Int(arena_, least));
    schema.Add(arena_, "maximum", Value::Int(arena_, most));
    return schema;
  }

  Value Scalar(TypeId type) {
    switch (type) {
      case TypeId::kString: return With("type", Text("string"));
      case TypeId::kBool: return With("type", Text("boolean"));
      case TypeId::kInt32: return Integer(INT32_MIN, INT32_MAX);
      case TypeId::kInt64: return Integer(INT64_MIN, INT64_MAX);
      case TypeId::kIntOrString:
      case TypeId::kQuantity: return With("type", Texts({"integer", "string"}));
      default: return With("type", Text("object"));
    }
  }

  void AddCoreType(TypeId type) {
    const char* name = kTypeNames[static_cast<size_t>(type)];
    definitions_.Add(arena_, name, Ruled(CoreType(type), name));
  }

  Value CoreType(TypeId type) {
    const auto values = ValuesOf(type);
    if (!values.empty()) return With("enum", Texts({values.begin(), values.end()}));
    return FieldsOf(type).empty() ? Scalar(type) : CoreObject(type);
  }

  Value CoreObject(TypeId type) {
    Value properties = Object();
    std::vector<std::string_view> required;
    for (const Field& field : FieldsOf(type)) {
      const std::string place = std::string(kTypeNames[static_cast<size_t>(type)]) + "." + field.name;
      const Value schema = IsVolumeSource(type) ? NotEmpty(CoreField(field), field) : CoreField(field);
      properties.Add(arena_, Value::String(field.name), Ruled(schema, place));
      if (field.Has(Field::kRequired)) required.emplace_back(field.name);
    }
    Value object = With("type", Text("object"));
    object.Add(arena_, "properties", properties);
    object.Add(arena_, "additionalProperties", Value::Bool(false));
    if (!required.empty()) object.Add(arena_, "required", Texts(required));
    return object;
  }

  static bool IsVolumeSource(TypeId type) {
    const auto fields = FieldsOf(TypeId::kVolume);
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.type == type; });
  }

  // Texts and lists that a volume's source requires must not be empty.
  Value NotEmpty(const Value& schema, const Field& field) {
    const bool list = field.shape == Shape::kList;
    if (!field.Has(Field::kRequired) || (!list && field.type != TypeId::kString)) return schema;
    Value rules = Value::List(arena_);
    rules.Push(arena_, With(list ? "minItems" : "minLength", Value::Int(arena_, 1)));
    return WithAll(schema, rules);
  }

  Value CoreField(const Field& field) {
    Value schema = Reference(kTypeNames[static_cast<size_t>(field.type)]);
    const bool kept = field.Has(Field::kKeepZero | Field::kAlways);
    if (field.shape == Shape::kList) {
      const Value items = schema;
      schema = With("type", Text("array"));
      schema.Add(arena_, "items", items);
    } else if (field.shape == Shape::kMap) {
      const Value entries = OrNull(schema, true);
      schema = With("type", Text("object"));
      schema.Add(arena_, "additionalProperties", entries);
    } else if (!ValuesOf(field.type).empty() && !kept) {
      // An empty one is as good as none.
      Value choices = Value::List(arena_);
      choices.Push(arena_, schema);
      choices.Push(arena_, With("const", Text("")));
      schema = With("anyOf", choices);
    }
    return OrNull(schema, !field.Has(Field::kRequired));
  }

  Arena& arena_;
  Value definitions_;
  std::string kind_;
  std::string path_;  // of the field that is being described, from the root of its kind
};

// What a decoder asks of a resource.
template <class Decode>
Described DescribedBy(Decode decode, Arena& arena) {
  Problems ignored;
  Described described;
  Decoding decoding{arena, ignored};
  decoding.described = &described;
  decode(Resource{}, decoding);
  described.Field("apiVersion")->Takes(Kind::kString);
  described.Field("kind")->Takes(Kind::kString);
  return described;
}

}  // namespace

Value DescribeKinds(Arena& arena) {
  SchemaBuilder builder(arena);
  builder.AddKind("Agent", DescribedBy(DecodeAgent, arena));
  builder.AddKind("AgentTemplate", DescribedBy(DecodeTemplate, arena));
  builder.AddKind("KubeOpenCodeConfig", DescribedBy(DecodeConfig, arena));
  return builder.Finish();
}

Value DescribeRevisions(Arena& arena) {
  std::vector<GitRevision> ignored;
  const auto decode = [&](const Resource& resource, Decoding& decoding) {
    DecodeRevisions(resource, decoding, ignored);
  };
  return DescribeKind("render.kubeopencode.io/v1alpha1", "GitRevisions", DescribedBy(decode, arena), arena);
}

Value DescribeKind(std::string_view api_version, std::string_view kind, const Described& described, Arena& arena) {
  SchemaBuilder builder(arena);
  builder.AddKind(kind, described);
  return builder.FinishOne(api_version, kind);
}

}  // namespace agentrender
