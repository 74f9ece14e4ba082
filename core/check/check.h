// Checks for what the API server would refuse in the objects to be rendered.
#pragma once

#include <optional>
#include <vector>

#include "core/model/input.h"
#include "core/model/pod.h"
#include "core/model/problem.h"
#include "core/model/security_level.h"
#include "core/model/settings.h"
#include "core/model/value.h"

namespace agentrender {

// D3, D10 and R65 on the Pod, reported at the input lines that cause them.
void CheckPod(const Settings& settings, const Pod& pod, Arena& arena, Problems& problems);

// The objects of an Agent: an object that the input already has (D25), a ConfigMap above 1 MiB, and what Pod Security
// forbids in the Deployment.
void CheckObjects(const std::vector<Value>& objects, const Settings& settings, const Input& input,
                  std::optional<SecurityLevel> pod_security, Problems& problems);

// What works but is worth knowing (D15, D17).
void NoteRunTimeFields(const Settings& settings, const Input& input, Problems& problems);

}  // namespace agentrender
