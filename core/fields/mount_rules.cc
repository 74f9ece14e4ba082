#include "core/fields/checker.h"
#include "core/fields/rules.h"

namespace agentrender {

namespace {

void CheckPropagation(const Value& mount, bool privileged, const Checker& check) {
  if (privileged || mount.TextOf("mountPropagation") != "Bidirectional") return;
  check.Refuse(mount, "mountPropagation", "Bidirectional is for privileged containers only")
      .Hint("use HostToContainer, or make the container privileged");
}

void CheckRecursiveReadOnly(const Value& mount, const Checker& check) {
  const char* field = "recursiveReadOnly";
  if (!mount.Get(field).Present() || !check.OneOf(mount, field, {"Disabled", "IfPossible", "Enabled"})) return;
  if (mount.TextOf(field) == "Disabled") return;
  if (!IsTrue(mount, "readOnly"))
    check.Refuse(mount, field, "needs readOnly: true").Hint("add readOnly: true to the mount");
  const std::string_view propagation = mount.TextOf("mountPropagation");
  if (!propagation.empty() && propagation != "None") {
    check
        .Refuse(mount, field, Code::kExclusive,
                "cannot stand together with mountPropagation " + std::string(propagation))
        .Other(mount.Get("mountPropagation").origin())
        .Hint("take one of them out");
  }
}

void CheckMount(const Value& mount, bool privileged, const Checker& check) {
  const bool named = check.NotEmpty(mount, "name");
  const bool placed = check.NotEmpty(mount, "mountPath");
  if (named && placed && mount.size() == 2) return;
  check.RelativePath(mount, "subPath");
  check.RelativePath(mount, "subPathExpr");
  if (!mount.TextOf("subPath").empty() && !mount.TextOf("subPathExpr").empty()) {
    check.Refuse(mount, "subPathExpr", Code::kExclusive, "cannot stand together with subPath")
        .Other(mount.Get("subPath").origin())
        .Hint("keep one of them");
  }
  CheckPropagation(mount, privileged, check);
  CheckRecursiveReadOnly(mount, check);
}

}  // namespace

void CheckMounts(const Value& mounts, bool privileged, Problems& problems) {
  const Checker check(Code::kInvalidMount, problems);
  for (const Value& mount : mounts) CheckMount(mount, privileged, check);
}

bool IsPrivileged(const Value& security_context) { return IsTrue(security_context, "privileged"); }

}  // namespace agentrender
