// The tables of fields -> JSON Schemas (draft-07, which editors know) of the kinds that are read: fields, types, enums,
// what is required, and the rules. Rendering refuses whatever a schema refuses (except a null under the key of a bad
// label); a schema cannot check several objects together.
#pragma once

#include <string_view>

#include "core/base/arena.h"
#include "core/fields/table.h"
#include "core/model/value.h"

namespace agentrender {

// For Agents, AgentTemplates and KubeOpenCodeConfigs, which files in a repository may contain. Without fields that only
// later controllers know.
Value DescribeKinds(Arena& arena, const Controller& controller = {});

// For one kind: an object of the tables with apiVersion and kind.
Value DescribeKind(std::string_view api_version, std::string_view kind, TypeId type, Arena& arena,
                   const Controller& controller = {});

}  // namespace agentrender
