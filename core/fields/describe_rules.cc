// Takes the rules of a type, gives them as JSON Schema, as far as it can express them; the rest is left out, so that no
// schema refuses what a rendering accepts.
#include "core/fields/describe_rules.h"

#include <string>
#include <vector>

#include "core/fields/check_rules.h"

namespace agentrender {

namespace {

using Op = Rule::Op;

class RuleSchema {
 public:
  explicit RuleSchema(Arena& arena) : arena_(arena) {}

  Value Text(std::string_view text) { return SchemaText(text, arena_); }
  Value Map(std::string_view key, const Value& value) { return SchemaMap(key, value, arena_); }
  Value Number(int64_t number) { return Value::Int(arena_, number); }
  Value ListOf(const Value& item) {
    Value list = Value::List(arena_, 1);
    list.Push(arena_, item);
    return list;
  }
  void Add(Value& map, std::string_view key, const Value& value) { map.Add(arena_, key, value); }
  Value NotNull() { return Map("not", Map("type", Text("null"))); }

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
    Value list = Value::List(arena_);
    while (!words.empty()) {
      const std::string_view word = TakeUntil(words, '|');
      list.Push(arena_, field.type == TypeId::kBool ? Value::Bool(word == "true") : Text(word));
    }
    return list;
  }

  void AddForm(Value& schema, const Rule& rule) {
    const FormPattern& form = PatternOf(rule.form);
    if (std::string_view(form.pattern) != "[\\s\\S]*")
      Add(schema, "pattern", Text("^(" + std::string(form.pattern) + ")?$"));
    if (form.refused != nullptr) {
      Value refused = Map("type", Text("string"));
      Add(refused, "pattern", Text(form.refused));
      Add(schema, "not", refused);
    }
    if (form.longest != 0) Add(schema, "maxLength", Number(form.longest));
    const auto check = FormOf(rule.form).check;
    const bool empty_too = rule.empty_too || rule.op == Op::kKeys;
    if (rule.filled || (empty_too && (check == nullptr || check("") != nullptr))) Add(schema, "minLength", Number(1));
  }

  // What a rule requires of one value.
  Value Leaf(const Rule& rule, const Field& field) {
    Value schema = Value::Map(arena_);
    switch (rule.op) {
      case Op::kForm: AddForm(schema, rule); break;
      case Op::kRange:
      case Op::kMode:
        Add(schema, "minimum", Number(rule.least));
        Add(schema, "maximum", Number(rule.most));
        break;
      case Op::kOneOf: {
        Value words = Words(rule.words, field);
        if (!field.Has(Field::kRequired)) words.Push(arena_, Value::Null());
        if (!IsOwn(OwnerOf(field)) && !field.Has(Field::kKeepZero | Field::kRequired)) words.Push(arena_, Text(""));
        Add(schema, "enum", words);
        break;
      }
      case Op::kNotOneOf: Add(schema, "not", Map("enum", Words(rule.words, field))); break;
      case Op::kMaxBytes: Add(schema, "maxLength", Number(rule.most)); break;
      case Op::kNotNegative: {
        Add(schema, "minimum", Number(0));
        Value negative = Map("type", Text("string"));
        Add(negative, "pattern", Text("^-[0-9.]*[1-9]"));
        Add(schema, "not", negative);
        break;
      }
      default: break;
    }
    return schema;
  }

  // What a rule requires of a field as a whole, in particular of a list or map.
  Value Whole(const Rule& rule, const Field& field) {
    Value schema = Value::Map(arena_);
    if (rule.op == Op::kKeys) {
      Value keys = Value::Map(arena_);
      AddForm(keys, rule);
      Add(schema, "propertyNames", keys);
    } else if (rule.op == Op::kUnique && *rule.words == 0 && field.shape == Shape::kList) {
      Add(schema, "uniqueItems", Value::Bool(true));
    } else if (rule.op == Op::kNotEmpty) {
      AddFilled(schema, field);
    } else if (rule.op == Op::kCount) {
      Add(schema, "minItems", Number(rule.least));
      Add(schema, "maxItems", Number(rule.most));
    }
    return schema;
  }

  // The field is given and not null.
  Value Given(const Field& field, bool filled) {
    Value value = NotNull();
    if (filled) AddFilled(value, field);
    Value schema = Map("required", ListOf(Text(field.name())));
    Add(schema, "properties", Map(field.name(), value));
    return schema;
  }

  Value Absence(const Field& field) {
    const bool empty_counts = !field.Has(Field::kKeepZero) && !IsOwn(OwnerOf(field));
    const bool list = field.shape == Shape::kList;
    if (!empty_counts || !(list || IsText(field))) return Map("type", Text("null"));
    Value schema = Map("type", SchemaTexts({list ? "array" : "string", "null"}, arena_));
    Add(schema, list ? "maxItems" : "maxLength", Number(0));
    return schema;
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
      inner = Map("contains", inner);
      Add(inner, "type", Text("array"));
    } else if (!rest.empty()) {
      Add(inner, "type", Text("object"));
    }
    Value schema = Map("required", ListOf(Text(name)));
    Add(schema, "properties", Map(name, inner));
    return schema;
  }

  Value Condition(std::string_view condition, TypeId type) {
    Value all = Value::List(arena_);
    while (!condition.empty()) {
      const agentrender::Term term = TakeTerm(condition);
      const Value schema = Term(term.path, term, type);
      all.Push(arena_, term.negated ? Map("not", schema) : schema);
    }
    return all.size() == 1 ? all.at(0) : Map("allOf", all);
  }

  // The rules ExactlyOne and AnyOf for an object of `type`.
  Value Alternatives(const Rule& rule, TypeId type) {
    Value choices = Value::List(arena_);
    std::string_view words = rule.words;
    while (!words.empty()) choices.Push(arena_, Condition(TakeUntil(words, '|'), type));
    return Map(rule.op == Op::kExactlyOne ? "oneOf" : "anyOf", choices);
  }

  // Fields that a volume's sources require must not be empty.
  Value FilledParts(TypeId type) {
    Value sources = Value::Map(arena_);
    for (const Field& source : FieldsOf(type)) {
      Value fields = Value::Map(arena_);
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
      case Op::kExactlyOne: {
        Value choices = ListOf(Map("type", Text("null")));
        choices.Push(arena_, Alternatives(rule, field->type));
        return Map("properties", Map(name, Map("anyOf", choices)));
      }
      default: break;
    }
    Value schema = Whole(rule, *field);
    const Value leaf = Leaf(rule, *field);
    if (!leaf.empty() && field->shape == Shape::kOne) schema = leaf;
    if (!leaf.empty() && field->shape != Shape::kOne)
      Add(schema, field->shape == Shape::kList ? "items" : "additionalProperties", leaf);
    if (schema.empty()) return {};
    Value holder = Map("properties", Map(name, schema));
    if (rule.op != Op::kCount && !rule.required) return holder;
    Value both = ListOf(holder);
    both.Push(arena_, Given(*field, true));
    return Map("allOf", both);
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
    Value when = Map("if", Condition(rule.when, type));
    Add(when, "then", schema);
    return when;
  }

 private:
  Arena& arena_;
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

Value SchemaText(std::string_view text, Arena& arena) { return Value::String(arena.Copy(text)); }

Value SchemaMap(std::string_view key, const Value& value, Arena& arena) {
  Value map = Value::Map(arena);
  map.Add(arena, key, value);
  return map;
}

Value SchemaTexts(std::initializer_list<std::string_view> texts, Arena& arena) {
  Value list = Value::List(arena);
  for (std::string_view text : texts) list.Push(arena, SchemaText(text, arena));
  return list;
}

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
