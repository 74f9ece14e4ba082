// Settings -> Layout -> Pod: runs the features, in order.
#pragma once

#include "core/model/input.h"
#include "core/model/layout.h"
#include "core/model/pod.h"
#include "core/model/problem.h"
#include "core/model/settings.h"

namespace agentrender {

// What lies where (spec 4). Conflicts and paths that cannot be are reported.
Layout LayOutFiles(const Settings& settings, const Input& input, Arena& arena, Problems& problems);

// What will run (spec 5).
Pod Plan(const Settings& settings, const Layout& layout, Arena& arena, Problems& problems);

}  // namespace agentrender
