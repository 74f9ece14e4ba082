// Annotations of an Agent that tell deployment tools how to treat it, and therefore its rendered objects (R3a).
#pragma once

#include <string_view>

namespace agentrender::annotations {

// Every rendered object gets them too, on its metadata and never on the Pod template, so nothing restarts.
inline constexpr std::string_view kCarried[] = {
    "argocd.argoproj.io/compare-options",
    "argocd.argoproj.io/ignore-healthcheck",
    "argocd.argoproj.io/ignore-resource-updates",
    "argocd.argoproj.io/sync-options",
    "argocd.argoproj.io/sync-wave",
    "helm.sh/resource-policy",
    "kustomize.toolkit.fluxcd.io/force",
    "kustomize.toolkit.fluxcd.io/prune",
    "kustomize.toolkit.fluxcd.io/reconcile",
    "kustomize.toolkit.fluxcd.io/ssa",
};

// They make an object a step of a deployment, which is created and deleted with it. A Deployment with its claims is not
// one.
inline constexpr std::string_view kHooks[] = {"argocd.argoproj.io/hook", "helm.sh/hook"};

}  // namespace agentrender::annotations
