// Takes two objects and a field of them, says whether a server or a tool added it, by the rows of server_fields.def.
#include "core/explain/server_fields.h"

#include <algorithm>
#include <optional>

#include "core/base/output.h"
#include "core/explain/field_lines.h"
#include "core/formats/quantity.h"
#include "core/read/json.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

enum class By : unsigned char { kNoted, kAdded, kOverwritten, kRounded, kDefault };

struct AliasRow {
  const char* key;
  const char* alike;
};
constexpr AliasRow kAliases[] = {
#define ALIAS(key, alike) {key, alike},
#include "core/explain/server_fields.def"
};

struct FieldRow {
  By by;
  const char* kind;
  const char* path;
  const char* value;  // JSON; empty for any
};
constexpr FieldRow kRows[] = {
#define NOTED(kind, path) {By::kNoted, kind, path, ""},
#define ADDED(kind, path) {By::kAdded, kind, path, ""},
#define OVERWRITTEN(kind, path, value) {By::kOverwritten, kind, path, value},
#define ROUNDED(kind, path) {By::kRounded, kind, path, ""},
#define DEFAULT(kind, path, value) {By::kDefault, kind, path, value},
#include "core/explain/server_fields.def"
};

constexpr std::string_view kPod = "spec.template.spec";
constexpr const char* kApplied = "kubectl.kubernetes.io/last-applied-configuration";

bool Matches(const FieldRow& row, std::string_view kind, std::string_view path) {
  if (*row.kind != 0 && kind != row.kind) return false;
  const std::string_view known = row.path;
  return known.ends_with('*') ? path.starts_with(known.substr(0, known.size() - 1)) : known == path;
}

bool HasJson(const Value& value, std::string_view json) {
  Output text;
  EmitJson(value, text);
  return text.view() == json;
}

std::string_view AliasOf(std::string_view key) {
  for (const AliasRow& row : kAliases) {
    if (key == row.key) return row.alike;
  }
  return key;
}

// What was applied to an object in a cluster, as far as the object records it.
std::vector<Value> AppliedOf(const RenderedObject& object, Arena& arena) {
  constexpr size_t kMost = 20;  // managers; an API server keeps about ten
  std::vector<Value> all;
  if (!object.live) return all;
  const Value metadata = object.object.Get("metadata");
  const Value text = metadata.Get("annotations").Get(kApplied);
  Value applied;
  if (text.IsString() && ReadJsonText(text.text(), text.origin(), arena, applied).empty()) all.push_back(applied);
  for (const Value& manager : metadata.Get("managedFields")) {
    if (manager.TextOf("operation") == "Apply" && all.size() < kMost) all.push_back(manager.Get("fieldsV1"));
  }
  return all;
}

bool IsOverwritten(const RenderedObject& object, const Value& value, std::string_view json) {
  return object.live && (json.empty() || HasJson(value, json));
}

// Whether `value`, of an object in a cluster, is `rendered` after rounding.
bool IsRounded(const RenderedObject& object, const Value& value, const Value& rendered, Arena& arena) {
  constexpr int32_t kThousandth = -3;
  const std::optional<Quantity> stored = QuantityOf(arena, value);
  std::optional<Quantity> rounded = QuantityOf(arena, rendered);
  if (!object.live || !stored || !rounded) return false;
  RoundUp(arena, kThousandth, *rounded);
  return Compare(*stored, *rounded) == 0;
}

}  // namespace

// Cuts a path that is longer than any row's: a row matches such a path by its beginning, or not at all. Paths are
// copied for each node below them, so long ones would take quadratic time.
static std::string Short(std::string path) {
  constexpr size_t kLongest = 200;
  if (path.size() > kLongest) path.resize(kLongest);
  return path;
}

ServerFields::ServerFields(const RenderedObject& before, const RenderedObject& after, Arena& arena)
    : sides_{&before, &after}, kind_(after.object.TextOf("kind")), arena_(arena) {}

ServerFields::Place ServerFields::Root() const {
  return {"", {AppliedOf(*sides_[kBefore], arena_), AppliedOf(*sides_[kAfter], arena_)}};
}

ServerFields::Place ServerFields::Below(const Place& place, std::string_view key) const {
  if (!Active()) return {};
  Place below{Short(WithKey(place.path, AliasOf(key))),
              {AppliedBelow(place.applied[kBefore], key), AppliedBelow(place.applied[kAfter], key)}};
  if (below.path == kPod) below.path = "pod";
  return below;
}

std::vector<Value> ServerFields::AppliedBelow(const std::vector<Value>& applied, std::string_view key) const {
  std::vector<Value> below;
  for (const Value& object : applied) {
    Value value = object.Get(key);
    if (!value.Present()) value = object.Get(arena_.Join("f:", key));
    if (value.Present()) below.push_back(value);
  }
  return below;
}

// Rows that ask what was applied have no lists in their paths, so an item needs no record of it.
ServerFields::Place ServerFields::Item(const Place& place) const {
  if (!Active()) return {};
  return {Short(place.path + "[]"), {}};
}

Value ServerFields::Counting(const Value& value, const Place& place, Side side) const {
  if (!Active()) return value;
  const Value left = Stripped(value, place, side);
  return IsOfServer(left, place, side) ? Value() : left;
}

Value ServerFields::Stripped(const Value& value, const Place& place, Side side) const {
  if (value.IsList()) {
    Value list = Value::List(arena_, value.size(), value.origin());
    for (const Value& item : value) list.Push(arena_, Stripped(item, Item(place), side));
    return list;
  }
  if (!value.IsMap()) return value;
  Value map = Value::Map(arena_, value.size(), value.origin());
  for (const Member& m : value.members()) {
    const Value left = Counting(m.value, Below(place, m.key.text()), side);
    if (left.Present()) map.Add(arena_, m.key, left);
  }
  return map;
}

bool ServerFields::IsOfServer(const Value& value, const Place& place, Side side) const {
  return std::any_of(std::begin(kRows), std::end(kRows), [&](const FieldRow& row) {
    if (!Matches(row, kind_, place.path)) return false;
    switch (row.by) {
      case By::kNoted: return sides_[side]->given;
      case By::kAdded: return sides_[side]->live && place.applied[side].empty();
      case By::kDefault: return *row.value == 0 || HasJson(value, row.value);
      case By::kOverwritten: return IsOverwritten(*sides_[side], value, row.value);
      case By::kRounded: break;
    }
    return false;
  });
}

bool ServerFields::Ignores(const Value& before, const Value& after, const Place& place) const {
  if (!Active()) return false;
  const RenderedObject &old_one = *sides_[kBefore], &new_one = *sides_[kAfter];
  return std::any_of(std::begin(kRows), std::end(kRows), [&](const FieldRow& row) {
    if (!Matches(row, kind_, place.path)) return false;
    switch (row.by) {
      case By::kNoted: return old_one.given && new_one.given;
      case By::kAdded: return old_one.live && new_one.live;
      case By::kOverwritten:
        return IsOverwritten(old_one, before, row.value) || IsOverwritten(new_one, after, row.value);
      case By::kRounded: return IsRounded(old_one, before, after, arena_) || IsRounded(new_one, after, before, arena_);
      case By::kDefault: break;
    }
    return false;
  });
}

}  // namespace agentrender
