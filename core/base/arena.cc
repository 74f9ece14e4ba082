// Takes the next block of an arena: those that a rewind left are used again before new ones are allocated.
#include "core/base/arena.h"

#include <algorithm>

namespace agentrender {

void Arena::NextBlock(size_t bytes) {
  if (block_ < blocks_.size()) ++block_;
  // Blocks kept by a Rewind are used again when they are large enough.
  while (block_ < blocks_.size() && blocks_[block_].size < bytes) ++block_;
  if (block_ == blocks_.size()) {
    const size_t size = std::max(bytes, kBlockSize);
    reserved_ += size;
    blocks_.push_back({std::unique_ptr<char[]>(new char[size]), size});
  }
  used_ = 0;
}

}  // namespace agentrender
