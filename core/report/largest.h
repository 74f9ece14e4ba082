// How much text an object holds, and which of it is most.
#pragma once

#include <cstddef>
#include <string>

#include "core/model/value.h"

namespace agentrender {

// "490 times the text on line 9, of 100000 bytes": of the texts that come from one place of the input, those that are
// most together. Empty when no text is large.
std::string LargestText(const Value& value);

}  // namespace agentrender
