// The AgentTemplates of an input: which one an Agent means, and which nobody uses.
#pragma once

#include <memory>
#include <vector>

#include "core/model/agent.h"
#include "core/model/input.h"
#include "core/model/problem.h"

namespace agentrender {

// Decoded, in the order of the input; Resource::decoded is an index of it. Addresses stay.
using Templates = std::vector<std::unique_ptr<AgentTemplate>>;

// The template that the Agent is merged with (R10, R12). Null without templateRef, and, with an error, when there is
// none to use. Marks those that are meant as used.
const AgentTemplate* FindTemplate(const Agent& agent, const Input& input, Templates& templates, Problems& problems);

// Warns of each template that no Agent used.
void NoteUnusedTemplates(const Templates& templates, Problems& problems);

}  // namespace agentrender
