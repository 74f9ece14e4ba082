// Settings + Layout + Pod -> the objects to be applied.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/layout.h"
#include "core/model/pod.h"
#include "core/model/settings.h"
#include "core/model/value.h"

namespace agentrender {

// The objects of one Agent in output order (R2): ConfigMap, claims, Deployment,
// Service. Metadata first, then keys in alphabetical order (R70).
// `inherited` are annotations that each object takes over from the Agent's metadata.
std::vector<Value> Build(const Settings& settings, const Layout& layout, const Pod& pod,
                         const std::vector<std::string_view>& inherited, Arena& arena);

}  // namespace agentrender
