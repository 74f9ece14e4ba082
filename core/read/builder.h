// Puts the nodes of one document together, for both readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// Collects the children of open lists and maps on one stack and lays them down in
// the arena when a container is closed, so that no array is ever grown.
// Functions that return false have added an error.
class Builder {
 public:
  Builder(Arena& arena, Problems& problems, uint16_t source) : arena_(arena), problems_(problems), source_(source) {}

  Arena& arena() { return arena_; }
  Origin At(size_t line, size_t column) const {
    return {static_cast<uint32_t>(line), static_cast<uint32_t>(column), source_, 0};
  }
  bool Fail(Code code, const Origin& where, std::string_view message, std::string_view hint = {});

  // Call for every node; false when there are too many.
  bool CountNode(const Origin& where);
  // Call for an alias that stands for `nodes` nodes.
  bool CountExpansion(const Origin& where, uint32_t nodes);
  // The nodes so far, those that aliases stand for included: an alias to a node with aliases counts all of them.
  uint32_t nodes() const { return nodes_ + expanded_; }
  // False when a key is too long, as it is or with the escapes that YAML needs for it.
  bool CheckKey(const Value& key);
  bool Deeper(const Origin& where);
  void Shallower() { --depth_; }

  // The mark of a container's children; push them, then close it with the mark.
  size_t Open() const { return stack_.size(); }
  void Push(const Value& value) { stack_.push_back(value); }
  Value CloseList(size_t mark, const Origin& origin);
  // The children are keys and values in turn. A key written twice is an error.
  bool CloseMap(size_t mark, const Origin& origin, Value& map);
  // The same, sorted by key, and of equal keys the last counts.
  Value CloseMapWithLast(size_t mark, const Origin& origin);

 private:
  bool HasEqualKeys(const Value& map);

  Arena& arena_;
  Problems& problems_;
  std::vector<Value> stack_;
  uint32_t nodes_ = 0;
  uint32_t expanded_ = 0;
  uint32_t depth_ = 0;
  uint16_t source_;
};

}  // namespace agentrender
