// The text that a rendering writes.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace agentrender {

// A growing byte buffer. Writers take room for a line at once and fill it
// through a raw pointer, so that the common path has one bounds check a line.
class Output {
 public:
  Output() = default;
  ~Output() { std::free(data_); }
  Output(Output&& other) noexcept : data_(other.data_), size_(other.size_), capacity_(other.capacity_) {
    other.data_ = nullptr;
    other.size_ = other.capacity_ = 0;
  }
  Output& operator=(Output&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void Append(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(Room(text.size()), text.data(), text.size());
    size_ += text.size();
  }
  // All parts, with one look at the room.
  template <class... Parts>
  void AppendAll(const Parts&... parts) {
    char* at = Room((std::string_view(parts).size() + ...));
    ((at = Put(at, std::string_view(parts))), ...);
    size_ = static_cast<size_t>(at - data_);
  }
  void Append(char c) {
    *Room(1) = c;
    ++size_;
  }
  void Spaces(size_t count) {
    char* place = Room(count + kStep);
    // A constant size costs no call.
    for (size_t done = 0; done < count; done += kStep) std::memset(place + done, ' ', kStep);
    size_ += count;
  }

  // A place for `bytes` more bytes; what is written there counts after Advance().
  char* Room(size_t bytes) {
    if (capacity_ - size_ < bytes) Grow(bytes);
    return data_ + size_;
  }
  void Advance(size_t bytes) { size_ += bytes; }

  size_t size() const { return size_; }
  // Cuts back to an earlier size.
  void Truncate(size_t size) { size_ = size; }
  std::string_view view() const { return {data_, size_}; }

 private:
  static constexpr size_t kStep = 16;

  static char* Put(char* at, std::string_view text) {
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    return at + text.size();
  }
  void Grow(size_t bytes);

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace agentrender
