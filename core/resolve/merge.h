// Two podSpecs -> one, as the controller merges them from v0.1.9 on (R75 to R77, D31).
#pragma once

#include "core/base/arena.h"
#include "core/model/agent.h"
#include "core/model/problem.h"

namespace agentrender {

// The podSpec of an Agent over that of its template, both of which are there. Every value keeps its place, and
// what comes from the template, or stands where the template's stood, has the rule kMerge. Warnings name what is lost.
PodSpec MergePodSpecs(const PodSpec& agent, const PodSpec& base, Arena& arena, Problems& problems);

}  // namespace agentrender
