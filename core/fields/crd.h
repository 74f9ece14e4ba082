// The JSON Schema of our kinds -> CustomResourceDefinitions for an API server.
#pragma once

#include "core/base/arena.h"
#include "core/model/controller.h"
#include "core/model/value.h"

namespace agentrender {

// A list of CustomResourceDefinitions for Agent, AgentTemplate and KubeOpenCodeConfig, made from DescribeKinds(),
// for clusters that keep Agents but have no controller. They refuse what the schema refuses, as far as a structural
// schema can express it: forms that need a lookahead, uniqueness in lists, and names of keys are left to
// `validate`.
Value DescribeCrds(Arena& arena, const Controller& controller = {});

}  // namespace agentrender
