// Takes the tables, gives JSON Schemas with one definition per type. They come from the rows that the checks use, so an
// editor underlines what a rendering would refuse. Late rules are checked on what a Pod is made of, so a template, of
// which Agents may take a part, is described without them: its types have definitions of their own where that matters.
#include "core/fields/describe.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/order.h"
#include "core/fields/describe_rules.h"
#include "core/fields/schema_maker.h"
#include "core/fields/texts.h"

namespace agentrender {

namespace {

constexpr TypeId kKinds[] = {TypeId::kAgent, TypeId::kAgentTemplate, TypeId::kKubeOpenCodeConfig};

class SchemaBuilder : public SchemaMaker {
 public:
  SchemaBuilder(Arena& arena, const Controller& controller) : SchemaMaker(arena), controller_(controller) {}

  MapBuilder Root(std::string_view id, std::string_view title) {
    return Map("$schema", Text("http://json-schema.org/draft-07/schema#"))
        .Add("$id", Text("https://kubeopencode.io/agentrender/" + id + ".schema.json"))
        .Add("title", Text(title))
        .Add("type", Text("object"));
  }

  // The definitions of all types that have been referred to, and of those that they refer to.
  Value Definitions() {
    std::vector<std::string_view> names;
    std::vector<Value> schemas;
    for (size_t i = 0; i < types_.size(); ++i) {
      const Described described = types_[i];
      late_ = described.late && described.type != TypeId::kAgentTemplateSpec;
      schemas.push_back(described.type == TypeId::kPruned ? Type("object") : Object(described.type));
      names.push_back(arena_.Copy(NameFor(described)));
    }
    MapBuilder definitions = Map();
    for (uint32_t i : OrderOf(names)) definitions.Add(names[i], schemas[i]);
    return definitions;
  }

  Value Reference(TypeId type) {
    const Described wanted{type, late_ || !HasLateRules(type)};
    if (std::find(types_.begin(), types_.end(), wanted) == types_.end()) types_.push_back(wanted);
    return Map("$ref", Text("#/definitions/" + NameFor(wanted)));
  }

 private:
  struct Described {
    TypeId type;
    bool late;  // with the late rules, if it has any
    bool operator==(const Described&) const = default;
  };

  static std::string NameFor(const Described& described) {
    return std::string(NameOf(described.type)) + (described.late ? "" : "InTemplate");
  }

  // Whether the type has late rules, or one below it does.
  static bool HasLateRules(TypeId type) {
    const std::span<const Field> fields = FieldsOf(type);
    return !LateRulesOf(type).empty() || (BaseOf(type) != type && HasLateRules(BaseOf(type))) ||
           std::any_of(fields.begin(), fields.end(), [](const Field& field) { return HasLateRules(field.type); });
  }

  Value Integer(int64_t least, int64_t most) {
    return Type("integer").Add("minimum", Number(least)).Add("maximum", Number(most));
  }

  Value Form(FormId form, const Value& types) {
    Value schema = Map("type", types);
    Rule rule = rule::Form(form);
    rule.filled = form != FormId::kSize;
    static constexpr Field kText{"", TypeId::kString, 0, false, Shape::kOne, 0, 0, 0};
    ConstrainValue(schema, rule, kText, arena_);
    return schema;
  }

  Value Enum(const Field& field) {
    Value values = List();
    for (const char* value : ValuesOf(field.type)) Push(values, Text(value));
    // Where Go omits an empty value, it is as good as absent.
    const bool empty_counts = !IsOwn(OwnerOf(field)) && field.shape == Shape::kOne;
    if (empty_counts && !field.Has(Field::kKeepZero | Field::kAlways)) Push(values, Text(""));
    return Map("enum", values);
  }

  // One value of the field.
  Value One(const Field& field) {
    switch (field.type) {
      case TypeId::kString: return Type("string");
      case TypeId::kBool: return Type("boolean");
      case TypeId::kInt32: return Integer(INT32_MIN, INT32_MAX);
      case TypeId::kInt64: return Integer(-kMostInt64, kMostInt64);
      case TypeId::kIntOrString: return Map("type", Texts({"integer", "string"}));
      case TypeId::kQuantity: return Form(FormId::kQuantity, Texts({"integer", "string"}));
      case TypeId::kSize: return Form(FormId::kSize, Text("string"));
      case TypeId::kDuration: return Form(FormId::kDuration, Text("string"));
      case TypeId::kAny:
      case TypeId::kJson: return Map();
      case TypeId::kPruned: return Reference(field.type);
      case TypeId::kJsonObject: return Type("object");
      default: return ValuesOf(field.type).empty() ? Reference(field.type) : Enum(field);
    }
  }

  // Null counts as absent, so whatever may be absent may be null.
  Value OrNull(Value schema) {
    if (schema.Find("$ref") != nullptr) return Map("anyOf", List({schema, Type("null")}));
    for (uint32_t i = 0; i < schema.size(); ++i) {
      Member& m = schema.member(i);
      if (m.key.text() == "enum" &&
          std::none_of(m.value.begin(), m.value.end(), [](const Value& v) { return v.IsNull(); }))
        Push(m.value, Value::Null());
      if (m.key.text() != "type") continue;
      Value types = List();
      if (m.value.IsString()) Push(types, m.value);
      for (const Value& type : m.value) Push(types, type);
      Push(types, Text("null"));
      m.value = types;
    }
    return schema;
  }

  template <class Fn>
  void ForEachRule(TypeId type, Fn fn) const {
    if (BaseOf(type) != type) ForEachRule(BaseOf(type), fn);
    for (const RuleRow& row : RulesOf(type)) fn(row);
    if (!late_) return;
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
    if (field.shape == Shape::kList) schema = Type("array").Add("items", schema);
    if (field.shape == Shape::kMap) schema = Type("object").Add("additionalProperties", OrNull(schema));
    ForEachRule(owner, [&](const RuleRow& row) {
      if (is_about(row) && (!reference || field.shape != Shape::kOne)) ConstrainWhole(schema, row.rule, field, arena_);
    });
    if (!field.Has(Field::kRequired)) schema = OrNull(schema);
    return Explained(schema, field);
  }

  Value Explained(Value schema, const Field& field) {
    const std::string text = FullTextOf(field);
    if (text.empty()) return schema;
    if (schema.Find("$ref") != nullptr) schema = Map("allOf", List({schema}));
    Add(schema, "description", Text(text));
    if (field.fallback() != nullptr) Add(schema, "default", Fallback(field));
    return schema;
  }

  static Value Fallback(const Field& field) {
    const std::string_view text = field.fallback();
    if (field.type == TypeId::kBool) return Value::Bool(text == "true");
    const bool number = field.type == TypeId::kInt32 || field.type == TypeId::kInt64;
    return Value::Scalar(number ? Kind::kInt : Kind::kString, text, {});
  }

  Value Object(TypeId type) {
    MapBuilder properties = Map();
    Value required = List();
    ForEachField(type, [&](const Field& field) {
      if (!field.IsKnownTo(controller_)) return;
      properties.Add(field.name(), FieldSchema(type, field));
      if (field.Has(Field::kRequired)) Push(required, Text(field.name()));
    });
    Value rules = List();
    ForEachRule(type, [&](const RuleRow& row) {
      const Value rule = IsAboutValue(row) ? Value() : DescribeRule(row, arena_);
      if (rule.Present()) Push(rules, rule);
    });
    return Type("object")
        .Add("properties", properties.SortMembers())
        .Add("additionalProperties", Value::Bool(false))
        .AddUnlessEmpty("required", required)
        .AddUnlessEmpty("allOf", rules);
  }

  const Controller controller_;
  std::vector<Described> types_;
  bool late_ = true;  // for the type that is being described
};

}  // namespace

Value DescribeKind(std::string_view api_version, std::string_view kind, TypeId type, Arena& arena,
                   const Controller& controller) {
  SchemaBuilder schema(arena, controller);
  const Value properties = schema.Map("apiVersion", schema.Map("const", schema.Text(api_version)))
                               .Add("kind", schema.Map("const", schema.Text(kind)))
                               .Add("metadata", schema.Map());
  const Value all = schema.List({schema.Reference(type)});
  return schema.Root(kind, "The kind " + kind + " of " + api_version)
      .Add("required", schema.Texts({"apiVersion", "kind", "metadata"}))
      .Add("properties", properties)
      .Add("allOf", all)
      .Add("definitions", schema.Definitions());
}

Value DescribeKinds(Arena& arena, const Controller& controller) {
  SchemaBuilder schema(arena, controller);
  Value names = schema.List();
  Value cases = schema.List();
  for (TypeId kind : kKinds) {
    const Value name = schema.Text(NameOf(kind));
    const Value is_kind = schema.Map("properties", schema.Map("kind", schema.Map("const", name)));
    schema.Push(names, name);
    schema.Push(cases, schema.Map("if", is_kind).Add("then", schema.Reference(kind)));
  }
  const Value properties = schema.Map("apiVersion", schema.Map("const", schema.Text("kubeopencode.io/v1alpha1")))
                               .Add("kind", schema.Map("enum", names))
                               .Add("metadata", schema.Map())
                               .Add("spec", schema.Map());
  return schema.Root("agents", "The kinds of kubeopencode.io/v1alpha1 that agentrender reads")
      .Add("required", schema.Texts({"apiVersion", "kind", "metadata", "spec"}))
      .Add("properties", properties)
      .Add("allOf", cases)
      .Add("definitions", schema.Definitions());
}

}  // namespace agentrender
