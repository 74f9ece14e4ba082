// Which change in the controller causes each difference between two of its versions.
#pragma once

#include <vector>

#include "core/explain/diff.h"
#include "core/model/controller.h"
#include "core/render.h"

namespace agentrender {

// Adds the causes to `diff`, the difference between the first and the last rendering. `steps[i]` and `steps[i + 1]` are
// one input under two controllers that differ only in `changes[i]`. A difference between two steps at a field, above it
// or below it is caused by the change between them.
void AddControllerChanges(const std::vector<const Rendering*>& steps, const std::vector<Change>& changes,
                          std::vector<AgentDiff>& diff);

}  // namespace agentrender
