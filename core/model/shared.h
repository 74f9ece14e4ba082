// The resources that the Agents of an input share: decoded once, looked up for each Agent.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/model/agent.h"

namespace agentrender {

// In the order of the input; Resource::decoded is an index into it. Addresses are stable.
using Templates = std::vector<std::unique_ptr<AgentTemplate>>;

struct Shared {
  Templates templates;
  std::optional<ClusterConfig> config;
  bool config_in_error = false;
};

}  // namespace agentrender
