// The AgentTemplates of an input: which one an Agent refers to, and which are unused.
#pragma once

#include "core/model/agent.h"
#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/model/shared.h"
#include "core/resolve/resolve.h"

namespace agentrender {

// What an Agent is resolved from: itself, the template that it is merged with (R10, R12), and the cluster's
// configuration. Adds an error if there is no usable one. Templates that are referred to are marked as used.
Specs FindSpecs(const Agent& agent, const Input& input, Shared& shared, Problems& problems);

// Warns of each template that no Agent used.
void NoteUnusedTemplates(const Templates& templates, Problems& problems);

}  // namespace agentrender
