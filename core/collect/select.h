// Which Agents of an input are rendered, and which objects that replaces.
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

// Turns the Agents that `selector` does not match into ordinary resources, and counts them. A name or labels that no
// Agent has are warnings; the latter are these.
inline constexpr char kNoneHasLabels[] = "no Agent has the labels that the selector asks for";
inline constexpr char kNoneHasBoth[] = "no Agent has both a name and the labels that the selector asks for";
void Select(const AgentSelector& selector, Input& input, Problems& problems);

// Gives Role::kFormer to objects with the label, kind and name of one that an Agent becomes. For inputs that stay next
// to their rendered objects (kpt packages): there, the objects of the last run are not foreign (D25).
void FindFormer(Input& input);

// The Agent that an object was made for: the one that its label names, if its name agrees or, with a prefix or hash
// from kustomize, its other labels do; empty if there is none.
std::string_view AgentOf(const Resource& resource);

// Turns Agents into ordinary resources, and counts them: all of them, or those whose rendered objects are in the
// input.
void LeaveAgents(LeftAgents left, Input& input);

}  // namespace agentrender
