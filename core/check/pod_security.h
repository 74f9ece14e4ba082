// Pod Security: whether a namespace would admit the rendered Pods.
//
// Takes a Deployment as built, and reports what the Pod Security Standards of Kubernetes 1.34 forbid in its Pod
// template, at the lines of the input. The standards are data (pod_security.def), so that they can be compared with the
// API server's own evaluator row by row (tests/e2e/pod-security).
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/model/security_level.h"
#include "core/model/settings.h"
#include "core/model/value.h"

namespace agentrender {

// Reports labels for which the API server would refuse a Namespace.
void CheckNamespaceLabels(const Resource& ns, Problems& problems);

// What the standards forbid: by the level that the caller asks for, and by the labels
// `pod-security.kubernetes.io/enforce` (errors) and `warn` (warnings) of the Namespace in the input that the Agent is
// in.
void CheckPodSecurity(const Value& deployment, const Settings& settings, const Input& input, SecurityLevel asked,
                      Problems& problems);

}  // namespace agentrender
