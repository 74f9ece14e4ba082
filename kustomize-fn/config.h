// The functionConfig: what a kustomization sets for the function.
#pragma once

#include "core/model/arena.h"
#include "core/model/problem.h"
#include "core/model/value.h"
#include "core/options.h"

namespace agentrender {

// Reads `config` strictly into `options`; absent and null are fine. It is
//   kind AgentRender of render.kubeopencode.io/v1alpha1 with spec.namespace (a string) and spec.keepInputs (a boolean),
//   or a ConfigMap with the same two in its data ("true" or "false" for keepInputs).
// Errors are added to `problems` with the config as their object.
void ReadFunctionConfig(const Value& config, Arena& arena, Options& options, Problems& problems);

}  // namespace agentrender
