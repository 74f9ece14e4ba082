// Takes the .def tables, gives arrays of rows, and which part of them belongs to each type. All of it is computed at
// compile time, so a module carries only the rows.
#include "core/fields/table.h"

#include <algorithm>
#include <array>

#include "core/base/same.h"
#include "core/fields/rule.h"

namespace agentrender {

namespace {

constexpr uint8_t kRequired = Field::kRequired;
constexpr uint8_t kKeepZero = Field::kKeepZero;
constexpr uint8_t kAlways = Field::kAlways;
constexpr uint8_t kNull = Field::kNull;
constexpr uint8_t kMany = Field::kMany;

// The first release if `since` is empty: all releases know the field.
constexpr uint8_t ReleaseOf(std::string_view since) {
  return since.empty() ? 0 : static_cast<uint8_t>(controllers::PlaceOf(since));
}

// The defaults of all fields; most have none.
constexpr const char* kAllFallbacks[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) fallback,
#include "core/fields/tables.def"
};
constexpr size_t kFallbackCount =
    1 + std::size(kAllFallbacks) -
    static_cast<size_t>(std::count(std::begin(kAllFallbacks), std::end(kAllFallbacks), nullptr));
static_assert(kFallbackCount <= 64, "Field::fallback_at counts them");
static_assert(controllers::kCount < 16, "Field::since counts them");
constexpr auto kFallbacks = [] {
  std::array<const char*, kFallbackCount> fallbacks{};
  size_t count = 1;
  for (const char* fallback : kAllFallbacks) {
    if (fallback != nullptr) fallbacks[count++] = fallback;
  }
  return fallbacks;
}();

constexpr Field MakeField(std::string_view name, TypeId type, Shape shape, uint8_t flags, std::string_view since) {
  Field field{};
  field.text = name.data();
  field.type = type;
  field.length = name.size() & 127;
  field.many = (flags & kMany) != 0;
  field.shape = shape;
  field.flags = flags & 15;
  field.since = ReleaseOf(since) & 15;
  return field;
}

constexpr Field kWrittenFields[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) \
  MakeField(name, TypeId::k##kind, Shape::k##shape, flags, since),
#include "core/fields/tables.def"
};
constexpr auto kFields = [] {
  auto fields = std::to_array(kWrittenFields);
  uint8_t count = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (kAllFallbacks[i] != nullptr) fields[i].fallback_at = ++count & 63;
  }
  return fields;
}();
constexpr const char* kValues[] = {
#define ENUM_VALUE(type, value) value,
#include "core/fields/tables.def"
};

constexpr bool AreReleases() {
  for (const Field& field : kFields) {
    if (field.since == controllers::kCount) return false;
  }
  return true;
}
static_assert(AreReleases(), "since is a release of controllers.def");

// What the entries of an array belong to.
constexpr TypeId kFieldOwners[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) TypeId::k##type,
#include "core/fields/tables.def"
};
constexpr TypeId kValueOwners[] = {
#define ENUM_VALUE(type, value) TypeId::k##type,
#include "core/fields/tables.def"
};

constexpr size_t kTypes = 0
#define ENUM(type) +1
#define OBJECT(type) +1
#include "core/fields/tables.def"
                          + static_cast<size_t>(TypeId::kDuration) + 1;

// For an array with its rows in the order of the types: where the rows of each type begin, and where the last end.
template <class Place>
using Begins = std::array<Place, kTypes + 1>;

// For an array whose row i belongs to owner(i). If the rows are not in the order of the types, the last place is not
// the number of rows.
template <class Place, class Owner>
constexpr Begins<Place> BeginsOf(size_t rows, Owner owner) {
  Begins<Place> begins{};
  size_t row = 0;
  for (size_t type = 0; type < kTypes; ++type) {
    begins[type] = static_cast<Place>(row);
    while (row < rows && owner(row) == static_cast<TypeId>(type)) ++row;
  }
  begins[kTypes] = static_cast<Place>(row);
  return begins;
}

constexpr auto kFieldBegins = BeginsOf<uint16_t>(std::size(kFields), [](size_t i) { return kFieldOwners[i]; });
constexpr auto kValueBegins = BeginsOf<uint8_t>(std::size(kValues), [](size_t i) { return kValueOwners[i]; });
static_assert(kFieldBegins.back() == std::size(kFields), "fields stand in the order of the types");
static_assert(kValueBegins.back() == std::size(kValues), "values stand in the order of the types");

constexpr bool AreSorted() {
  for (size_t i = 1; i < std::size(kFields); ++i) {
    const bool same = kFieldOwners[i] == kFieldOwners[i - 1];
    if (same && kFields[i].name() <= kFields[i - 1].name()) return false;
  }
  return true;
}
static_assert(AreSorted(), "the fields of a type are sorted by name");

constexpr RuleRow MakeRow(TypeId type, std::string_view path, const Rule& rule) {
  const bool direct = !path.empty() && path.find('.') == std::string_view::npos;
  return {type, direct, static_cast<uint8_t>(path.size()), path.data(), rule};
}

namespace early {
using namespace rule;
constexpr RuleRow kAll[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) MakeRow(TypeId::k##type, name, rule),
#define RULE(type, path, rule) MakeRow(TypeId::k##type, path, rule),
#include "core/fields/tables.def"
};
constexpr size_t Count() {
  size_t count = 0;
  for (const RuleRow& row : kAll) count += row.rule.op == Op::kNone ? 0 : 1;
  return count;
}
// Most fields have no rule.
constexpr std::array<RuleRow, Count()> Compact() {
  std::array<RuleRow, Count()> rows{};
  size_t count = 0;
  for (const RuleRow& row : kAll) {
    if (row.rule.op != Op::kNone) rows[count++] = row;
  }
  return rows;
}
constexpr auto kRows = Compact();
constexpr auto kBegins = BeginsOf<uint8_t>(kRows.size(), [](size_t i) { return kRows[i].type; });
static_assert(kBegins.back() == kRows.size(), "rules stand in the order of the types");
}  // namespace early

namespace late {
using namespace rule;
constexpr RuleRow kRows[] = {
#define RULE(type, path, rule) MakeRow(TypeId::k##type, path, rule),
#include "core/fields/core_v1_rules.def"
};
constexpr auto kBegins = BeginsOf<uint8_t>(std::size(kRows), [](size_t i) { return kRows[i].type; });
static_assert(kBegins.back() == std::size(kRows), "rules stand in the order of the types");
}  // namespace late

template <class T, class Place>
std::span<const T> Take(const T* array, const Begins<Place>& begins, TypeId type) {
  const size_t at = static_cast<size_t>(type);
  return {array + begins[at], array + begins[at + 1]};
}

}  // namespace

std::span<const Field> FieldsOf(TypeId type) { return Take(kFields.data(), kFieldBegins, type); }
const char* Field::fallback() const { return kFallbacks[fallback_at]; }
size_t PlaceOf(const Field& field) { return static_cast<size_t>(&field - kFields.data()); }
TypeId OwnerOf(const Field& field) { return kFieldOwners[PlaceOf(field)]; }
std::span<const char* const> ValuesOf(TypeId type) { return Take(kValues, kValueBegins, type); }
std::span<const RuleRow> RulesOf(TypeId type) { return Take(early::kRows.data(), early::kBegins, type); }
std::span<const RuleRow> LateRulesOf(TypeId type) { return Take(late::kRows, late::kBegins, type); }

TypeId BaseOf(TypeId type) {
  struct Row {
    TypeId type, base;
  };
  static constexpr Row kBases[] = {
#define BASE(type, base) {TypeId::k##type, TypeId::k##base},
#include "core/fields/tables.def"
  };
  for (const Row& row : kBases) {
    if (row.type == type) return row.base;
  }
  return type;
}

const Field* FindField(TypeId type, std::string_view name) {
  for (const Field& field : FieldsOf(type)) {
    if (field.length == name.size() && AreSame(field.text, name.data(), name.size())) return &field;
  }
  const TypeId base = BaseOf(type);
  return base == type ? nullptr : FindField(base, name);
}

}  // namespace agentrender
