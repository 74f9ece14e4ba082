// Takes a mapping and what its merge keys (`<<`) name, gives the mapping with the members of both; its own keys win.
#include "core/read/merge.h"

#include <algorithm>
#include <tuple>

#include "core/base/order.h"

namespace agentrender {

namespace {

// Removes members whose key an earlier member has.
void KeepFirstOfEachKey(Value& map) {
  std::vector<std::string_view> keys;
  for (const Member& m : map.members()) keys.push_back(m.key.text());
  const std::vector<bool> repeated = FindRepeated(keys);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < map.size(); ++i) {
    if (!repeated[i]) map.member(kept++) = map.member(i);
  }
  map.Shorten(kept);
}

bool IsBefore(const Origin& a, const Origin& b) { return std::tie(a.line, a.column) < std::tie(b.line, b.column); }

}  // namespace

bool Merge(const std::vector<Value>& others, Builder& builder, Value& map) {
  for (const Value& other : others) {
    if (!builder.CountExpansion({other.size(), 0})) return false;
    for (const Member& m : other.members()) map.Add(builder.arena(), m.key, m.value);
  }
  KeepFirstOfEachKey(map);
  return true;
}

bool HasKeyBefore(const Value& map, const Origin& merge_key, const std::vector<Value>& others) {
  const auto have = [&](std::string_view key) {
    return std::any_of(others.begin(), others.end(), [&](const Value& other) { return other.Find(key) != nullptr; });
  };
  const auto own = [&](const Origin& place) {
    return IsBefore(map.origin(), place) || (!IsBefore(place, map.origin()) && !IsBefore(map.origin(), place));
  };
  for (const Member& m : map.members()) {
    if (own(m.key.origin()) && IsBefore(m.key.origin(), merge_key) && have(m.key.text())) return true;
  }
  return false;
}

}  // namespace agentrender
