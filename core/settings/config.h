// The functionConfig: the settings of a kustomization for the function.
#pragma once

#include <string_view>

#include "core/base/arena.h"
#include "core/model/problem.h"
#include "core/model/value.h"
#include "core/options.h"

namespace agentrender {

inline constexpr std::string_view kConfigVersion = "render.kubeopencode.io/v1alpha1";
inline constexpr std::string_view kConfigKind = "AgentRender";

// Whether a document is what a KRM function gets on stdin.
bool IsResourceList(const Value& root);

// Reads `config` strictly into `options`; absent and null are fine. It is either an AgentRender of
// render.kubeopencode.io/v1alpha1 with the settings in its spec (core/fields/kubeopencode.def), or a ConfigMap with the
// same settings in its data: strings as they are, booleans as "true" and "false", and settings with fields or entries
// as YAML in a string. Errors are added to `problems` with the config as their object. Views in `options` live as long
// as `arena` and the text that `config` was read from.
void ReadFunctionConfig(const Value& config, Arena& arena, Options& options, Problems& problems);

}  // namespace agentrender
