// What a Kubernetes 1.34 API server would refuse in the parts of an Agent that pass
// through to its Pod (R65), feature gates as if they were on.
//
// Each takes a Value that Conform() gave, absent ones too, and reports errors at the
// input's places. What Conform() has reported already (a missing field, an unknown
// word of an enum) is not reported again; a part in which it found errors is best left unchecked.
#pragma once

#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// A list of EnvVar: names, exactly one source, and what each source refers to.
void CheckEnv(const Value& env, Problems& problems);

// The fileKeyRefs in a list of EnvVar must name an emptyDir among `volumes`, all
// volumes of the Pod, rendered ones included.
void CheckFileKeyRefs(const Value& env, const Value& volumes, Problems& problems);

// A list of Volume: names, exactly one source, and the rules of each kind of
// source. That names differ is checked where all volumes are known.
void CheckVolumes(const Value& volumes, Problems& problems);

// A list of VolumeMount in a container, which may be `privileged`.
void CheckMounts(const Value& mounts, bool privileged, Problems& problems);

// Whether a container's SecurityContext makes it privileged.
bool IsPrivileged(const Value& security_context);

// ResourceRequirements of a container in a Pod without resourceClaims.
void CheckResources(const Value& resources, Arena& arena, Problems& problems);

// A container's SecurityContext, in a Pod without hostUsers and hostNetwork.
void CheckSecurityContext(const Value& context, Problems& problems);
void CheckPodSecurityContext(const Value& context, Problems& problems);

// A list of Toleration.
void CheckTolerations(const Value& tolerations, Problems& problems);
void CheckAffinity(const Value& affinity, Problems& problems);

// Lifecycle of a container in a Pod without os and terminationGracePeriodSeconds.
void CheckLifecycle(const Value& lifecycle, Problems& problems);

// A list of LocalObjectReference.
void CheckPullSecrets(const Value& secrets, Problems& problems);

}  // namespace agentrender
