// Takes the tables, gives JSON Schemas with one definition per type. They come from the rows that the checks use, so an
// editor underlines what a rendering would refuse.
#include "core/fields/describe.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/order.h"
#include "core/fields/describe_rules.h"
#include "core/fields/texts.h"

namespace agentrender {

namespace {

constexpr TypeId kKinds[] = {TypeId::kAgent, TypeId::kAgentTemplate, TypeId::kKubeOpenCodeConfig};

class SchemaBuilder {
 public:
  SchemaBuilder(Arena& arena, const Controller& controller) : arena_(arena), controller_(controller) {}

  Value Root(std::string_view id, std::string_view title) {
    Value root = With("$schema", Text("http://json-schema.org/draft-07/schema#"));
    root.Add(arena_, "$id", Text("https://kubeopencode.io/agentrender/" + id + ".schema.json"));
    root.Add(arena_, "title", Text(title));
    root.Add(arena_, "type", Text("object"));
    return root;
  }

  // The definitions of all types that have been referred to, and of those that they refer to.
  Value Definitions() {
    std::vector<std::string_view> names;
    std::vector<Value> schemas;
    for (size_t i = 0; i < types_.size(); ++i) {
      schemas.push_back(types_[i] == TypeId::kPruned ? With("type", Text("object")) : Object(types_[i]));
      names.push_back(NameOf(types_[i]));
    }
    Value definitions = Value::Map(arena_);
    for (uint32_t i : OrderOf(names)) definitions.Add(arena_, names[i], schemas[i]);
    return definitions;
  }

  Value Reference(TypeId type) {
    if (std::find(types_.begin(), types_.end(), type) == types_.end()) types_.push_back(type);
    return With("$ref", Text("#/definitions/" + NameOf(type)));
  }

  Value Text(std::string_view text) { return SchemaText(text, arena_); }
  Value With(std::string_view key, const Value& value) { return SchemaMap(key, value, arena_); }

 private:
  Value Integer(int64_t least, int64_t most) {
    Value schema = With("type", Text("integer"));
    schema.Add(arena_, "minimum", Value::Int(arena_, least));
    schema.Add(arena_, "maximum", Value::Int(arena_, most));
    return schema;
  }

  Value Form(FormId form, const Value& types) {
    Value schema = With("type", types);
    Rule rule = rule::Form(form);
    rule.filled = form != FormId::kSize;
    static constexpr Field kText{"", TypeId::kString, 0, false, Shape::kOne, 0, 0, 0};
    ConstrainValue(schema, rule, kText, arena_);
    return schema;
  }

  Value Enum(const Field& field) {
    Value values = Value::List(arena_);
    for (const char* value : ValuesOf(field.type)) values.Push(arena_, Text(value));
    // Where Go omits an empty value, it is as good as absent.
    const bool empty_counts = !IsOwn(OwnerOf(field)) && field.shape == Shape::kOne;
    if (empty_counts && !field.Has(Field::kKeepZero | Field::kAlways)) values.Push(arena_, Text(""));
    return With("enum", values);
  }

  // One value of the field.
  Value One(const Field& field) {
    switch (field.type) {
      case TypeId::kString: return With("type", Text("string"));
      case TypeId::kBool: return With("type", Text("boolean"));
      case TypeId::kInt32: return Integer(INT32_MIN, INT32_MAX);
      case TypeId::kInt64: return Integer(INT64_MIN, INT64_MAX);
      case TypeId::kIntOrString: return With("type", SchemaTexts({"integer", "string"}, arena_));
      case TypeId::kQuantity: return Form(FormId::kQuantity, SchemaTexts({"integer", "string"}, arena_));
      case TypeId::kSize: return Form(FormId::kSize, Text("string"));
      case TypeId::kDuration: return Form(FormId::kDuration, Text("string"));
      case TypeId::kAny:
      case TypeId::kJson: return Value::Map(arena_);
      case TypeId::kPruned: return Reference(field.type);
      case TypeId::kJsonObject: return With("type", Text("object"));
      default: return ValuesOf(field.type).empty() ? Reference(field.type) : Enum(field);
    }
  }

  // Null counts as absent, so whatever may be absent may be null.
  Value OrNull(Value schema) {
    if (schema.Find("$ref") != nullptr) {
      Value choices = Value::List(arena_);
      choices.Push(arena_, schema);
      choices.Push(arena_, With("type", Text("null")));
      return With("anyOf", choices);
    }
    for (uint32_t i = 0; i < schema.size(); ++i) {
      Member& m = schema.member(i);
      if (m.key.text() == "enum" &&
          std::none_of(m.value.begin(), m.value.end(), [](const Value& v) { return v.IsNull(); }))
        m.value.Push(arena_, Value::Null());
      if (m.key.text() != "type") continue;
      Value types = Value::List(arena_);
      if (m.value.IsString()) types.Push(arena_, m.value);
      for (const Value& type : m.value) types.Push(arena_, type);
      types.Push(arena_, Text("null"));
      m.value = types;
    }
    return schema;
  }

  template <class Fn>
  static void ForEachRule(TypeId type, Fn fn) {
    if (BaseOf(type) != type) ForEachRule(BaseOf(type), fn);
    for (const RuleRow& row : RulesOf(type)) fn(row);
    for (const RuleRow& row : LateRulesOf(type)) fn(row);
  }

  // What the field must satisfy by itself. Keywords next to a $ref are ignored by readers, so there are none.
  Value FieldSchema(TypeId owner, const Field& field) {
    Value schema = One(field);
    const bool reference = schema.Find("$ref") != nullptr;
    const auto is_about = [&](const RuleRow& row) { return IsAboutValue(row) && row.path() == field.name(); };
    ForEachRule(owner, [&](const RuleRow& row) {
      if (is_about(row) && !reference) ConstrainValue(schema, row.rule, field, arena_);
    });
    if (field.shape == Shape::kList) {
      Value list = With("type", Text("array"));
      list.Add(arena_, "items", schema);
      schema = list;
    } else if (field.shape == Shape::kMap) {
      Value map = With("type", Text("object"));
      map.Add(arena_, "additionalProperties", OrNull(schema));
      schema = map;
    }
    ForEachRule(owner, [&](const RuleRow& row) {
      if (is_about(row) && (!reference || field.shape != Shape::kOne)) ConstrainWhole(schema, row.rule, field, arena_);
    });
    if (!field.Has(Field::kRequired)) schema = OrNull(schema);
    return Explained(schema, field);
  }

  Value Explained(Value schema, const Field& field) {
    const std::string text = FullTextOf(field);
    if (text.empty()) return schema;
    if (schema.Find("$ref") != nullptr) {
      Value all = Value::List(arena_);
      all.Push(arena_, schema);
      schema = With("allOf", all);
    }
    schema.Add(arena_, "description", Text(text));
    if (field.fallback() != nullptr) schema.Add(arena_, "default", Fallback(field));
    return schema;
  }

  static Value Fallback(const Field& field) {
    const std::string_view text = field.fallback();
    if (field.type == TypeId::kBool) return Value::Bool(text == "true");
    const bool number = field.type == TypeId::kInt32 || field.type == TypeId::kInt64;
    return Value::Scalar(number ? Kind::kInt : Kind::kString, text, {});
  }

  Value Object(TypeId type) {
    Value properties = Value::Map(arena_);
    Value required = Value::List(arena_);
    ForEachField(type, [&](const Field& field) {
      if (!field.IsKnownTo(controller_)) return;
      properties.Add(arena_, field.name(), FieldSchema(type, field));
      if (field.Has(Field::kRequired)) required.Push(arena_, Text(field.name()));
    });
    properties.SortMembers();
    Value object = With("type", Text("object"));
    object.Add(arena_, "properties", properties);
    object.Add(arena_, "additionalProperties", Value::Bool(false));
    if (!required.empty()) object.Add(arena_, "required", required);
    Value rules = Value::List(arena_);
    ForEachRule(type, [&](const RuleRow& row) {
      const Value rule = IsAboutValue(row) ? Value() : DescribeRule(row, arena_);
      if (rule.Present()) rules.Push(arena_, rule);
    });
    if (!rules.empty()) object.Add(arena_, "allOf", rules);
    return object;
  }

  Arena& arena_;
  const Controller controller_;
  std::vector<TypeId> types_;
};

}  // namespace

Value DescribeKind(std::string_view api_version, std::string_view kind, TypeId type, Arena& arena,
                   const Controller& controller) {
  SchemaBuilder schema(arena, controller);
  Value root = schema.Root(kind, "The kind " + kind + " of " + api_version);
  root.Add(arena, "required", SchemaTexts({"apiVersion", "kind", "metadata"}, arena));
  Value properties = schema.With("apiVersion", schema.With("const", schema.Text(api_version)));
  properties.Add(arena, "kind", schema.With("const", schema.Text(kind)));
  properties.Add(arena, "metadata", Value::Map(arena));
  root.Add(arena, "properties", properties);
  Value all = Value::List(arena);
  all.Push(arena, schema.Reference(type));
  root.Add(arena, "allOf", all);
  root.Add(arena, "definitions", schema.Definitions());
  return root;
}

Value DescribeKinds(Arena& arena, const Controller& controller) {
  SchemaBuilder schema(arena, controller);
  Value root = schema.Root("agents", "The kinds of kubeopencode.io/v1alpha1 that agentrender reads");
  root.Add(arena, "required", SchemaTexts({"apiVersion", "kind", "metadata", "spec"}, arena));
  Value names = Value::List(arena);
  Value cases = Value::List(arena);
  for (TypeId kind : kKinds) {
    const Value name = schema.Text(NameOf(kind));
    names.Push(arena, name);
    Value one = schema.With("if", schema.With("properties", schema.With("kind", schema.With("const", name))));
    one.Add(arena, "then", schema.Reference(kind));
    cases.Push(arena, one);
  }
  Value properties = schema.With("apiVersion", schema.With("const", schema.Text("kubeopencode.io/v1alpha1")));
  properties.Add(arena, "kind", schema.With("enum", names));
  for (const char* part : {"metadata", "spec"}) properties.Add(arena, part, Value::Map(arena));
  root.Add(arena, "properties", properties);
  root.Add(arena, "allOf", cases);
  root.Add(arena, "definitions", schema.Definitions());
  return root;
}

}  // namespace agentrender
