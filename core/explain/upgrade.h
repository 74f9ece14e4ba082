// Which change of the controller causes what differs between two of its versions.
#pragma once

#include <vector>

#include "core/explain/diff.h"
#include "core/model/controller.h"
#include "core/render.h"

namespace agentrender {

// Writes into `diff`, which says what differs between the first and the last rendering, the changes that cause it:
// `steps[i]` and `steps[i + 1]` are one input under two controllers between which `changes[i]` alone lies. What differs
// between two steps at a field, above it or below it is caused by the change between them.
void AddControllerChanges(const std::vector<const Rendering*>& steps, const std::vector<Change>& changes,
                          std::vector<AgentDiff>& diff);

}  // namespace agentrender
