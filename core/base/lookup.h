// Finds one of many items by a key, where a linear search for each would take quadratic time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/order.h"

namespace agentrender {

// Items that are looked up by the result of `key_of`; of equal keys, the first item is found. The items must not
// move.
template <class Key, class Thing>
class Lookup {
 public:
  template <class List, class KeyOf>
  Lookup(const List& list, KeyOf key_of) {
    for (const Thing& thing : list) entries_.emplace_back(key_of(thing), &thing);
    const auto before = [](const Entry& a, const Entry& b) { return a.first < b.first; };
    const auto less = [&](uint32_t a, uint32_t b) { return before(entries_[a], entries_[b]); };
    if (!std::is_sorted(entries_.begin(), entries_.end(), before)) Arrange(entries_, OrderBy(entries_.size(), less));
  }

  const Thing* Find(const Key& key) const {
    const auto found = FirstOf(key);
    return found == entries_.end() || found->first != key ? nullptr : found->second;
  }

  // The number of items with this key.
  size_t Count(const Key& key) const {
    size_t count = 0;
    for (auto at = FirstOf(key); at != entries_.end() && at->first == key; ++at) ++count;
    return count;
  }

 private:
  using Entry = std::pair<Key, const Thing*>;

  auto FirstOf(const Key& key) const {
    return std::lower_bound(entries_.begin(), entries_.end(), key,
                            [](const Entry& entry, const Key& wanted) { return entry.first < wanted; });
  }

  std::vector<Entry> entries_;
};

}  // namespace agentrender
