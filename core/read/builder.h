// Assembles the nodes of one document, for both readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"
#include "core/model/value.h"
#include "core/read/read.h"

namespace agentrender {

// Collects the children of open lists and maps on one stack and lays them down in
// the arena when a container is closed, so that no array is ever grown.
// Functions that return false have added an error.
class Builder {
 public:
  Builder(Arena& arena, Problems& problems, uint16_t source) : arena_(arena), problems_(problems), source_(source) {}
  ~Builder() {
    if (arena_.budget() != nullptr) arena_.budget()->GiveBack(charged_);
  }
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  Arena& arena() { return arena_; }
  Origin At(size_t line, size_t column) const {
    return {static_cast<uint32_t>(line), static_cast<uint32_t>(column), source_, 0};
  }
  bool Fail(Code code, const Origin& where, std::string_view message, std::string_view hint = {});

  // The size of something: of a document so far, or of what an anchor names.
  struct Extent {
    uint32_t nodes = 0;
    size_t bytes = 0;  // of the texts of scalars
  };

  // Call for every node; false if there are too many, or if memory has run out.
  bool CountNode(const Origin& where) {
    const Budget* budget = arena_.budget();
    return (++nodes_ <= limits::kNodes && (budget == nullptr || !budget->spent())) || FailOnNodes(where);
  }
  // Call for every scalar of YAML, a key included.
  void CountBytes(size_t bytes) { bytes_ += bytes; }
  // Call for an alias; false once all of them expand to too much: then call FailOnExpansion() at the end.
  bool CountExpansion(const Extent& extent);
  // `root`: the document.
  void FailOnExpansion(const Value& root, const Origin& where, std::string_view largest);
  // The size so far, with aliases expanded: an alias to a node with aliases counts all of them.
  Extent extent() const { return {nodes_ + expanded_.nodes, bytes_ + expanded_.bytes}; }
  // Memory outside the arena that grows with the document.
  void Charge(size_t bytes);
  // The same, for memory that stays after the document is read.
  void Hold(size_t bytes) {
    if (arena_.budget() != nullptr) static_cast<void>(arena_.budget()->Take(bytes));
  }
  // A copy of a node with its own place; null pointer if the arena is full.
  const Value* Keep(const Value& value) {
    Value* place = arena_.TakeArray<Value>(1);
    if (place != nullptr) *place = value;
    return place;
  }
  // False if a key is too long, as it is or with the escapes that YAML needs for it.
  bool CheckKey(const Value& key);
  bool Deeper(const Origin& where);
  void Shallower() { --depth_; }

  // The mark of a container's children; push them, then close it with the mark.
  size_t Open() const { return stack_.size(); }
  void Push(const Value& value) {
    if (stack_.size() == stack_.capacity()) GrowStack();
    stack_.push_back(value);
  }
  Value CloseList(size_t mark, const Origin& origin);
  // The children are alternating keys and values. A key written twice is an error.
  bool CloseMap(size_t mark, const Origin& origin, Value& map);
  // The same, sorted by key; of equal keys the last one counts.
  Value CloseMapWithLast(size_t mark, const Origin& origin);

 private:
  bool FailOnNodes(const Origin& where);
  bool HasEqualKeys(const Value& map);
  void GrowStack();

  Arena& arena_;
  Problems& problems_;
  std::vector<Value> stack_;
  uint32_t nodes_ = 0;
  size_t bytes_ = 0;
  Extent expanded_;
  size_t charged_ = 0;
  uint32_t depth_ = 0;
  uint16_t source_;
};

}  // namespace agentrender
