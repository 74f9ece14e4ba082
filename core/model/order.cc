#include "core/model/order.h"

#include <algorithm>
#include <numeric>

namespace agentrender {

std::vector<uint32_t> OrderOf(const std::vector<std::string_view>& texts) {
  std::vector<uint32_t> order(texts.size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const int compared = texts[a].compare(texts[b]);
    return compared != 0 ? compared < 0 : a < b;
  });
  return order;
}

}  // namespace agentrender
