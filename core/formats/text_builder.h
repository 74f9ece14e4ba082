// Text that grows in an arena.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

#include "core/base/arena.h"

namespace agentrender {

// A contiguous text under construction. Appending doubles the room when it is
// full; the room left behind stays in the arena until that is rewound.
class TextBuilder {
 public:
  explicit TextBuilder(Arena& arena, size_t room = 0) : arena_(arena) {
    if (room != 0) Grow(room);
  }
  TextBuilder(const TextBuilder&) = delete;
  TextBuilder& operator=(const TextBuilder&) = delete;

  void Append(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(Extend(text.size()), text.data(), text.size());
  }
  void Append(char c) { *Extend(1) = c; }
  void Append(size_t count, char c) {
    if (count != 0) std::memset(Extend(count), c, count);
  }

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
  // The place of `count` more characters.
  char* Extend(size_t count) {
    if (capacity_ - size_ < count) Grow(count);
    char* place = data_ + size_;
    size_ += count;
    return place;
  }

  void Grow(size_t count) {
    const size_t capacity = std::max({size_ + count, capacity_ * 2, size_t{64}});
    char* bigger = arena_.TakeArray<char>(capacity);
    if (size_ != 0) std::memcpy(bigger, data_, size_);
    data_ = bigger;
    capacity_ = capacity;
  }

  Arena& arena_;
  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace agentrender
