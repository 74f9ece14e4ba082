// Sorting. All sorting goes through one function, so that its code exists only once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace agentrender {

// Whether the item with index `a` comes before the one with index `b`.
using Before = bool (*)(const void* context, uint32_t a, uint32_t b);

// The indices from 0 to count - 1 in the order of `before`; the sort is stable.
std::vector<uint32_t> OrderBy(size_t count, Before before, const void* context);

// The same with a lambda (uint32_t a, uint32_t b) -> bool.
template <class Less>
std::vector<uint32_t> OrderBy(size_t count, const Less& less) {
  return OrderBy(
      count, [](const void* context, uint32_t a, uint32_t b) { return (*static_cast<const Less*>(context))(a, b); },
      &less);
}

// Texts to look up, each with the index or number of something.
using NumberByText = std::map<std::string_view, uint32_t>;

// The indices of all texts, sorted bytewise.
std::vector<uint32_t> OrderOf(const std::vector<std::string_view>& texts);

// For each text, whether an earlier one is equal.
std::vector<bool> FindRepeated(const std::vector<std::string_view>& texts);
// Whether any text equals an earlier one.
bool HasRepeated(const std::vector<std::string_view>& texts);

// Puts the items into an order that OrderBy() returned.
template <class Things>
void Arrange(Things& things, const std::vector<uint32_t>& order) {
  Things arranged;
  for (uint32_t i : order) arranged.push_back(std::move(things[i]));
  things = std::move(arranged);
}

}  // namespace agentrender
