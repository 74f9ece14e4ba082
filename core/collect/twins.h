// Takes the resources of an input, reports duplicates.
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"

namespace agentrender {

// Reports resources of one role that share namespace and name, and refuses them (R1c).
void RefuseTwins(Input& input, Role role, Problems& problems);

}  // namespace agentrender
