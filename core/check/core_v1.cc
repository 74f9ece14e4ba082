// Takes the parts of an Agent that pass through, reports what no rule of the tables can say: what depends on several
// fields, or on the rest of the Pod (R65).
#include "core/check/core_v1.h"

#include <algorithm>

#include "core/base/order.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

// Texts that are looked up for each of many others.
class SortedTexts {
 public:
  void Add(std::string_view text) { texts_.push_back(text); }
  void Sort() { Arrange(texts_, OrderOf(texts_)); }
  size_t Count(std::string_view text) const {
    const auto [first, end] = std::equal_range(texts_.begin(), texts_.end(), text);
    return static_cast<size_t>(end - first);
  }

 private:
  std::vector<std::string_view> texts_;
};

// A key of matchLabelKeys that an expression of the selector has, and something before it in the selector, too.
void CheckPodAffinityTerm(const Value& term, const Part& part) {
  const Value selector = term.Get("labelSelector");
  const Value keys = term.Get("matchLabelKeys");
  if (keys.empty()) return;
  SortedTexts expressions, labels, others;
  for (const Value& expression : selector.Get("matchExpressions")) expressions.Add(expression.TextOf("key"));
  for (const Member& m : selector.Get("matchLabels").members()) labels.Add(m.key.text());
  for (const Value& other : term.Get("mismatchLabelKeys")) others.Add(other.text());
  for (SortedTexts* texts : {&expressions, &labels, &others}) texts->Sort();
  for (const Value& key : keys) {
    const size_t in_expressions = expressions.Count(key.text());
    if (in_expressions > 0 && in_expressions + labels.Count(key.text()) > 1) {
      part.Refuse(key, Quoted(key.text()) + " is in the labelSelector already")
          .Other(selector.origin())
          .Hint("remove one of them");
    }
    if (others.Count(key.text()) != 0)
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
