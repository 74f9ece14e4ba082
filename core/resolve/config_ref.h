// The merged configRef -> the configuration that it names (R72, R73, D30).
#pragma once

#include "core/base/arena.h"
#include "core/model/agent.h"
#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/model/settings.h"

namespace agentrender {

// If configRef is set, sets the source of the Pod's configuration: the text of the input's ConfigMap (Settings::config
// and config_text), or an object that is mounted from the cluster (live_config). Errors: both config and configRef, a
// key that does not exist, a text that is not a JSON object.
void ResolveConfigRef(const KeySource& ref, Settings& settings, const Input& input, Arena& arena, Problems& problems);

}  // namespace agentrender
