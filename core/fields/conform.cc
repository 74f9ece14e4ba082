// Takes input, gives Values that conform to the tables: types are checked, unknown fields reported, defaults written,
// and the keys of core/v1 sorted as Go's structs are printed. No later stage has to check the form of a value.
#include "core/fields/conform.h"

#include <string>

#include "core/fields/check_rules.h"
#include "core/fields/conform_scalar.h"
#include "core/fields/unfit.h"
#include "core/model/causes.h"

namespace agentrender {

namespace {

bool IsText(TypeId type) { return type == TypeId::kString || !ValuesOf(type).empty(); }

Value ConformMap(TypeId type, const Value& in, Decoding& decoding);

Value ConformShape(const Field& field, const Value& in, Decoding& decoding) {
  switch (field.shape) {
    case Shape::kOne: return Conform(field.type, in, decoding);
    case Shape::kList: return ConformList(field.type, in, decoding, field.Has(Field::kMany));
    case Shape::kMap: return ConformMap(field.type, in, decoding);
  }
  return {};
}

// The value of a core/v1 field that is not given; absent for most fields.
Value Unwritten(const Field& field, Origin origin, Arena& arena) {
  origin.cause = causes::kDefaults;
  if (field.fallback() != nullptr) {
    const std::string_view text = field.fallback();
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

void ReportMissing(const Field& field, const Value& object, Decoding& decoding) {
  decoding.problems.Error(Code::kMissingField, object.origin(), "is required")
      .Child(object.origin(), "." + field.name());
}

Value ConformField(const Field& field, const Value* in, const Value& object, Decoding& decoding) {
  if (in == nullptr) {
    if (field.Has(Field::kRequired)) ReportMissing(field, object, decoding);
    return Unwritten(field, object.origin(), decoding.arena);
  }
  // Go leaves out an empty enum, so it counts as absent.
  if (field.shape == Shape::kOne && IsText(field.type) && in->IsString() && IsLeftOut(field, *in)) return {};
  const Value value = ConformShape(field, *in, decoding);
  // The API server stores an empty list that is always written as null.
  if (field.Has(Field::kNull) && field.shape == Shape::kList && value.Present() && value.empty())
    return Value::Null(value.origin()).WithCause(causes::kCanonical);
  return value.Present() && IsLeftOut(field, value) ? Value() : value;
}

// Whether a volume names a source, even a wrong one.
bool HasSource(const Value& volume) {
  for (const Member& m : volume.members()) {
    if (m.key.text() != "name" && !m.value.IsNull()) return true;
  }
  return false;
}

// R66. The keys stay sorted: the only other field of such a volume is "name".
Value AsEmptyDir(const Value& volume, Decoding& decoding) {
  Arena& arena = decoding.arena;
  decoding.problems.Warning(Code::kEmptyVolume, volume.origin(), "has no source, so it is an empty directory")
      .Hint("write emptyDir: {} if that is meant");
  Value made = Value::Map(arena, 2, volume.origin());
  made.Add(arena, "emptyDir", Value::Map(arena, 0, volume.origin()).WithCause(causes::kDefaults));
  for (const Member& m : volume.members()) made.Add(arena, m.key, m.value);
  return made;
}

// Whether a conformed value is the same as the input, so that nothing needs to be copied.
bool IsSame(const Value& made, const Value& in) {
  if (made.kind() != in.kind() || made.size() != in.size()) return false;
  if (made.IsList()) return made.begin() == in.begin();
  if (made.IsMap()) return made.members().begin() == in.members().begin();
  return made.text() == in.text();
}

// The members of an object, looked up by field; a null pointer for a field that is not given.
class Given {
 public:
  // Reports members that are not fields.
  Given(TypeId type, const Value& object, Decoding& decoding) : fields_(FieldsOf(type)) {
    for (const Member& m : object.members()) {
      const Field* field = FindField(type, m.key.text());
      if (field == nullptr) {
        ReportUnknownField(type, m.key, object, decoding);
      } else if (!field->IsKnownTo(decoding.controller)) {
        ReportLaterField(*field, m.key, object, decoding);
      } else if (!m.value.IsNull()) {
        values_[field - fields_.data()] = &m.value;
      }
    }
  }
  const Value* operator[](const Field& field) const { return values_[&field - fields_.data()]; }

 private:
  static constexpr size_t kMost = 32;  // a Volume has 31
  std::span<const Field> fields_;
  const Value* values_[kMost] = {};
};

Value ConformCoreObject(TypeId type, const Value& in, Decoding& decoding) {
  const Given given(type, in, decoding);
  Value made = Value::Map(decoding.arena, in.size(), in.origin());
  for (const Field& field : FieldsOf(type)) {
    const Value value = ConformField(field, given[field], in, decoding);
    if (value.Present()) made.Add(decoding.arena, field.name(), value);
  }
  CheckRules(RulesOf(type), made, {decoding.arena, decoding.problems});
  return type == TypeId::kVolume && !HasSource(in) ? AsEmptyDir(made, decoding) : made;
}

// In our own kinds, numbers and booleans stay as they were written, so that findings show a file mode of 01755 as that.
bool IsAsWritten(const Value& made, const Value& in) {
  const bool keeps_text = made.kind() == Kind::kInt || made.kind() == Kind::kBool;
  return keeps_text ? made.kind() == in.kind() : IsSame(made, in);
}

// A copy of the map, whose members can be changed without changing the map's.
Value Copied(const Value& map, Arena& arena) {
  Value copy = Value::Map(arena, map.size(), map.origin());
  for (const Member& m : map.members()) copy.Add(arena, m.key, m.value);
  return copy;
}

void RequireFields(TypeId type, const Value& object, Decoding& decoding) {
  ForEachField(type, [&](const Field& field) {
    if (field.Has(Field::kRequired) && !object.Get(field.name()).Present()) ReportMissing(field, object, decoding);
  });
}

Value ConformOwnObject(TypeId type, const Value& in, Decoding& decoding) {
  Value made = in;
  const auto put = [&](uint32_t i, const Value& value) {
    if (IsSame(made, in)) made = Copied(in, decoding.arena);
    made.member(i).value = value;
  };
  for (uint32_t i = 0; i < in.size(); ++i) {
    const Member& m = in.member(i);
    const Field* field = FindField(type, m.key.text());
    if (field == nullptr) {
      ReportUnknownField(type, m.key, in, decoding);
    } else if (!field->IsKnownTo(decoding.controller)) {
      ReportLaterField(*field, m.key, in, decoding);
      put(i, Value::Null(m.value.origin()));
    } else if (!m.value.IsNull()) {
      const Value value = ConformShape(*field, m.value, decoding);
      if (value.Present() && !IsAsWritten(value, m.value)) put(i, value);
    }
  }
  RequireFields(type, made, decoding);
  const Part part{decoding.arena, decoding.problems};
  if (BaseOf(type) != type) CheckRules(RulesOf(BaseOf(type)), made, part);
  CheckRules(RulesOf(type), made, part);
  return made;
}

Value ConformObject(TypeId type, const Value& in, Decoding& decoding) {
  if (!IsA(Kind::kMap, in, decoding) || !HasFewEntries(in, decoding)) return {};
  return IsOwn(type) ? ConformOwnObject(type, in, decoding) : ConformCoreObject(type, in, decoding);
}

// A key as a string, whatever it was written as: `1` is the key "1".
Value StringKey(const Value& key) { return key.IsString() ? key : Value::String(key.text(), key.origin()); }

// Sorted by key. A null entry counts as absent.
Value ConformMap(TypeId type, const Value& in, Decoding& decoding) {
  if (!IsA(Kind::kMap, in, decoding) || !HasFewEntries(in, decoding)) return {};
  Value map = Value::Map(decoding.arena, in.size(), in.origin());
  for (const Member& m : in.members()) {
    const Value value = Conform(type, m.value, decoding);
    if (value.Present()) map.Add(decoding.arena, StringKey(m.key), value);
  }
  map.SortMembers();
  return map;
}

}  // namespace

Value Conform(TypeId type, const Value& in, Decoding& decoding) {
  if (!in.Present() || in.IsNull()) return {};
  return FieldsOf(type).empty() && !IsOwn(type) ? ConformScalar(type, in, decoding) : ConformObject(type, in, decoding);
}

Value ConformList(TypeId type, const Value& in, Decoding& decoding, bool many) {
  if (!in.Present() || in.IsNull() || !IsA(Kind::kList, in, decoding)) return {};
  Value list = Value::List(decoding.arena, in.size(), in.origin());
  if (!many && !HasFewEntries(in, decoding)) return list;
  bool same = true;
  for (const Value& item : in) {
    if (item.IsNull()) {
      decoding.problems.Error(Code::kWrongType, item.origin(), "a list entry must not be null")
          .Hint("remove the entry, or write its value");
    }
    const Value value = Conform(type, item, decoding);
    if (value.Present()) list.Push(decoding.arena, value);
    same = same && value.Present() && IsSame(value, item);
  }
  return same ? in : list;
}

}  // namespace agentrender
