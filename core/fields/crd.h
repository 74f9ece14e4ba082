// The JSON Schema of the kinds that are read -> CustomResourceDefinitions for an API server.
#pragma once

#include "core/base/arena.h"
#include "core/model/controller.h"
#include "core/model/value.h"

namespace agentrender {

// A list of CustomResourceDefinitions for Agent, AgentTemplate and KubeOpenCodeConfig,
// made of DescribeKinds(): for clusters that keep Agents but have no controller. They
// refuse what the schema refuses as far as a structural schema can say it: a form that
// needs a lookahead, unlike texts in a list, and names of keys are left to `validate`.
Value DescribeCrds(Arena& arena, const Controller& controller = {});

}  // namespace agentrender
