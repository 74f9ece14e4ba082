// Takes the bytes that did not fit, gives the arena its next block. Blocks left by a rewind are reused before new ones
// are allocated, because every Agent needs about as much as the one before.
#include "core/base/arena.h"

#include <algorithm>
#include <new>

namespace agentrender {

Arena::~Arena() { Release(0); }

bool Arena::MayTake(size_t bytes, size_t block_size) {
  const bool within = block_size <= limit_ - std::min(reserved_, limit_);
  if (!full_ && within && (budget_ == nullptr || budget_->Take(block_size))) return true;
  full_ = true;
  if (bytes > kSmall || ++overdrafts_ > kMostOverdrafts) return false;
  if (budget_ != nullptr) budget_->Owe(block_size);
  return true;
}

bool Arena::NextBlock(size_t bytes) {
  size_t next = std::min(block_ + 1, blocks_.size());
  // Blocks kept by a Rewind are reused if they are large enough.
  while (next < blocks_.size() && blocks_[next].size < bytes) ++next;
  if (next == blocks_.size()) {
    const size_t size = std::max(bytes, kBlockSize);
    if (!MayTake(bytes, size)) return false;
    std::unique_ptr<char[]> memory(new (std::nothrow) char[size]);
    if (memory == nullptr) {
      full_ = true;
      if (budget_ != nullptr) budget_->Spend();
      return false;
    }
    reserved_ += size;
    blocks_.push_back({std::move(memory), size});
  }
  GoOn({next, 0});
  return true;
}

std::string_view Arena::JoinAll(const std::string_view* parts, size_t count) {
  size_t size = 0;
  for (size_t i = 0; i < count; ++i) size += parts[i].size();
  char* place = size == 0 ? nullptr : static_cast<char*>(Take(size));
  if (place == nullptr) return {};
  char* at = place;
  for (size_t i = 0; i < count; ++i) at = std::copy(parts[i].begin(), parts[i].end(), at);
  return {place, size};
}

bool ArenaListMemory::Grow(Arena& arena, size_t bytes) {
  const uint32_t capacity = capacity_ == 0 ? 4 : capacity_ * 2;
  void* bigger = arena.Take(capacity * bytes);
  if (bigger == nullptr) return false;
  if (size_ != 0) std::memcpy(bigger, data_, size_ * bytes);
  data_ = bigger;
  capacity_ = capacity;
  return true;
}

size_t Arena::BytesSince(Position mark) const {
  size_t bytes = 0;
  for (size_t i = mark.block + 1; i <= block_ && i < blocks_.size(); ++i) bytes += blocks_[i].size;
  return bytes;
}

void Arena::Release(size_t count) {
  size_t bytes = 0;
  for (size_t i = count; i < blocks_.size(); ++i) bytes += blocks_[i].size;
  blocks_.resize(std::min(count, blocks_.size()));
  reserved_ -= bytes;
  if (budget_ != nullptr) budget_->GiveBack(bytes);
}

}  // namespace agentrender
