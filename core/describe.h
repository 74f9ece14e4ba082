// The decoders -> a JSON Schema for Agent, AgentTemplate and KubeOpenCodeConfig.
#pragma once

#include "core/model/arena.h"
#include "core/model/value.h"

namespace agentrender {

// A schema (draft-07, which editors know) of all that the decoders and the table of
// core/v1 say about one resource of ours: fields, types, enums, ranges, forms of
// names, and what is required. What it refuses, rendering refuses, too; rules
// across fields and resources are beyond it.
Value DescribeKinds(Arena& arena);

}  // namespace agentrender
