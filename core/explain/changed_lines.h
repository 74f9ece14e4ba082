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

// The first line of each node of an object, in the order of NodeLinesOf(), and then the line after the last node.
PlainList<uint32_t> LineBegins(const Value& object);

// The lines of `before` that differ in `after`, in order; `begins` are the LineBegins() of `before`. Something that
// only `after` has counts as a change of the line that opens its block. Of a text over several lines, only those that
// differ.
PlainList<Lines> ChangedLines(const Value& before, const PlainList<uint32_t>& begins, const Value& after);

}  // namespace agentrender
