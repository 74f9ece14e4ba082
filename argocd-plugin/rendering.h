// How Applications are rendered.
#pragma once

#include "argocd-plugin/argocd.h"
#include "argocd-plugin/parameters.h"
#include "core/render.h"

namespace agentrender::argocd {

// The parameters as options of the renderer. `parameters` must outlive them.
Options OptionsFor(const Environment& environment, const Parameters& parameters);

}  // namespace agentrender::argocd
