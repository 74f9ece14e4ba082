// Takes a comparison, gives an order: one merge sort of indices for everything that is sorted, so that its code exists
// once and equal things keep their order.
#include "core/base/order.h"

#include <algorithm>
#include <numeric>

namespace agentrender {

namespace {

// Merges the neighbours [from, middle) and [middle, end), each in order, into the place that begins at `to`.
void Merge(const uint32_t* from, const uint32_t* middle, const uint32_t* end, uint32_t* to, Before before,
           const void* context) {
  const uint32_t* left = from;
  const uint32_t* right = middle;
  // Most things are already in order.
  const bool in_order = middle == end || !before(context, *middle, middle[-1]);
  while (left != middle || right != end) {
    const bool takes_left = left != middle && (in_order || right == end || !before(context, *right, *left));
    *to++ = takes_left ? *left++ : *right++;
  }
}

}  // namespace

std::vector<uint32_t> OrderBy(size_t count, Before before, const void* context) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::vector<uint32_t> merged(count);
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t at = 0; at < count; at += 2 * width) {
      const uint32_t* from = order.data() + at;
      const uint32_t* middle = from + std::min(width, count - at);
      Merge(from, middle, from + std::min(2 * width, count - at), merged.data() + at, before, context);
    }
    order.swap(merged);
  }
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
  // For the few items that most lists have, comparing each pair takes less time than sorting.
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
