// Text that grows in an arena.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

#include "core/base/arena.h"

namespace agentrender {

// A contiguous text under construction. Appending doubles the room when it is full; the old room stays in the arena
// until that is rewound. It stops growing when the arena is full.
class TextBuilder {
 public:
  explicit TextBuilder(Arena& arena, size_t room = 0) : arena_(arena) {
    if (room != 0) static_cast<void>(HasRoom(room));
  }
  TextBuilder(const TextBuilder&) = delete;
  TextBuilder& operator=(const TextBuilder&) = delete;

  void Append(std::string_view text) {
    if (text.empty() || !HasRoom(text.size())) return;
    std::memcpy(data_ + size_, text.data(), text.size());
    size_ += text.size();
  }
  void Append(const char* text) { Append(std::string_view(text)); }
  void Append(char c) {
    if (HasRoom(1)) data_[size_++] = c;
  }
  void Append(size_t count, char c) {
    if (count == 0 || !HasRoom(count)) return;
    std::memset(data_ + size_, c, count);
    size_ += count;
  }

  bool Work(size_t steps) { return arena_.Work(steps); }
  bool full() const { return arena_.full(); }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // What is there so far; valid until the next Append().
  std::string_view View() const { return {data_, size_}; }
  // The text, which lives as long as the arena; the builder is empty afterwards.
  std::string_view Take() {
    const std::string_view text = View();
    data_ = nullptr;
    size_ = capacity_ = 0;
    return text;
  }

 private:
  bool HasRoom(size_t count) { return capacity_ - size_ >= count || Grow(count); }

  bool Grow(size_t count) {
    const size_t capacity = std::max({size_ + count, capacity_ * 2, size_t{64}});
    char* bigger = arena_.TakeArray<char>(capacity);
    if (bigger == nullptr) return false;
    if (size_ != 0) std::memcpy(bigger, data_, size_);
    data_ = bigger;
    capacity_ = capacity;
    return true;
  }

  Arena& arena_;
  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace agentrender
