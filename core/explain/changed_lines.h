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

// The first line of each node of an object, as NodeLinesOf() has them, and at the end that behind the last.
PlainList<uint32_t> LineBegins(const Value& object);

// Those of `before`, whose LineBegins() these are, that are not so in `after`, in order. What only `after` has changes
// the line that opens the block it would be in. In a text over several lines only the lines that differ count.
PlainList<Lines> ChangedLines(const Value& before, const PlainList<uint32_t>& begins, const Value& after);

}  // namespace agentrender
