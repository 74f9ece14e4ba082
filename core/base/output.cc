// Takes more room for an output, by doubling.
#include "core/base/output.h"

#include <algorithm>

namespace agentrender {

void Output::Grow(size_t bytes) {
  constexpr size_t kFirst = size_t{16} << 10;
  const size_t capacity = std::max({kFirst, capacity_ * 2, size_ + bytes});
  void* bigger = std::realloc(data_, capacity);
  if (bigger == nullptr) std::abort();
  data_ = static_cast<char*>(bigger);
  capacity_ = capacity;
}

}  // namespace agentrender
