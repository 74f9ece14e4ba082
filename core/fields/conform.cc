#include "core/fields/conform.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/nearest.h"
#include "core/formats/quantity.h"
#include "core/model/causes.h"

namespace agentrender {

namespace {

// Longer enums are not listed in messages.
constexpr size_t kListedValues = 10;

bool IsText(TypeId type) { return type == TypeId::kString || !ValuesOf(type).empty(); }

// A value that is not written as in the input is made by a rule.
Value Canonical(const Value& value, const Cursor& in) {
  const bool same = value.kind() == in.value().kind() && value.text() == in.value().text();
  return same ? value : value.WithCause(causes::kCanonical);
}

template <class T>
Value ConformInt(const Cursor& in) {
  const Sourced<int64_t> number = in.Int(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
  return number ? Canonical(Value::Int(in.decoding().arena, *number, number.origin), in) : Value();
}

Value ConformText(const Cursor& in) { return in.Text() ? in.value() : Value(); }

Value ConformBool(const Cursor& in) {
  const Sourced<bool> value = in.Bool();
  return value ? Canonical(Value::Bool(*value, value.origin), in) : Value();
}

Value ConformIntOrString(const Cursor& in) { return in.value().IsString() ? in.value() : ConformInt<int32_t>(in); }

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

// The place after `1`, `1.`, `1.5` or `.5`; `at` when there is no number.
size_t SkipNumber(std::string_view text, size_t at) {
  const size_t whole = SkipDigits(text, at);
  if (whole == text.size() || text[whole] != '.') return whole;
  const size_t end = SkipDigits(text, whole + 1);
  return end == at + 1 ? at : end;
}

// The CRD takes fewer texts than Kubernetes' own parser: there must be a digit, and
// no white space.
bool IsQuantityOfCrd(std::string_view text) {
  constexpr std::string_view kUnits = "numkMGTPE";
  constexpr std::string_view kBinaryUnits = "KMGTPE";
  const size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const size_t end = SkipNumber(text, sign);
  if (end == sign) return false;
  const std::string_view unit = text.substr(end);
  if (unit.empty() || (unit.size() == 1 && kUnits.find(unit[0]) != std::string_view::npos)) return true;
  if (unit.size() == 2 && unit[1] == 'i' && kBinaryUnits.find(unit[0]) != std::string_view::npos) return true;
  return unit[0] == 'e' || unit[0] == 'E';
}

// 1.5e9 is a whole number, as in JSON; 1.5 and what no int64 holds are none.
bool IsWhole(const Value& value) {
  constexpr double kBeyond = 9223372036854775808.0;
  if (value.kind() == Kind::kInt) return true;
  if (value.kind() != Kind::kFloat) return false;
  const double number = value.AsDouble();
  return number >= -kBeyond && number < kBeyond && static_cast<double>(static_cast<int64_t>(number)) == number;
}

Value ConformQuantity(const Cursor& in) {
  const Value& value = in.value();
  if (!IsWhole(value) && !value.IsString()) {
    Problem& problem = in.Error(Code::kWrongType, std::string("expected a quantity, found ") + NameOf(value.kind()));
    problem.Hint(value.kind() == Kind::kFloat ? "quote it: '" + std::string(value.text()) + "'"
                                              : "write a number with a unit, such as 500m or 4Gi");
    return {};
  }
  Arena& arena = in.decoding().arena;
  const bool fits = !value.IsString() || IsQuantityOfCrd(value.text());
  const std::optional<Quantity> quantity = fits ? QuantityOf(arena, value) : std::nullopt;
  if (quantity) return Canonical(Value::String(CanonicalText(arena, *quantity), in.origin()), in);
  in.Error(Code::kBadQuantity, Quoted(value.text()) + " is not a quantity")
      .Hint("the units are n, u, m, k, M, G, T, P, E and Ki, Mi, Gi, Ti, Pi, Ei; letter case counts");
  return {};
}

std::string Listed(const std::vector<std::string_view>& words) {
  std::string list;
  for (std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word.empty() ? "\"\"" : word;
  }
  return list;
}

Value ConformEnum(TypeId type, const Cursor& in) {
  const Text text = in.Text();
  if (!text) return {};
  const std::span<const char* const> values = ValuesOf(type);
  const std::vector<std::string_view> known(values.begin(), values.end());
  for (std::string_view value : known) {
    if (text.value == value) return in.value();
  }
  const bool listed = known.size() <= kListedValues;
  Problem& problem = in.Error(Code::kBadValue,
                              Quoted(text.value) + (listed ? " is not one of " + Listed(known) : " is not known here"));
  const std::string_view near = Nearest(text.value, known);
  if (!near.empty()) problem.Hint("did you mean " + std::string(near) + "?");
  return {};
}

// An object that is kept, and nothing in it.
Value ConformPruned(const Cursor& in) {
  if (!in.IsA(Kind::kMap) || !in.HasFewEntries()) return {};
  for (const Member& m : in.value().members()) {
    in.decoding()
        .problems.Warning(Code::kDroppedField, m.key.origin(), "is dropped: Kubernetes keeps nothing here for an Agent")
        .Child(in.origin(), "." + std::string(m.key.text()))
        .Hint("take it out");
  }
  return Value::Map(in.decoding().arena, 0, in.origin());
}

Value ConformShape(Shape shape, TypeId type, const Cursor& in) {
  switch (shape) {
    case Shape::kOne: return Conform(type, in);
    case Shape::kList: return ConformList(type, in);
    case Shape::kMap: return ConformMap(type, in);
  }
  return {};
}

// What stands for a field that is not given; absent for most.
Value Unwritten(const Field& field, Origin origin, Arena& arena) {
  origin.cause = causes::kDefaults;
  if (field.fallback != nullptr) {
    const std::string_view text = field.fallback;
    return field.type == TypeId::kBool ? Value::Bool(text == "true", origin) : Value::String(text, origin);
  }
  if (field.Has(Field::kNull)) return Value::Null(origin);
  if (!field.Has(Field::kAlways)) return {};
  return field.type == TypeId::kQuantity ? Value::String("0", origin) : Value::Map(arena, 0, origin);
}

// Whether Go's `omitempty` leaves a value out.
bool IsZero(const Value& value) {
  switch (value.kind()) {
    case Kind::kString: return value.text().empty();
    case Kind::kBool: return !value.AsBool();
    case Kind::kInt: return value.text() == "0";
    default: return value.empty();
  }
}

bool IsLeftOut(const Field& field, const Value& value) {
  return !field.Has(Field::kKeepZero | Field::kAlways) && IsZero(value);
}

// Items of a list that is a map must differ in their key.
void ReportEqualKeys(const Field& field, const Value& list, Problems& problems) {
  for (uint32_t i = 0; i < list.size(); ++i) {
    for (uint32_t j = 0; j < i; ++j) {
      if (list.at(i).TextOf(field.map_key) != list.at(j).TextOf(field.map_key)) continue;
      problems
          .Error(Code::kDuplicateItem, list.at(i).origin(),
                 Quoted(list.at(i).TextOf(field.map_key)) + " is there already")
          .Other(list.at(j).origin())
          .Hint("take one of them out");
      break;
    }
  }
}

Value ConformField(const Field& field, const Cursor& in, const Origin& holder) {
  if (!in.Present()) {
    if (field.Has(Field::kRequired)) in.Require();
    return Unwritten(field, holder, in.decoding().arena);
  }
  // An enum that is empty and not kept is as good as absent.
  if (field.shape == Shape::kOne && IsText(field.type) && in.value().IsString() && IsLeftOut(field, in.value()))
    return {};
  const Value value = ConformShape(field.shape, field.type, in);
  // The API server stores an empty list that is always written as null.
  if (field.Has(Field::kNull) && field.shape == Shape::kList && value.Present() && value.empty())
    return Value::Null(value.origin()).WithCause(causes::kCanonical);
  if (field.map_key != nullptr) ReportEqualKeys(field, value, in.decoding().problems);
  return value.Present() && IsLeftOut(field, value) ? Value() : value;
}

void ReportUnknownFields(TypeId type, const Value& object, const Decoding& decoding) {
  for (const Member& m : object.members()) {
    if (FindField(type, m.key.text()) != nullptr) continue;
    std::vector<std::string_view> known;
    for (const Field& field : FieldsOf(type)) known.emplace_back(field.name);
    ReportUnknownField(m.key, object.origin(), known, decoding.strict, decoding.problems);
  }
}

// Whether a volume names a source, be it a wrong one.
bool HasSource(const Value& volume) {
  for (const Member& m : volume.members()) {
    if (m.key.text() != "name" && !m.value.IsNull()) return true;
  }
  return false;
}

// R66. "emptyDir" comes before "name", the only other field of such a volume.
Value AsEmptyDir(const Value& volume, const Cursor& in) {
  Arena& arena = in.decoding().arena;
  in.Warning(Code::kEmptyVolume, "has no source, so it is an empty directory")
      .Hint("write emptyDir: {} if that is meant");
  Value made = Value::Map(arena, 2, volume.origin());
  made.Add(arena, "emptyDir", Value::Map(arena, 0, volume.origin()).WithCause(causes::kDefaults));
  for (const Member& m : volume.members()) made.Add(arena, m.key, m.value);
  return made;
}

Value ConformObject(TypeId type, const Cursor& in) {
  if (!in.IsA(Kind::kMap) || !in.HasFewEntries()) return {};
  const Value& object = in.value();
  Decoding& decoding = in.decoding();
  ReportUnknownFields(type, object, decoding);
  Value made = Value::Map(decoding.arena, object.size(), object.origin());
  for (const Field& field : FieldsOf(type)) {
    const Cursor child(object.Find(field.name), object.origin(), field.name, decoding);
    const Value value = ConformField(field, child, object.origin());
    if (value.Present()) made.Add(decoding.arena, field.name, value);
  }
  return type == TypeId::kVolume && !HasSource(object) ? AsEmptyDir(made, in) : made;
}

// A key as a string, whatever it was written as: `1` is the key "1".
Value StringKey(const Value& key) { return key.IsString() ? key : Value::String(key.text(), key.origin()); }

}  // namespace

Value Conform(TypeId type, const Cursor& in) {
  if (!in.Present()) return {};
  if (Described* d = in.described()) {
    d->core_type = static_cast<int>(type);
    return {};
  }
  switch (type) {
    case TypeId::kString: return ConformText(in);
    case TypeId::kBool: return ConformBool(in);
    case TypeId::kInt32: return ConformInt<int32_t>(in);
    case TypeId::kInt64: return ConformInt<int64_t>(in);
    case TypeId::kIntOrString: return ConformIntOrString(in);
    case TypeId::kQuantity: return ConformQuantity(in);
    case TypeId::kPruned: return ConformPruned(in);
    default: return ValuesOf(type).empty() ? ConformObject(type, in) : ConformEnum(type, in);
  }
}

Value ConformList(TypeId type, const Cursor& in) {
  if (!in.IsA(Kind::kList)) return {};
  Arena& arena = in.decoding().arena;
  Value list = Value::List(arena, in.value().size(), in.origin());
  in.ForEach([&](const Cursor& item) {
    const Value value = Conform(type, item);
    if (value.Present()) list.Push(arena, value);
  });
  return list;
}

Value ConformMap(TypeId type, const Cursor& in) {
  if (!in.IsA(Kind::kMap) || !in.HasFewEntries()) return {};
  Decoding& decoding = in.decoding();
  Value map = Value::Map(decoding.arena, in.value().size(), in.origin());
  for (const Member& m : in.value().members()) {
    const Value value = Conform(type, Cursor(&m.value, in.origin(), m.key.text(), decoding));
    if (value.Present()) map.Add(decoding.arena, StringKey(m.key), value);
  }
  map.SortMembers();
  return map;
}

}  // namespace agentrender
