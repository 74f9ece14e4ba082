#include "core/fields/schema.h"

#include <algorithm>

namespace agentrender {

namespace {

constexpr uint8_t kRequired = Field::kRequired;
constexpr uint8_t kKeepZero = Field::kKeepZero;
constexpr uint8_t kAlways = Field::kAlways;
constexpr uint8_t kNull = Field::kNull;

// A part of kValues or kFields.
struct Range {
  uint16_t first;
  uint16_t count;
};

#define ENUM(name, first, count)
#define ENUM_VALUE(value)
#define OBJECT(name, first, count)
#define FIELD(name, shape, type, flags, fallback, map_key) \
  {name, fallback, map_key, TypeId::k##type, Shape::k##shape, flags},
constexpr Field kFields[] = {
#include "core/fields/core_v1.def"
};
#undef FIELD
#define FIELD(name, shape, type, flags, fallback, map_key)

#undef OBJECT
#define OBJECT(name, first, count) {first, count},
constexpr Range kObjects[] = {
#include "core/fields/core_v1.def"
};
#undef OBJECT
#define OBJECT(name, first, count)

#undef ENUM
#define ENUM(name, first, count) {first, count},
constexpr Range kEnums[] = {
#include "core/fields/core_v1.def"
};
#undef ENUM
#define ENUM(name, first, count)

#undef ENUM_VALUE
#define ENUM_VALUE(value) value,
constexpr const char* kValues[] = {
#include "core/fields/core_v1.def"
};
#undef ENUM
#undef ENUM_VALUE
#undef OBJECT
#undef FIELD

constexpr size_t kFirstEnum = static_cast<size_t>(TypeId::kPruned) + 1;
constexpr size_t kFirstObject = kFirstEnum + std::size(kEnums);

// The entry of `ranges` for a type, when `first` is the number of the first type in them.
template <size_t count>
Range RangeOf(const Range (&ranges)[count], TypeId type, size_t first) {
  const size_t number = static_cast<size_t>(type);
  return number >= first && number - first < count ? ranges[number - first] : Range{0, 0};
}

}  // namespace

std::span<const Field> FieldsOf(TypeId type) {
  const Range range = RangeOf(kObjects, type, kFirstObject);
  return {kFields + range.first, range.count};
}

std::span<const char* const> ValuesOf(TypeId type) {
  const Range range = RangeOf(kEnums, type, kFirstEnum);
  return {kValues + range.first, range.count};
}

const Field* FindField(TypeId type, std::string_view name) {
  const std::span<const Field> fields = FieldsOf(type);
  const auto at = std::lower_bound(fields.begin(), fields.end(), name,
                                   [](const Field& field, std::string_view wanted) { return field.name < wanted; });
  return at != fields.end() && at->name == name ? &*at : nullptr;
}

}  // namespace agentrender
