// Takes the parts of an Agent that pass through, reports what no rule of the tables can say: what depends on several
// fields, or on the rest of the Pod (R65).
#include "core/check/core_v1.h"

#include <algorithm>

#include "core/base/text.h"

namespace agentrender {

namespace {

bool HasItem(const Value& list, std::string_view text) {
  return std::any_of(list.begin(), list.end(), [&](const Value& item) { return item.text() == text; });
}

// A key of matchLabelKeys that an expression of the selector has, and something before it in the selector, too.
void CheckPodAffinityTerm(const Value& term, const Part& part) {
  const Value selector = term.Get("labelSelector");
  for (const Value& key : term.Get("matchLabelKeys")) {
    int in_expressions = 0;
    for (const Value& expression : selector.Get("matchExpressions"))
      in_expressions += expression.TextOf("key") == key.text() ? 1 : 0;
    const int in_labels = selector.Get("matchLabels").Find(key.text()) != nullptr ? 1 : 0;
    if (in_expressions > 0 && in_expressions + in_labels > 1) {
      part.Refuse(key, Quoted(key.text()) + " is in the labelSelector already")
          .Other(selector.origin())
          .Hint("remove one of them");
    }
    if (HasItem(term.Get("mismatchLabelKeys"), key.text()))
      part.Refuse(key, Quoted(key.text()) + " is in mismatchLabelKeys, too").Hint("remove one of them");
  }
}

constexpr TypeCheck kChecks[] = {
    {TypeId::kDownwardAPIVolumeFile, CheckDownwardFile},
    {TypeId::kEnvVarSource, CheckEnvVarSource},
    {TypeId::kFlexVolumeSource, CheckFlexVolume},
    {TypeId::kPersistentVolumeClaimSpec, CheckClaimSpec},
    {TypeId::kPodAffinityTerm, CheckPodAffinityTerm},
    {TypeId::kPodCertificateProjection, CheckPodCertificate},
    {TypeId::kProjectedVolumeSource, CheckProjectedVolume},
    {TypeId::kResourceRequirements, CheckResourceRequirements},
    {TypeId::kVolume, CheckVolume},
};

}  // namespace

void CheckCore(TypeId type, const Value& value, Code wrong, Arena& arena, Problems& problems) {
  CheckLate(type, value, {arena, problems, wrong, Code::kMissingField}, kChecks);
}

void CheckMounts(const Value& mounts, bool privileged, Arena& arena, Problems& problems) {
  const Part part{arena, problems, Code::kInvalidMount, Code::kMissingField};
  for (const Value& mount : mounts) {
    // As nearly all are.
    if (mount.size() == 2 && !mount.TextOf("name").empty() && !mount.TextOf("mountPath").empty()) continue;
    CheckLate(TypeId::kVolumeMount, mount, part, {});
    if (privileged || mount.TextOf("mountPropagation") != "Bidirectional") continue;
    part.Refuse(mount, "mountPropagation", "Bidirectional is for privileged containers only")
        .Hint("use HostToContainer, or make the container privileged");
  }
}

bool IsPrivileged(const Value& security_context) { return security_context.Get("privileged").AsBool(); }

}  // namespace agentrender
