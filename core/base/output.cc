// Takes the bytes that an output needs, gives it a larger block. The steps grow with the output, so that it is moved
// few times.
#include "core/base/output.h"

#include <algorithm>

namespace agentrender {

Output::~Output() {
  LeaveBudget();
  std::free(data_);
}

void Output::Swap(Output& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(room_, other.room_);
  std::swap(capacity_, other.capacity_);
  std::swap(limit_, other.limit_);
  std::swap(budget_, other.budget_);
  std::swap(full_, other.full_);
}

void Output::LimitTo(size_t more) {
  limit_ = size_ + more;
  room_ = std::min(capacity_, limit_);
}

void Output::NoLimit() {
  limit_ = SIZE_MAX;
  room_ = capacity_;
  full_ = budget_ != nullptr && budget_->spent();
}

// The new capacity for `bytes` more: twice the old one, or a quarter more if that is large. If the budget has less,
// half of what it has: with steps of a few bytes, every further line would copy the whole text.
size_t Output::Larger(size_t bytes) {
  constexpr size_t kFirst = size_t{16} << 10;
  constexpr size_t kLarge = size_t{4} << 20;
  const size_t least = size_ + bytes;
  const size_t wanted = std::max({kFirst, least, capacity_ < kLarge ? capacity_ * 2 : capacity_ + capacity_ / 4});
  const size_t left = budget_ == nullptr ? SIZE_MAX : budget_->left();
  return wanted - capacity_ <= left ? wanted : std::max(least, capacity_ + left / 2);
}

bool Output::Grow(size_t bytes) {
  const bool within = bytes <= limit_ - std::min(size_, limit_);
  const size_t capacity = std::max(capacity_, Larger(bytes));
  const size_t more = capacity - capacity_;
  if (full_ || !within || (budget_ != nullptr && !budget_->Take(more))) {
    full_ = true;
    return false;
  }
  void* bigger = std::realloc(data_, capacity);
  if (bigger == nullptr) {
    if (budget_ != nullptr) budget_->Spend();
    full_ = true;
    return false;
  }
  data_ = static_cast<char*>(bigger);
  capacity_ = capacity;
  room_ = std::min(capacity_, limit_);
  return true;
}

}  // namespace agentrender
