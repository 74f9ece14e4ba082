// The anchors of one document: what each alias expands to, and its size.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/builder.h"

namespace agentrender {

struct Anchor {
  Value value;
  Origin origin;
  Builder::Extent extent;          // with what its aliases stand for
  const Value* aliased = nullptr;  // `value`, once an alias names it
  uint32_t aliases = 0;
  bool open = true;  // what it names is not read to its end
};

class Anchors {
 public:
  explicit Anchors(Builder& builder) : builder_(builder) {}

  // Registers an anchor that is open until Close() is called with its number. `bytes` of it are already counted.
  size_t Open(std::string_view name, size_t bytes, const Origin& where);
  void Close(size_t number, const Value& node);

  // The latest anchor of that name; null if there is none.
  Anchor* Find(const std::string& name);

  // "40000 aliases of the text on line 11": those that expand to the most.
  std::string Largest() const;

 private:
  Builder& builder_;
  std::vector<Anchor> anchors_;
  std::map<std::string, size_t> newest_;  // by name, as an anchor can be used again
};

}  // namespace agentrender
