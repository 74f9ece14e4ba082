// The differences between two compared objects that a server made, and that do not count (server_fields.def).
//
// Only manifests have such fields. A field that both have is compared, no matter who may write it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/value.h"
#include "core/render.h"

namespace agentrender {

class ServerFields {
 public:
  // Index of the compared object.
  enum Side : unsigned char { kBefore, kAfter };

  // A node of the two objects.
  struct Place {
    std::string path;  // as the table has it
    // What is noted as applied there, on either side: an object of last-applied-configuration, or fieldsV1.
    std::array<std::vector<Value>, 2> applied{};
  };

  ServerFields(const RenderedObject& before, const RenderedObject& after, Arena& arena);

  // Whether one of the objects is a manifest, which may have such fields.
  bool Active() const { return sides_[kBefore]->given || sides_[kAfter]->given; }
  Place Root() const;
  Place Below(const Place& place, std::string_view key) const;
  Place Item(const Place& place) const;

  // The part that counts of a field that only one side has; absent if nothing does.
  Value Counting(const Value& value, const Place& place, Side side) const;
  // Whether a field that both have never counts as a difference.
  bool Ignores(const Value& before, const Value& after, const Place& place) const;

 private:
  Value Stripped(const Value& value, const Place& place, Side side) const;
  std::vector<Value> AppliedBelow(const std::vector<Value>& applied, std::string_view key) const;
  bool IsOfServer(const Value& value, const Place& place, Side side) const;

  std::array<const RenderedObject*, 2> sides_;
  std::string_view kind_;
  Arena& arena_;
};

}  // namespace agentrender
