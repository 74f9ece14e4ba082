// What the API server would refuse in what is to be rendered.
#pragma once

#include <vector>

#include "core/model/input.h"
#include "core/model/pod.h"
#include "core/model/problem.h"
#include "core/model/settings.h"
#include "core/model/value.h"

namespace agentrender {

// D3, D10 and R65 on the Pod, at the input lines that things stem from.
void CheckPod(const Settings& settings, const Pod& pod, Arena& arena, Problems& problems);

// D25: the input has an object of that kind, namespace and name already; and a
// ConfigMap above 1 MiB.
void CheckObject(const Value& object, const Settings& settings, const Input& input, Problems& problems);

// What works, and needs to be known (D15, D17).
void NoteRunTimeFields(const Settings& settings, const Input& input, Problems& problems);

}  // namespace agentrender
