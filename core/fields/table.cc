// The tables as arrays, with the part of each type found out by the compiler.
#include "core/fields/table.h"

#include <algorithm>
#include <array>

#include "core/fields/rule.h"

namespace agentrender {

namespace {

constexpr uint8_t kRequired = Field::kRequired;
constexpr uint8_t kKeepZero = Field::kKeepZero;
constexpr uint8_t kAlways = Field::kAlways;
constexpr uint8_t kNull = Field::kNull;

// The first release for fields that all releases know.
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
static_assert(kFallbackCount <= UINT8_MAX, "Field::fallback_at counts them");
constexpr auto kFallbacks = [] {
  std::array<const char*, kFallbackCount> fallbacks{};
  size_t count = 1;
  for (const char* fallback : kAllFallbacks) {
    if (fallback != nullptr) fallbacks[count++] = fallback;
  }
  return fallbacks;
}();

constexpr Field kWrittenFields[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) \
  {name, TypeId::k##kind, Shape::k##shape, flags, sizeof(name) - 1, 0, ReleaseOf(since)},
#include "core/fields/tables.def"
};
constexpr auto kFields = [] {
  auto fields = std::to_array(kWrittenFields);
  uint8_t count = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (kAllFallbacks[i] != nullptr) fields[i].fallback_at = ++count;
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

// The part of an array that belongs to a type.
struct Part {
  uint16_t first = 0;
  uint16_t count = 0;
};
using Parts = std::array<Part, kTypes>;

// The parts of an array whose entry i belongs to owner(i).
template <class Owner>
constexpr Parts PartsOf(size_t entries, Owner owner) {
  Parts parts;
  for (size_t i = 0; i < entries; ++i) {
    Part& part = parts[static_cast<size_t>(owner(i))];
    if (part.count == 0) part.first = static_cast<uint16_t>(i);
    ++part.count;
  }
  return parts;
}

template <class Owner>
constexpr bool IsContiguous(size_t entries, const Parts& parts, Owner owner) {
  for (size_t i = 0; i < entries; ++i) {
    const Part& part = parts[static_cast<size_t>(owner(i))];
    if (i < part.first || i >= size_t{part.first} + part.count) return false;
  }
  return true;
}

constexpr auto kOwnerOfField = [](size_t i) { return kFieldOwners[i]; };
constexpr auto kOwnerOfValue = [](size_t i) { return kValueOwners[i]; };
constexpr Parts kFieldParts = PartsOf(std::size(kFields), kOwnerOfField);
constexpr Parts kValueParts = PartsOf(std::size(kValues), kOwnerOfValue);
static_assert(IsContiguous(std::size(kFields), kFieldParts, kOwnerOfField), "the fields of a type stand together");
static_assert(IsContiguous(std::size(kValues), kValueParts, kOwnerOfValue), "the values of a type stand together");

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
constexpr auto kOwner = [](size_t i) { return kRows[i].type; };
constexpr Parts kParts = PartsOf(kRows.size(), kOwner);
static_assert(IsContiguous(kRows.size(), kParts, kOwner), "the rules of a type stand together");
}  // namespace early

namespace late {
using namespace rule;
constexpr RuleRow kRows[] = {
#define RULE(type, path, rule) MakeRow(TypeId::k##type, path, rule),
#include "core/fields/core_v1_rules.def"
};
constexpr auto kOwner = [](size_t i) { return kRows[i].type; };
constexpr Parts kParts = PartsOf(std::size(kRows), kOwner);
static_assert(IsContiguous(std::size(kRows), kParts, kOwner), "the rules of a type stand together");
}  // namespace late

template <class T>
std::span<const T> Take(const T* array, const Parts& parts, TypeId type) {
  const Part& part = parts[static_cast<size_t>(type)];
  return {array + part.first, part.count};
}

}  // namespace

std::span<const Field> FieldsOf(TypeId type) { return Take(kFields.data(), kFieldParts, type); }
const char* Field::fallback() const { return kFallbacks[fallback_at]; }
size_t PlaceOf(const Field& field) { return static_cast<size_t>(&field - kFields.data()); }
TypeId OwnerOf(const Field& field) { return kFieldOwners[PlaceOf(field)]; }
std::span<const char* const> ValuesOf(TypeId type) { return Take(kValues, kValueParts, type); }
std::span<const RuleRow> RulesOf(TypeId type) { return Take(early::kRows.data(), early::kParts, type); }
std::span<const RuleRow> LateRulesOf(TypeId type) { return Take(late::kRows, late::kParts, type); }

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
    if (field.length == name.size() && field.name() == name) return &field;
  }
  const TypeId base = BaseOf(type);
  return base == type ? nullptr : FindField(base, name);
}

}  // namespace agentrender
