// Problems with a place -> the resource and the field that they are about.
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"

namespace agentrender {

// Fills `object` and `field` of every problem whose place is in a resource, and removes repetitions: one template line
// can be wrong for many Agents.
void Locate(const Input& input, Problems& problems);

// The same for one document of another kind: a functionConfig, a request.
void LocateIn(const Value& document, Problems& problems);

}  // namespace agentrender
