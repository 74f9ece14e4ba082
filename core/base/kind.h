// The kinds of YAML and JSON data.
#pragma once

#include <cstdint>

namespace agentrender {

enum class Kind : uint8_t { kNull, kBool, kInt, kFloat, kString, kList, kMap };

}  // namespace agentrender
