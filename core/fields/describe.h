// The tables of fields -> JSON Schemas (draft-07, which editors know) of the kinds that are read: fields, types, enums,
// what is required, and the rules. What a schema refuses, rendering refuses, too (a null under the key of a bad label
// aside); what several objects say together is beyond it.
#pragma once

#include <string_view>

#include "core/base/arena.h"
#include "core/fields/table.h"
#include "core/model/value.h"

namespace agentrender {

// Of Agents, AgentTemplates and KubeOpenCodeConfigs: what a file of a repository may hold. Fields that only later
// controllers know are not in it.
Value DescribeKinds(Arena& arena, const Controller& controller = {});

// Of one kind: an object of the tables with apiVersion and kind.
Value DescribeKind(std::string_view api_version, std::string_view kind, TypeId type, Arena& arena,
                   const Controller& controller = {});

}  // namespace agentrender
