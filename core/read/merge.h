// Merge keys of YAML 1.1: `<<: *base`.
#pragma once

#include <vector>

#include "core/read/anchors.h"
#include "core/read/builder.h"

namespace agentrender {

// Adds to `map` the members of `others` that it lacks: its own keys win, and earlier maps win over later ones (R1d).
// False if that makes the document too large.
bool Merge(const std::vector<Value>& others, Builder& builder, Value& map);

// Whether `map` has, before its merge key, a key that the others have too. In Go's older reader, which kubectl uses, a
// map's own keys win only if they come after the merge key.
bool HasKeyBefore(const Value& map, const Origin& merge_key, const std::vector<Value>& others);

}  // namespace agentrender
