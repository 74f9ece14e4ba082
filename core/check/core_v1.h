// What a Kubernetes 1.34 API server, with all feature gates on, would refuse in the parts of an Agent that pass through
// to its Pod (R65): the late rules of the tables (core_v1_rules.def), and here the checks that no rule can express.
//
// Each takes a Value from Conform(), which may be absent, and reports errors at the places in the input. Findings of
// Conform() are not reported again; do not check a part in which it found errors.
#pragma once

#include "core/fields/check_rules.h"

namespace agentrender {

// All rules and checks for a value of a type, or a list of them. `wrong` is the code of findings that have no code of
// their own.
void CheckCore(TypeId type, const Value& value, Code wrong, Arena& arena, Problems& problems);

// The fileKeyRefs in a list of EnvVar must name an emptyDir among `volumes`, all
// volumes of the Pod, rendered ones included.
void CheckFileKeyRefs(const Value& env, const Value& volumes, Problems& problems);

// A list of VolumeMount in a container, which may be `privileged`.
void CheckMounts(const Value& mounts, bool privileged, Arena& arena, Problems& problems);

// Whether a container's SecurityContext makes it privileged.
bool IsPrivileged(const Value& security_context);

// The checks by type, one file each.
void CheckEnvVarSource(const Value& source, const Part& part);
void CheckDownwardFile(const Value& file, const Part& part);
void CheckResourceRequirements(const Value& resources, const Part& part);
void CheckVolume(const Value& volume, const Part& part);
void CheckFlexVolume(const Value& source, const Part& part);
void CheckProjectedVolume(const Value& source, const Part& part);
void CheckPodCertificate(const Value& source, const Part& part);
void CheckClaimSpec(const Value& spec, const Part& part);

}  // namespace agentrender
