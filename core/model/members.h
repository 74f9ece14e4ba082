// Looks up members of a map that may have many.
#pragma once

#include <string_view>

#include "core/base/lookup.h"
#include "core/model/value.h"

namespace agentrender {

using MemberLookup = Lookup<std::string_view, Member>;

// The members of a map, by their keys.
inline MemberLookup MembersByKey(const Value& map) {
  return MemberLookup(map.members(), [](const Member& m) { return m.key.text(); });
}

}  // namespace agentrender
