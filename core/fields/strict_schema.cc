// Takes a JSON Schema, gives the same schema with a type next to every keyword, as some validators require. The rules
// that describe.cc prints have no types: they would repeat the field's, and CRDs, made from the same schema, must not
// have them.
#include "core/fields/strict_schema.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "core/fields/schema_maker.h"

namespace agentrender {

namespace {

// What the schemas below a keyword are about: nothing, the same value, or its parts.
enum class Below : uint8_t { kNone, kSame, kSameList, kPart, kParts, kKeys };

struct KeywordRow {
  std::string_view keyword;
  std::string_view type;  // of the values that it is about; empty for all
  Below below = Below::kNone;
};
constexpr KeywordRow kKeywords[] = {
    {"minLength", "string"},
    {"maxLength", "string"},
    {"pattern", "string"},
    {"minimum", "integer"},
    {"maximum", "integer"},
    {"minItems", "array"},
    {"maxItems", "array"},
    {"uniqueItems", "array"},
    {"items", "array", Below::kPart},
    {"contains", "array", Below::kPart},
    {"required", "object"},
    {"properties", "object", Below::kParts},
    {"additionalProperties", "object", Below::kPart},
    {"propertyNames", "object", Below::kKeys},
    {"definitions", "", Below::kParts},
    {"allOf", "", Below::kSameList},
    {"anyOf", "", Below::kSameList},
    {"oneOf", "", Below::kSameList},
    {"not", "", Below::kSame},
    {"if", "", Below::kSame},
    {"then", "", Below::kSame},
};

KeywordRow RowOf(std::string_view keyword) {
  const auto* row = std::find_if(std::begin(kKeywords), std::end(kKeywords),
                                 [&](const KeywordRow& candidate) { return candidate.keyword == keyword; });
  return row == std::end(kKeywords) ? KeywordRow{keyword, ""} : *row;
}

bool IsNote(std::string_view keyword) { return keyword == "description" || keyword == "default"; }

class Writer : SchemaMaker {
 public:
  explicit Writer(Arena& arena) : SchemaMaker(arena) {}

  // `known`: a schema around this one gives the type of the same value.
  Value Schema(const Value& schema, bool known) {
    if (!schema.IsMap()) return schema;
    const Value types = schema.Get("type");
    if (std::count_if(types.begin(), types.end(), [](const Value& type) { return type.text() != "null"; }) > 1)
      return Choices(schema, types);
    MapBuilder result = Map();
    if (!types.Present() && !known) AddType(schema, result);
    known = known || types.Present() || !result.value().empty();
    for (const Member& m : schema.members()) result.Add(m.key, Inside(m, known));
    return result;
  }

 private:
  // The type that the schema's first keyword is about. Null is fine for each of them.
  void AddType(const Value& schema, MapBuilder& result) {
    for (const Member& m : schema.members()) {
      const std::string_view type = RowOf(m.key.text()).type;
      if (type.empty()) continue;
      result.Add("type", Texts({type, "null"}));
      return;
    }
  }

  Value Inside(const Member& m, bool known) {
    switch (RowOf(m.key.text()).below) {
      case Below::kNone: return m.value;
      case Below::kSame: return Schema(m.value, known);
      case Below::kPart: return Schema(m.value, false);
      case Below::kKeys: return Schema(m.value, true);
      case Below::kSameList: return Each(m.value, known);
      case Below::kParts: return Each(m.value, false);
    }
    return m.value;
  }

  Value Each(Value schemas, bool known) {
    Value result = schemas.IsMap() ? Value::Map(arena_, schemas.size()) : Value::List(arena_, schemas.size());
    for (const Member& m : schemas.members()) result.Add(arena_, m.key, Schema(m.value, known));
    for (const Value& schema : schemas) result.Push(arena_, Schema(schema, known));
    return result;
  }

  // A schema of several types: one for each type, with the keywords that concern it.
  Value Choices(const Value& schema, const Value& types) {
    Value choices = Value::List(arena_, types.size());
    for (const Value& type : types) {
      MapBuilder choice = Map("type", type);
      AddWhatConcerns(type.text(), schema, choice);
      Push(choices, Schema(choice, false));
    }
    MapBuilder result = Map("anyOf", choices);
    for (const Member& m : schema.members()) {
      if (IsNote(m.key.text())) result.Add(m.key, m.value);
    }
    return result;
  }

  void AddWhatConcerns(std::string_view type, const Value& schema, MapBuilder& choice) {
    for (const Member& m : schema.members()) {
      const std::string_view key = m.key.text();
      const std::string_view about = key == "not" ? m.value.TextOf("type") : RowOf(key).type;
      if (key == "allOf") {
        AddParts(type, m.value, choice);
      } else if (key != "type" && !IsNote(key) && (about.empty() || about == type)) {
        choice.Add(m.key, m.value);
      }
    }
  }

  void AddParts(std::string_view type, const Value& parts, MapBuilder& choice) {
    Value kept = List();
    for (const Value& part : parts) {
      MapBuilder some = Map();
      AddWhatConcerns(type, part, some);
      if (!some.value().empty()) Push(kept, some);
    }
    choice.AddUnlessEmpty("allOf", kept);
  }
};

}  // namespace

Value StrictSchema(const Value& schema, Arena& arena) { return Writer(arena).Schema(schema, false); }

}  // namespace agentrender
