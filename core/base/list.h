// A growing array of plain items. All such lists share one function that grows them; each std::vector would add its own
// code, a quarter of a kilobyte in the WASI modules.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace agentrender {

// The memory of a list, independent of the type of its items.
class ListMemory {
 public:
  ListMemory() = default;
  ~ListMemory();
  ListMemory(ListMemory&& other) noexcept { Swap(other); }
  ListMemory& operator=(ListMemory&& other) noexcept {
    Swap(other);
    return *this;
  }
  ListMemory(const ListMemory&) = delete;
  ListMemory& operator=(const ListMemory&) = delete;

 protected:
  // Appends a copy of an item of `bytes` bytes, which may itself be in the list.
  void Push(const void* item, size_t bytes);

  void* data_ = nullptr;
  size_t size_ = 0;      // in items
  size_t capacity_ = 0;  // in items

 private:
  void Swap(ListMemory& other) noexcept;
};

// Named as std::vector names it.
template <class T>
class PlainList : public ListMemory {
 public:
  static_assert(std::is_trivially_copyable_v<T>);

  PlainList() = default;
  ~PlainList() = default;
  PlainList(PlainList&&) noexcept = default;
  PlainList& operator=(PlainList&&) noexcept = default;
  PlainList(const PlainList& other) : ListMemory() {
    for (const T& item : other) push_back(item);
  }
  PlainList& operator=(const PlainList& other) { return *this = PlainList(other); }

  void push_back(const T& item) { Push(static_cast<const void*>(&item), sizeof(T)); }
  void pop_back() { --size_; }
  void clear() { size_ = 0; }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return static_cast<T*>(data_); }
  T* end() { return begin() + size_; }
  const T* begin() const { return static_cast<const T*>(data_); }
  const T* end() const { return begin() + size_; }
  T& operator[](size_t i) { return begin()[i]; }
  const T& operator[](size_t i) const { return begin()[i]; }
  T& front() { return *begin(); }
  const T& front() const { return *begin(); }
  T& back() { return end()[-1]; }
  const T& back() const { return end()[-1]; }
};

}  // namespace agentrender
