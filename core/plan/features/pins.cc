// Takes the commits that the input pins, gives the annotations that restart a Pod when one changes (D14).
#include "core/plan/features/repositories.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

// The controller uses this key for all of them, and the last one wins; here the first of several gets it.
constexpr std::string_view kKey = "kubeopencode.io/git-hash-context";

std::string_view KeyOf(Arena& arena, size_t rollout) {
  return rollout == 0 ? kKey : Numbered(arena, arena.Join(kKey, "-"), rollout + 1);
}

const GitRevision* FindRevision(const Revisions& revisions, const GitSource& git) {
  const std::string_view ref = HasText(git.ref) ? git.ref.value : defaults::kGitRef;
  return revisions.Find(git.repository.value, ref);
}

}  // namespace

void LayOutPin(Laying& out, const Context& context) {
  const GitSync& sync = context.git.sync;
  if (!*sync.enabled || sync.policy.value != "Rollout") return;
  const size_t rollout = out.layout.rollouts++;
  if (const GitRevision* revision = FindRevision(*out.settings.revisions, context.git)) {
    const Value commit = Value::String(revision->commit.value, revision->commit.origin).WithCause(causes::kPins);
    out.layout.pins.Push(out.arena, {KeyOf(out.arena, rollout), commit});
    return;
  }
  out.problems
      .Info(Code::kRolloutWithoutPins, sync.policy.origin,
            "no GitRevisions of the input pins this ref: the Pod follows it only when it restarts")
      .Hint("add a GitRevisions resource with the repository, the ref and the commit");
}

}  // namespace agentrender
