// The text that a rendering writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/budget.h"

namespace agentrender {

// A growing byte buffer. Writers reserve room for a whole line, so that the common path has one bounds check per line.
// When a budget or limit leaves no room, it is full and takes no more: its content is then incomplete.
class Output {
 public:
  Output() = default;
  // Counts what it holds in `budget`, which must outlive it.
  explicit Output(Budget* budget) : budget_(budget) {}
  ~Output();
  Output(Output&& other) noexcept { Swap(other); }
  Output& operator=(Output&& other) noexcept {
    Swap(other);
    return *this;
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void Append(std::string_view text) {
    if (!HasRoom(text.size())) return;
    Put(data_ + size_, text);
    size_ += text.size();
  }
  void Append(const char* text) { Append(std::string_view(text)); }
  void Append(const std::string& text) { Append(std::string_view(text)); }
  // Appends all parts with one bounds check.
  template <class... Parts>
  void AppendAll(const Parts&... parts) {
    if (!HasRoom((std::string_view(parts).size() + ...))) return;
    char* at = data_ + size_;
    ((at = Put(at, std::string_view(parts))), ...);
    size_ = static_cast<size_t>(at - data_);
  }
  // `indent` spaces and all parts, with one look at the room.
  template <class... Parts>
  void AppendIndented(size_t indent, const Parts&... parts) {
    if (!HasRoom(indent + kStep + (std::string_view(parts).size() + ...))) return;
    char* at = PutSpaces(data_ + size_, indent);
    ((at = Put(at, std::string_view(parts))), ...);
    size_ = static_cast<size_t>(at - data_);
  }
  void Append(char c) {
    if (HasRoom(1)) data_[size_++] = c;
  }
  void Spaces(size_t count) {
    if (!HasRoom(count + kStep)) return;
    PutSpaces(data_ + size_, count);
    size_ += count;
  }

  // Detaches from the budget, which will not outlive it.
  void LeaveBudget() {
    if (budget_ != nullptr) budget_->GiveBack(capacity_);
    budget_ = nullptr;
  }

  // Reserves room for `bytes` in all, so that it need not move while it grows.
  void Reserve(size_t bytes) {
    if (bytes > size_) static_cast<void>(HasRoom(bytes - size_));
  }
  // Where the next byte goes.
  char* end() { return data_ + size_; }

  // From now on it takes this many more bytes; call it with NoLimit() to continue after that.
  void LimitTo(size_t more);
  void NoLimit();
  // Budget::Work() of the budget, if there is one.
  bool Work(size_t steps) { return budget_ == nullptr || budget_->Work(steps); }
  // Something did not fit: within the limit, or within the budget.
  bool full() const { return full_; }

  size_t size() const { return size_; }
  // Cuts back to an earlier size.
  void Truncate(size_t size) { size_ = size; }
  std::string_view view() const { return {data_, size_}; }

 private:
  static constexpr size_t kStep = 16;

  // In steps of a constant size, which cost no call; up to a step too many, which whatever follows takes the place of.
  static char* PutSpaces(char* at, size_t count) {
    for (size_t done = 0; done < count; done += kStep) std::memset(at + done, ' ', kStep);
    return at + count;
  }
  // Copies short texts without a call, as two words that may overlap.
  static char* Put(char* at, std::string_view text) {
    const char* from = text.data();
    const size_t size = text.size();
    // Most texts are of 4 to 15 bytes.
    if (size < 4) {
      for (size_t i = 0; i < size; ++i) at[i] = from[i];
    } else if (size < 8) {
      PutEnds<4>(at, from, size);
    } else if (size < 16) {
      PutEnds<8>(at, from, size);
    } else if (size <= 32) {
      PutEnds<16>(at, from, size);
    } else {
      std::memcpy(at, from, size);
    }
    return at + size;
  }
  template <size_t word>
  static void PutEnds(char* at, const char* from, size_t size) {
    char first[word];
    char last[word];
    std::memcpy(first, from, word);
    std::memcpy(last, from + size - word, word);
    std::memcpy(at, first, word);
    std::memcpy(at + size - word, last, word);
  }
  bool HasRoom(size_t bytes) { return room_ - size_ >= bytes || Grow(bytes); }
  bool Grow(size_t bytes);
  size_t Larger(size_t bytes);
  void Swap(Output& other) noexcept;

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t room_ = 0;  // what may be filled: the lesser of capacity_ and limit_
  size_t capacity_ = 0;
  size_t limit_ = SIZE_MAX;
  Budget* budget_ = nullptr;
  bool full_ = false;
};

}  // namespace agentrender
