// Agent + AgentTemplate + KubeOpenCodeConfig + defaults -> Settings (spec 3).
#pragma once

#include "core/model/agent.h"
#include "core/model/controller.h"
#include "core/model/input.h"
#include "core/model/overrides.h"
#include "core/model/problem.h"
#include "core/model/settings.h"

namespace agentrender {

// The three that an Agent is resolved from. `base` is null without templateRef,
// `config` when the input has none.
struct Specs {
  const Agent* agent = nullptr;
  const AgentTemplate* base = nullptr;
  const ClusterConfig* config = nullptr;
};

// What the caller sets for all Agents, and which of the images it names were met.
struct Overriding {
  const Overrides& overrides;
  std::vector<bool> used_images;  // one for each of overrides.images
};

// Warns of each image that the caller overrides and no Agent uses.
void NoteUnusedImages(const Overriding& overriding, Problems& problems);

// One row per field: the Agent's, else the template's, else the cluster's, else
// the default; the winner keeps its place (R11, R12), also when it is overridden
// then. What is missing afterwards (D11) is an error.
Settings Resolve(const Specs& specs, const Input& input, const Controller& controller, Overriding& overriding,
                 Arena& arena, Problems& problems);

}  // namespace agentrender
