// What contexts and skills say to the repositories feature.
#pragma once

#include "core/features/feature.h"

namespace agentrender {

// Adds a repository whose `git` and `path` are set to the layout, with what is
// mounted of it; a path that leaves the repository is reported (R24, R40, D27).
void LayOutRepository(LayOut& out, Repository repository);

}  // namespace agentrender
