// Agent + AgentTemplate + KubeOpenCodeConfig + defaults -> Settings (spec 3).
#pragma once

#include "core/model/agent.h"
#include "core/model/controller.h"
#include "core/model/input.h"
#include "core/model/overrides.h"
#include "core/model/problem.h"
#include "core/model/revisions.h"
#include "core/model/settings.h"

namespace agentrender {

// What an Agent is resolved from. `base` is null without templateRef, `config` if the input has none.
struct Specs {
  const Agent* agent = nullptr;
  const AgentTemplate* base = nullptr;
  const ClusterConfig* config = nullptr;
  const Revisions* revisions = nullptr;  // never null; which refs the input pins
};

// What the caller sets for all Agents, and which of its images were found.
struct Overriding {
  const Overrides& overrides;
  std::vector<bool> used_images;  // one for each of overrides.images
};

// Warns of each image that the caller overrides and no Agent uses.
void NoteUnusedImages(const Overriding& overriding, Problems& problems);

// One row per field: the Agent's value, else the template's, else the cluster's, else the default. The winner
// keeps its place (R11, R12), even if it is then overridden. Required fields that are still missing (D11) are
// errors.
Settings Resolve(const Specs& specs, const Input& input, const Controller& controller, Overriding& overriding,
                 Arena& arena, Problems& problems);

}  // namespace agentrender
