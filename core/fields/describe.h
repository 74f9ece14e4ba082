// The decoders -> JSON Schemas of the kinds that are read.
#pragma once

#include <string_view>

#include "core/base/arena.h"
#include "core/model/described.h"
#include "core/model/value.h"

namespace agentrender {

// A schema (draft-07, which editors know) of all that the decoders and the table of
// core/v1 say about an Agent, AgentTemplate or KubeOpenCodeConfig: fields, types,
// enums, ranges and what is required; and from field_rules.def forms of texts and
// what goes together in one object. What it refuses, rendering refuses, too (a null
// under the key of a bad label aside); what several objects say together is beyond it.
Value DescribeKinds(Arena& arena);

// The same for GitRevisions (D14).
Value DescribeRevisions(Arena& arena);

// The same for a kind that someone else decodes.
Value DescribeKind(std::string_view api_version, std::string_view kind, const Described& described, Arena& arena);

}  // namespace agentrender
