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
    Put(Room(text.size()), text);
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
  // Takes room for `bytes` in all now: it need not move while it grows.
  void Reserve(size_t bytes) {
    if (bytes > size_) Room(bytes - size_);
  }

  size_t size() const { return size_; }
  // Cuts back to an earlier size.
  void Truncate(size_t size) { size_ = size; }
  std::string_view view() const { return {data_, size_}; }

 private:
  static constexpr size_t kStep = 16;

  // Copies short texts without a call: two words that may overlap.
  static char* Put(char* at, std::string_view text) {
    const char* from = text.data();
    const size_t size = text.size();
    if (size > 32) {
      std::memcpy(at, from, size);
    } else if (size >= 16) {
      PutEnds<16>(at, from, size);
    } else if (size >= 8) {
      PutEnds<8>(at, from, size);
    } else if (size >= 4) {
      PutEnds<4>(at, from, size);
    } else {
      for (size_t i = 0; i < size; ++i) at[i] = from[i];
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
  void Grow(size_t bytes);

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace agentrender
