// Two podSpecs -> one, as the controller merges them from v0.1.9 on (R75 to R77, D31).
#pragma once

#include "core/base/arena.h"
#include "core/model/agent.h"
#include "core/model/problem.h"

namespace agentrender {

// Merges the podSpec of an Agent over that of its template; both exist. Every value keeps its place, and what comes
// from the template, or replaces an entry of the template, has the rule kMerge. Warnings name what is lost.
PodSpec MergePodSpecs(const PodSpec& agent, const PodSpec& base, Arena& arena, Problems& problems);

}  // namespace agentrender
