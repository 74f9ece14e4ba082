// The lines of an object's YAML text that are others in another form of the same object.
#pragma once

#include <cstdint>

#include "core/base/list.h"
#include "core/model/value.h"

namespace agentrender {

// Lines from `first` to `last`, counted from 0.
struct Lines {
  uint32_t first;
  uint32_t last;
};

// Those of `before` that are not so in `after`, in order. What only `after` has changes the line that opens the block
// it would be in. In a text over several lines only the lines that differ count.
PlainList<Lines> ChangedLines(const Value& before, const Value& after);

}  // namespace agentrender
