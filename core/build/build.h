// Settings + Layout + Pod -> the objects to be applied.
#pragma once

#include <vector>

#include "core/model/layout.h"
#include "core/model/pod.h"
#include "core/model/settings.h"
#include "core/model/value.h"
#include "core/options.h"

namespace agentrender {

// The objects of one Agent in output order (R2): ConfigMap, claims, Deployment,
// Service. Metadata first, then keys in alphabetical order (R70). `options` say which
// annotations the objects copy from the Agent's metadata, and which one ConfigMaps
// get.
std::vector<Value> Build(const Settings& settings, const Layout& layout, const Pod& pod, const Options& options,
                         Arena& arena);

}  // namespace agentrender
