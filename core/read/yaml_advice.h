// The fixes for libyaml's error messages.
#pragma once

namespace agentrender {

// The hint for one of libyaml's error messages; empty for those that speak for themselves.
const char* HintFor(const char* problem);

}  // namespace agentrender
