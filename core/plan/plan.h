// Settings -> Layout -> Pod: runs the features, in order.
#pragma once

#include "core/model/input.h"
#include "core/model/layout.h"
#include "core/model/pod.h"
#include "core/model/problem.h"
#include "core/model/settings.h"

namespace agentrender {

// The layout of files (spec 4). Reports conflicts and impossible paths.
Layout LayOutFiles(const Settings& settings, const Input& input, Arena& arena, Problems& problems);

// What will run (spec 5).
Pod Plan(const Settings& settings, const Layout& layout, Arena& arena, Problems& problems);

}  // namespace agentrender
