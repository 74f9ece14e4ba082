// Takes a way to compare, gives an order: one merge sort of indices for all that is sorted, so that its code is
// there once and equal things keep their places.
#include "core/base/order.h"

#include <algorithm>
#include <numeric>

namespace agentrender {

std::vector<uint32_t> OrderBy(size_t count, Before before, const void* context) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::sort(order.begin(), order.end(), [=](uint32_t a, uint32_t b) {
    if (before(context, a, b)) return true;
    return a < b && !before(context, b, a);
  });
  return order;
}

std::vector<uint32_t> OrderOf(const std::vector<std::string_view>& texts) {
  return OrderBy(texts.size(), [&](uint32_t a, uint32_t b) { return texts[a] < texts[b]; });
}

std::vector<bool> FindRepeated(const std::vector<std::string_view>& texts) {
  const std::vector<uint32_t> order = OrderOf(texts);
  std::vector<bool> repeated(texts.size());
  for (size_t i = 1; i < order.size(); ++i) repeated[order[i]] = texts[order[i - 1]] == texts[order[i]];
  return repeated;
}

bool HasRepeated(const std::vector<std::string_view>& texts) {
  // For the few of nearly all lists, to compare each pair takes less than to sort.
  constexpr size_t kFew = 24;
  if (texts.size() <= kFew) {
    for (auto text = texts.begin(); text != texts.end(); ++text) {
      if (std::find(texts.begin(), text, *text) != text) return true;
    }
    return false;
  }
  const std::vector<bool> repeated = FindRepeated(texts);
  return std::find(repeated.begin(), repeated.end(), true) != repeated.end();
}

}  // namespace agentrender
