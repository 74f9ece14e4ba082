// How much text an object has, and which part is the largest.
#pragma once

#include <cstddef>
#include <string>

#include "core/model/value.h"

namespace agentrender {

// "490 times the text on line 9, of 100000 bytes": of the texts grouped by their place in the input, the group with the
// most bytes. Empty if no text is large.
std::string LargestText(const Value& value);

}  // namespace agentrender
