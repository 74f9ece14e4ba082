// Takes items as bytes and keeps them: a full list doubles in size.
#include "core/base/list.h"

#include <cstring>
#include <new>

namespace agentrender {

ListMemory::~ListMemory() { ::operator delete(data_); }

void ListMemory::Push(const void* item, size_t bytes) {
  void* outgrown = nullptr;
  if (size_ == capacity_) {
    capacity_ = capacity_ == 0 ? 4 : capacity_ * 2;
    outgrown = data_;
    data_ = ::operator new(capacity_ * bytes);
    if (size_ != 0) std::memcpy(data_, outgrown, size_ * bytes);
  }
  std::memcpy(static_cast<char*>(data_) + size_ * bytes, item, bytes);
  ++size_;
  ::operator delete(outgrown);
}

void ListMemory::Swap(ListMemory& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
}

}  // namespace agentrender
