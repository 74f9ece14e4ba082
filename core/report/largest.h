// How much text an object holds, and which of it is most.
#pragma once

#include <cstddef>
#include <string>

#include "core/model/value.h"

namespace agentrender {

// The bytes of all keys and scalars of `value`: no form in which an API server stores it is smaller.
size_t TextBytes(const Value& value);

// "490 times the text in line 9, of 100000 bytes": of the texts that come from one place of the input, those that are
// most together. Empty when no text is large.
std::string LargestText(const Value& value);

}  // namespace agentrender
