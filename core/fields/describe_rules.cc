// Takes the rules of a type, gives them as JSON Schema, as far as it can express them; the rest is left out, so that no
// schema refuses what a rendering accepts.
#include "core/fields/describe_rules.h"

#include <string>
#include <vector>

#include "core/fields/check_rules.h"
#include "core/fields/schema_maker.h"

namespace agentrender {

namespace {

using Op = Rule::Op;

class RuleSchema : SchemaMaker {
 public:
  explicit RuleSchema(Arena& arena) : SchemaMaker(arena) {}

  Value NotNull() { return Map("not", Type("null")); }

  void AddFilled(Value& schema, const Field& field) {
    if (field.shape == Shape::kList) Add(schema, "minItems", Number(1));
    if (IsText(field)) Add(schema, "minLength", Number(1));
  }

  static bool IsText(const Field& field) {
    const bool scalar = field.type == TypeId::kString || field.type == TypeId::kSize || field.type == TypeId::kDuration;
    return field.shape == Shape::kOne && (scalar || !ValuesOf(field.type).empty());
  }

  // The words as values of the field.
  Value Words(std::string_view words, const Field& field) {
    Value list = List();
    while (!words.empty()) {
      const std::string_view word = TakeUntil(words, '|');
      Push(list, field.type == TypeId::kBool ? Value::Bool(word == "true") : Text(word));
    }
    return list;
  }

  void AddForm(Value& schema, const Rule& rule) {
    const FormPattern& form = PatternOf(rule.form);
    if (std::string_view(form.pattern) != "[\\s\\S]*")
      Add(schema, "pattern", Text("^(" + std::string(form.pattern) + ")?$"));
    if (form.refused != nullptr) Add(schema, "not", Type("string").Add("pattern", Text(form.refused)));
    if (form.longest != 0) Add(schema, "maxLength", Number(form.longest));
    const auto check = FormOf(rule.form).check;
    const bool empty_too = rule.empty_too || rule.op == Op::kKeys;
    if (rule.filled || (empty_too && (check == nullptr || check("") != nullptr))) Add(schema, "minLength", Number(1));
  }

  // What a rule requires of one value.
  Value Leaf(const Rule& rule, const Field& field) {
    switch (rule.op) {
      case Op::kForm: {
        Value schema = Map();
        AddForm(schema, rule);
        return schema;
      }
      case Op::kRange:
      case Op::kMode: return Map("minimum", Number(rule.least)).Add("maximum", Number(rule.most));
      case Op::kOneOf: {
        Value words = Words(rule.words, field);
        if (!field.Has(Field::kRequired)) Push(words, Value::Null());
        if (!IsOwn(OwnerOf(field)) && !field.Has(Field::kKeepZero | Field::kRequired)) Push(words, Text(""));
        return Map("enum", words);
      }
      case Op::kNotOneOf: return Map("not", Map("enum", Words(rule.words, field)));
      case Op::kMaxBytes: return Map("maxLength", Number(rule.most));
      case Op::kNotNegative:
        return Map("minimum", Number(0)).Add("not", Type("string").Add("pattern", Text("^-[0-9.]*[1-9]")));
      default: return Map();
    }
  }

  // What a rule requires of a field as a whole, in particular of a list or map.
  Value Whole(const Rule& rule, const Field& field) {
    Value schema = Map();
    if (rule.op == Op::kKeys) {
      AddForm(schema, rule);
      return Map("propertyNames", schema);
    }
    if (rule.op == Op::kCount) return Map("minItems", Number(rule.least)).Add("maxItems", Number(rule.most));
    if (rule.op == Op::kNotEmpty) AddFilled(schema, field);
    if (rule.op == Op::kUnique && *rule.words == 0 && field.shape == Shape::kList)
      Add(schema, "uniqueItems", Value::Bool(true));
    return schema;
  }

  // The field is given and not null.
  Value Given(const Field& field, bool filled) {
    Value value = NotNull();
    if (filled) AddFilled(value, field);
    return Map("required", Texts({field.name()})).Add("properties", Map(field.name(), value));
  }

  Value Absence(const Field& field) {
    const bool empty_counts = !field.Has(Field::kKeepZero) && !IsOwn(OwnerOf(field));
    const bool list = field.shape == Shape::kList;
    if (!empty_counts || !(list || IsText(field))) return Type("null");
    return Map("type", Texts({list ? "array" : "string", "null"})).Add(list ? "maxItems" : "maxLength", Number(0));
  }

  // A term of a condition, for the object that has the path.
  Value Term(std::string_view path, const agentrender::Term& term, TypeId type) {
    std::string_view rest = path;
    const std::string_view name = TakeUntil(rest, '.');
    const Field* field = FindField(type, name);
    if (field == nullptr) return {};
    Value inner = NotNull();
    if (!rest.empty()) {
      inner = Term(rest, term, field->type);
    } else if (!term.words.empty()) {
      inner = Map("enum", Words(term.words, *field));
    } else if (term.filled || (!IsOwn(OwnerOf(*field)) && !field->Has(Field::kKeepZero))) {
      AddFilled(inner, *field);
    }
    const bool list = field->shape == Shape::kList && (!rest.empty() || !term.words.empty());
    if (list) {
      inner = Map("contains", inner).Add("type", Text("array"));
    } else if (!rest.empty()) {
      Add(inner, "type", Text("object"));
    }
    return Map("required", Texts({name})).Add("properties", Map(name, inner));
  }

  Value Condition(std::string_view condition, TypeId type) {
    Value all = List();
    while (!condition.empty()) {
      const agentrender::Term term = TakeTerm(condition);
      const Value schema = Term(term.path, term, type);
      Push(all, term.negated ? Map("not", schema) : schema);
    }
    return all.size() == 1 ? all.at(0) : Map("allOf", all);
  }

  // The rules ExactlyOne and AnyOf for an object of `type`.
  Value Alternatives(const Rule& rule, TypeId type) {
    Value choices = List();
    std::string_view words = rule.words;
    while (!words.empty()) Push(choices, Condition(TakeUntil(words, '|'), type));
    return Map(rule.op == Op::kExactlyOne ? "oneOf" : "anyOf", choices);
  }

  // Fields that a volume's sources require must not be empty.
  Value FilledParts(TypeId type) {
    Value sources = Map();
    for (const Field& source : FieldsOf(type)) {
      Value fields = Map();
      for (const Field& field : FieldsOf(source.type)) {
        const bool list = field.shape == Shape::kList;
        if (!field.Has(Field::kRequired) || (!list && field.type != TypeId::kString)) continue;
        Add(fields, field.name(), Map(list ? "minItems" : "minLength", Number(1)));
      }
      if (!fields.empty()) Add(sources, source.name(), Map("properties", fields));
    }
    return Map("properties", sources);
  }

  // A rule about the field `name` of an object of `type`.
  Value OfHolder(const Rule& rule, std::string_view name, TypeId type) {
    const Field* field = FindField(type, name);
    if (field == nullptr) return {};
    const bool omits_empty = !IsOwn(OwnerOf(*field)) && !field->Has(Field::kKeepZero);
    switch (rule.op) {
      case Op::kGiven: return Given(*field, omits_empty);
      case Op::kFilled: return Given(*field, true);
      case Op::kAbsent: return Map("properties", Map(name, Absence(*field)));
      case Op::kExactlyOne:
        return Map("properties", Map(name, Map("anyOf", List({Type("null"), Alternatives(rule, field->type)}))));
      default: break;
    }
    Value schema = Whole(rule, *field);
    const Value leaf = Leaf(rule, *field);
    if (!leaf.empty() && field->shape == Shape::kOne) schema = leaf;
    if (!leaf.empty() && field->shape != Shape::kOne)
      Add(schema, field->shape == Shape::kList ? "items" : "additionalProperties", leaf);
    if (schema.empty()) return {};
    const Value holder = Map("properties", Map(name, schema));
    if (rule.op != Op::kCount && !rule.required) return holder;
    return Map("allOf", List({holder, Given(*field, true)}));
  }

  Value Rest(const Rule& rule, std::string_view path, TypeId type) {
    if (path.empty()) return rule.op == Op::kFilledParts ? FilledParts(type) : Alternatives(rule, type);
    std::string_view rest = path;
    const std::string_view name = TakeUntil(rest, '.');
    if (!rest.empty()) {
      const Field* field = FindField(type, name);
      const Value inner = field == nullptr ? Value() : Rest(rule, rest, field->type);
      if (!inner.Present()) return {};
      return Map("properties", Map(name, field->shape == Shape::kList ? Map("items", inner) : inner));
    }
    const Value schema = OfHolder(rule, name, type);
    if (!schema.Present() || rule.when == nullptr) return schema;
    return Map("if", Condition(rule.when, type)).Add("then", schema);
  }
};

// Adds the members of `more` to `schema`. If it already has a keyword, a bound is replaced by the narrower one, and
// anything else goes to allOf.
void Constrain(Value& schema, const Value& more, Arena& arena) {
  Value rest = Value::Map(arena);
  for (const Member& m : more.members()) {
    const std::string_view key = m.key.text();
    const Member* old = schema.FindMember(key);
    if (old == nullptr) {
      schema.Add(arena, m.key, m.value);
    } else if (key == "minimum" || key == "maximum") {
      schema.member(static_cast<uint32_t>(old - schema.members().begin())).value = m.value;
    } else if (!Equal(old->value, m.value)) {
      rest.Add(arena, m.key, m.value);
    }
  }
  if (rest.empty()) return;
  Value all = schema.Get("allOf");
  const bool is_new = !all.Present();
  if (is_new) all = Value::List(arena);
  all.Push(arena, rest);
  if (is_new) {
    schema.Add(arena, "allOf", all);
  } else {
    schema.member(static_cast<uint32_t>(schema.FindMember("allOf") - schema.members().begin())).value = all;
  }
}

}  // namespace

bool IsAboutValue(const RuleRow& row) {
  const std::string_view path = row.path();
  const Op op = row.rule.op;
  return !path.empty() && path.find('.') == path.npos && row.rule.when == nullptr && !row.rule.required &&
         op != Op::kGiven && op != Op::kFilled && op != Op::kAbsent && op != Op::kExactlyOne && op != Op::kCount;
}

void ConstrainValue(Value& schema, const Rule& rule, const Field& field, Arena& arena) {
  Constrain(schema, RuleSchema(arena).Leaf(rule, field), arena);
}

void ConstrainWhole(Value& schema, const Rule& rule, const Field& field, Arena& arena) {
  Constrain(schema, RuleSchema(arena).Whole(rule, field), arena);
}

Value DescribeRule(const RuleRow& row, Arena& arena) { return RuleSchema(arena).Rest(row.rule, row.path(), row.type); }

}  // namespace agentrender
