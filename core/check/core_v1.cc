// Takes the parts of an Agent that pass through, reports what no rule of the tables can express: whatever depends on
// several fields, or on the rest of the Pod (R65).
#include "core/check/core_v1.h"

#include <algorithm>

#include "core/base/order.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

// How often the text is in `texts`.
size_t CountOf(std::string_view text, const NumberByText& texts) {
  const auto found = texts.find(text);
  return found == texts.end() ? 0 : found->second;
}

// A key of matchLabelKeys that is in an expression of the selector and also in something before it in the selector.
void CheckPodAffinityTerm(const Value& term, const Part& part) {
  const Value selector = term.Get("labelSelector");
  const Value keys = term.Get("matchLabelKeys");
  if (keys.empty()) return;
  NumberByText expressions, labels, others;
  for (const Value& expression : selector.Get("matchExpressions")) ++expressions[expression.TextOf("key")];
  for (const Member& m : selector.Get("matchLabels").members()) ++labels[m.key.text()];
  for (const Value& other : term.Get("mismatchLabelKeys")) ++others[other.text()];
  for (const Value& key : keys) {
    const size_t in_expressions = CountOf(key.text(), expressions);
    if (in_expressions > 0 && in_expressions + CountOf(key.text(), labels) > 1) {
      part.Refuse(key, Quoted(key.text()) + " is already in the labelSelector")
          .Other(selector.origin())
          .Hint("remove one of them");
    }
    if (others.contains(key.text()))
      part.Refuse(key, Quoted(key.text()) + " is also in mismatchLabelKeys").Hint("remove one of them");
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
    // As almost all are: no rule is about readOnly alone.
    const bool usual = mount.size() == 2 || (mount.size() == 3 && mount.Find("readOnly") != nullptr);
    if (usual && !mount.TextOf("name").empty() && !mount.TextOf("mountPath").empty()) continue;
    CheckLate(TypeId::kVolumeMount, mount, part, {});
    if (privileged || mount.TextOf("mountPropagation") != "Bidirectional") continue;
    part.Refuse(mount, "mountPropagation", "Bidirectional is for privileged containers only")
        .Hint("use HostToContainer, or make the container privileged");
  }
}

bool IsPrivileged(const Value& security_context) { return security_context.Get("privileged").AsBool(); }

}  // namespace agentrender
