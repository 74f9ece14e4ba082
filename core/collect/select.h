// Which Agents of an input are rendered, and what that replaces.
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

// Makes the Agents that `selector` does not take resources like any other, and counts
// them. A name that no Agent has, and labels that no Agent has, are warnings.
void Select(const AgentSelector& selector, Input& input, Problems& problems);

// Makes objects that have the label, kind and name of what an Agent of the input becomes Role::kFormer. It is for
// inputs that stay beside what they become (kpt packages): there the objects of the last run are no foreign ones (D25).
void FindFormer(Input& input);

}  // namespace agentrender
