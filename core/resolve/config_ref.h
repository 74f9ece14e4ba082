// configRef, after it is merged -> the configuration that it names (R72, R73, D30).
#pragma once

#include "core/base/arena.h"
#include "core/model/agent.h"
#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/model/settings.h"

namespace agentrender {

// With a configRef in force, sets what the Pod's configuration comes from: the text of the input's ConfigMap
// (Settings::config and config_text), or an object that is mounted as the cluster has it (live_config).
// Errors: both config and configRef, a key that is not there, a text that is no JSON object.
void ResolveConfigRef(const KeySource& ref, Settings& settings, const Input& input, Arena& arena, Problems& problems);

}  // namespace agentrender
