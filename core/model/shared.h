// The resources that the Agents of an input share: decoded once, looked up for each Agent.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/model/agent.h"
#include "core/model/revisions.h"

namespace agentrender {

// In the order of the input; Resource::nth is an index into it. Addresses are stable.
using Templates = std::vector<std::unique_ptr<AgentTemplate>>;

struct Shared {
  Templates templates;
  std::optional<ClusterConfig> config;
  bool config_in_error = false;
  Revisions revisions;
};

}  // namespace agentrender
