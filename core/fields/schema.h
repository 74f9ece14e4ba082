// What core/v1 says about the parts of an Agent that pass through to its Pod: a table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace agentrender {

// The type of a field: a scalar, an enum or an object of core_v1.def.
enum class TypeId : uint8_t {
  kString,
  kBool,
  kInt32,
  kInt64,
  kIntOrString,
  kQuantity,
  kPruned,  // an object that the Agent's CRD keeps empty
#define ENUM(name, first, count) k##name,
#define ENUM_VALUE(value)
#define OBJECT(name, first, count)
#define FIELD(name, shape, type, flags, fallback, map_key)
#include "core/fields/core_v1.def"
#undef ENUM
#undef OBJECT
#define ENUM(name, first, count)
#define OBJECT(name, first, count) k##name,
#include "core/fields/core_v1.def"
#undef ENUM
#undef ENUM_VALUE
#undef OBJECT
#undef FIELD
};

// One value, a list of values, or a map from strings to values.
enum class Shape : uint8_t { kOne, kList, kMap };

struct Field {
  // The CRD requires it.
  static constexpr uint8_t kRequired = 1;
  // Written when given, also when empty, 0 or false; else such a value is left out.
  static constexpr uint8_t kKeepZero = 2;
  // Written when absent: {}, or the quantity "0".
  static constexpr uint8_t kAlways = 4;
  // Written when absent, as null.
  static constexpr uint8_t kNull = 8;

  const char* name;
  const char* fallback;  // the default that the CRD writes; null pointer for none
  const char* map_key;   // the field by which the items of a list must differ; null pointer for none
  TypeId type;
  Shape shape;
  uint8_t flags;

  bool Has(uint8_t flag) const { return (flags & flag) != 0; }
};

// The fields of an object, sorted by name; none for other types.
std::span<const Field> FieldsOf(TypeId type);
// The field of an object; null pointer when there is no such field.
const Field* FindField(TypeId type, std::string_view name);
// The values that an enum takes; none for other types.
std::span<const char* const> ValuesOf(TypeId type);

}  // namespace agentrender
