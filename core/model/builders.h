// Builders of maps and lists. A builder knows its arena, so that code that builds an object reads like the object.
#pragma once

#include <string_view>

#include "core/base/arena.h"
#include "core/model/value.h"

namespace agentrender {

// The result is a Value at any time: pass a builder where one is expected.
class MapBuilder {
 public:
  MapBuilder(Arena& arena, const Value& map) : arena_(&arena), map_(map) {}

  // Appends without checking whether the key exists.
  MapBuilder& Add(std::string_view key, const Value& value) {
    map_.Add(*arena_, key, value);
    return *this;
  }
  MapBuilder& Add(const char* key, const Value& value) { return Add(std::string_view(key), value); }
  MapBuilder& Add(const Value& key, const Value& value) {
    map_.Add(*arena_, key, value);
    return *this;
  }
  MapBuilder& AddIfPresent(std::string_view key, const Value& value) {
    return value.Present() ? Add(key, value) : *this;
  }
  MapBuilder& AddIfPresent(const char* key, const Value& value) { return AddIfPresent(std::string_view(key), value); }
  // Go's `omitempty`.
  MapBuilder& AddUnlessEmpty(std::string_view key, const Value& value) {
    return value.Present() && !value.empty() ? Add(key, value) : *this;
  }
  MapBuilder& SortMembers() {
    map_.SortMembers();
    return *this;
  }

  const Value& value() const { return map_; }
  operator const Value&() const { return map_; }

 private:
  Arena* arena_;
  Value map_;
};

class ListBuilder {
 public:
  ListBuilder(Arena& arena, const Value& list) : arena_(&arena), list_(list) {}

  ListBuilder& Push(const Value& item) {
    list_.Push(*arena_, item);
    return *this;
  }

  const Value& value() const { return list_; }
  operator const Value&() const { return list_; }

 private:
  Arena* arena_;
  Value list_;
};

}  // namespace agentrender
