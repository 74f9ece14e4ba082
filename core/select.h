// Options::selector: which Agents of an input are rendered.
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

// Makes the Agents that `selector` does not take resources like any other, and counts
// them. A name that no Agent has, and labels that no Agent has, are warnings.
void Select(const AgentSelector& selector, Input& input, Problems& problems);

}  // namespace agentrender
