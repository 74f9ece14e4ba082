// How Applications are rendered.
#pragma once

#include <string_view>

#include "argocd-plugin/argocd.h"
#include "argocd-plugin/parameters.h"
#include "core/render.h"

namespace agentrender::argocd {

// What an Agent says to Argo CD holds for every object that is made of it. Not among
// them: hooks (an Agent is no step of a sync) and what Argo CD writes itself.
inline constexpr std::string_view kInheritedAnnotations[] = {
    "argocd.argoproj.io/compare-options",
    "argocd.argoproj.io/ignore-healthcheck",
    "argocd.argoproj.io/ignore-resource-updates",
    "argocd.argoproj.io/sync-options",
    "argocd.argoproj.io/sync-wave",
};

// The parameters as options of the renderer. `parameters` must outlive them.
Options OptionsFor(const Environment& environment, const Parameters& parameters);

}  // namespace agentrender::argocd
