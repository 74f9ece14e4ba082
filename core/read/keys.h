// Keys of YAML mappings that are not strings.
#pragma once

#include <string_view>

#include "core/base/arena.h"

namespace agentrender {

// The text that Go's reader makes of a key that is a float: its value in 32 bits, in the shortest form of Go's format
// `g` (1.10 is "1.1", 1e6 "1e+06"), or `.inf`, `-.inf` and `.nan`.
std::string_view KeyOfFloat(double value, Arena& arena);

}  // namespace agentrender
