// Merge keys of YAML 1.1: `<<: *base`.
#pragma once

#include <vector>

#include "core/read/anchors.h"
#include "core/read/builder.h"

namespace agentrender {

// Adds to `map` what `others` have and it has not: own keys win, earlier others before later ones (R1d). False when
// that makes the document too large.
bool Merge(const std::vector<Value>& others, Builder& builder, Value& map);

// Whether `map` has a key of its own before the place of its merge key that the others have too. To Go's older reader,
// which kubectl has, own keys win only behind the merge key.
bool HasKeyBefore(const Value& map, const Origin& merge_key, const std::vector<Value>& others);

}  // namespace agentrender
