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

// The Agent that an object was made for: the one that its label names, if its name or, under a prefix or hash of
// kustomize's, its other labels agree; empty when there is none.
std::string_view AgentOf(const Resource& resource);

// Makes Agents resources like any other, and counts them: those that the input has objects of, which are what became of
// them, or all.
void LeaveAgents(LeftAgents left, Input& input);

}  // namespace agentrender
