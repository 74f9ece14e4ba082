// The interface of contexts and skills to the repositories feature.
#pragma once

#include "core/plan/features/feature.h"

namespace agentrender {

// Adds a repository whose `git` and `path` are set to the layout, with what is
// mounted of it; a path that leaves the repository is reported (R24, R40, D27).
void LayOutRepository(Laying& out, Repository repository);

// pins.cc: stamps the commit that a context with sync.policy Rollout is pinned to,
// or says that it is not pinned (D14).
void LayOutPin(Laying& out, const Context& context);

}  // namespace agentrender
