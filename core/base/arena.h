// The memory of one rendering.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/budget.h"

namespace agentrender {

// A bump allocator for trivially destructible things: nodes, lists and text. Nothing is freed individually.
// Rewind(mark) releases everything allocated since Mark(); earlier allocations stay where they are.
//
// When the budget or the limit does not allow another block, the arena is full for good. For a while it still
// gives out small pieces, so that running code can finish normally; for larger ones Take() returns null, texts are
// empty, and lists do not grow. Anything made in a full arena is safe to read but wrong: check full() before using
// it.
class Arena {
 public:
  struct Position {
    size_t block;
    size_t used;
  };

  Arena() = default;
  // Counts its blocks in `budget`, which must outlive it.
  explicit Arena(Budget* budget) : budget_(budget) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `bytes` of uninitialised memory, aligned for any node. Null when the arena is full.
  void* Take(size_t bytes) {
    bytes = (bytes + kAlign - 1) & ~(kAlign - 1);
    if (left_ < bytes && !NextBlock(bytes)) return nullptr;
    void* place = at_;
    at_ += bytes;
    left_ -= bytes;
    return place;
  }

  template <class T>
  T* TakeArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T*>(Take(count * sizeof(T)));
  }

  // A copy of `text` that lives as long as the arena.
  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* place = static_cast<char*>(Take(text.size()));
    if (place == nullptr) return {};
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  // The concatenation of all parts.
  template <class... Parts>
  std::string_view Join(const Parts&... parts) {
    const std::string_view views[] = {std::string_view(parts)...};
    return JoinAll(views, sizeof...(parts));
  }

  // The bytes that all blocks hold.
  size_t reserved() const { return reserved_; }
  Budget* budget() const { return budget_; }
  // Budget::Work() of the budget, if there is one.
  bool Work(size_t steps) { return budget_ == nullptr || budget_->Work(steps); }

  // From now on, until NoLimit() or Rewind(), new blocks may take at most this many bytes in all.
  void LimitTo(size_t more) { limit_ = reserved_ + more; }
  void NoLimit() {
    limit_ = SIZE_MAX;
    overdrafts_ = 0;
    full_ = budget_ != nullptr && budget_->spent();
  }
  // Something did not fit: within the limit, or within the budget.
  bool full() const { return full_; }

  Position Mark() const { return {block_, blocks_.empty() ? 0 : blocks_[block_].size - left_}; }
  // The bytes of the blocks started since then.
  size_t BytesSince(Position mark) const;
  // Also removes the limit.
  void Rewind(Position mark) {
    if (!blocks_.empty()) GoOn(mark);
    NoLimit();
    size_t kept = block_ + 1;
    while (kept < blocks_.size() && kept <= block_ + kKept && blocks_[kept].size == kBlockSize) ++kept;
    if (kept < blocks_.size()) Release(kept);
  }

 private:
  static constexpr size_t kAlign = 8;
  static constexpr size_t kBlockSize = size_t{64} << 10;
  // The number of regular blocks that a Rewind() keeps after the mark for reuse.
  static constexpr size_t kKept = 16;
  // What a full arena still gives out: pieces up to this size, from this many blocks.
  static constexpr size_t kSmall = 4096;
  static constexpr size_t kMostOverdrafts = 32;

  struct Block {
    std::unique_ptr<char[]> memory;
    size_t size;
  };

  void GoOn(Position at) {
    block_ = at.block;
    at_ = blocks_[at.block].memory.get() + at.used;
    left_ = blocks_[at.block].size - at.used;
  }
  std::string_view JoinAll(const std::string_view* parts, size_t count);
  bool NextBlock(size_t bytes);
  bool MayTake(size_t bytes, size_t block_size);
  // Frees all blocks but the first `count`.
  void Release(size_t count);

  std::vector<Block> blocks_;
  size_t block_ = 0;    // the one in use; equal to blocks_.size() when there is none
  char* at_ = nullptr;  // what is left of it, beside it because it is looked at for each node
  size_t left_ = 0;
  size_t reserved_ = 0;
  size_t limit_ = SIZE_MAX;
  Budget* budget_ = nullptr;
  size_t overdrafts_ = 0;
  bool full_ = false;
};

// How a list in an arena grows: in one function for all of them, as in base/list.h.
class ArenaListMemory {
 protected:
  // Makes room for at least one more item of `bytes` bytes; the existing ones move. False if the arena is full.
  bool Grow(Arena& arena, size_t bytes);

  void* data_ = nullptr;
  uint32_t size_ = 0;  // in items
  uint32_t capacity_ = 0;
};

// A growing array in an arena; it stops growing when the arena is full. Trivially copyable: a copy shares the elements.
template <class T>
class ArenaList : ArenaListMemory {
 public:
  static_assert(std::is_trivially_copyable_v<T>);

  void Push(Arena& arena, const T& item) {
    if (size_ == capacity_ && !Grow(arena, sizeof(T))) return;
    std::memcpy(static_cast<void*>(end()), &item, sizeof(T));
    ++size_;
  }
  template <class Range>
  void PushAll(Arena& arena, const Range& items) {
    for (const T& item : items) Push(arena, item);
  }
  void RemoveAt(size_t index) {
    T* place = begin() + index;
    std::memmove(static_cast<void*>(place), place + 1, (size_ - index - 1) * sizeof(T));
    --size_;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t i) { return begin()[i]; }
  const T& operator[](size_t i) const { return begin()[i]; }
  T* begin() { return static_cast<T*>(data_); }
  T* end() { return begin() + size_; }
  const T* begin() const { return static_cast<const T*>(data_); }
  const T* end() const { return begin() + size_; }
  T& back() { return end()[-1]; }
};

}  // namespace agentrender
