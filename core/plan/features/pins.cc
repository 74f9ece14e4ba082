#include <algorithm>

#include "core/base/text.h"
#include "core/formats/text_builder.h"
#include "core/plan/features/repositories.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

constexpr std::string_view kPrefix = "kubeopencode.io/git-hash-";
constexpr size_t kLongest = 63 - (sizeof("git-hash-") - 1);  // of what comes after the prefix

// The context's name, or its index, as the end of an annotation's key.
std::string_view KeyEnd(Arena& arena, const Context& context, size_t index) {
  TextBuilder made(arena);
  for (char c : context.name.value) {
    if (!ContinuesCharacter(c)) made.Append(IsAlphanumeric(c) || c == '-' || c == '_' || c == '.' ? c : '-');
  }
  std::string_view end = made.Take().substr(0, kLongest);
  while (!end.empty() && !IsAlphanumeric(end.back())) end.remove_suffix(1);
  return end.empty() ? Numbered(arena, "", index) : end;
}

bool IsTaken(const Layout& layout, std::string_view key) {
  return std::any_of(layout.pins.begin(), layout.pins.end(), [&](const Pin& pin) { return pin.key == key; });
}

std::string_view KeyOf(const Laying& out, const Context& context, size_t index) {
  const std::string_view base = out.arena.Join(kPrefix, KeyEnd(out.arena, context, index));
  std::string_view key = base;
  for (size_t n = 2; IsTaken(out.layout, key); ++n) {
    const std::string_view suffix = Numbered(out.arena, "-", n);
    key = out.arena.Join(base.substr(0, kPrefix.size() + kLongest - suffix.size()), suffix);
  }
  return key;
}

const GitRevision* FindRevision(const Input& input, const GitSource& git) {
  const std::string_view ref = HasText(git.ref) ? git.ref.value : defaults::kGitRef;
  for (const GitRevision& revision : input.revisions) {
    if (revision.repository.value == git.repository.value && revision.ref.value == ref) return &revision;
  }
  return nullptr;
}

}  // namespace

void LayOutPin(Laying& out, const Context& context, size_t index) {
  const GitSync& sync = context.git.sync;
  if (!*sync.enabled || sync.policy.value != "Rollout") return;
  if (const GitRevision* revision = FindRevision(out.input, context.git)) {
    const Value commit = Value::String(revision->commit.value, revision->commit.origin).WithCause(causes::kPins);
    out.layout.pins.Push(out.arena, {KeyOf(out, context, index), commit});
    return;
  }
  out.problems
      .Info(Code::kRolloutWithoutPins, sync.policy.origin,
            "no GitRevisions of the input pins this ref: the Pod follows it only when it restarts")
      .Hint("add a GitRevisions resource with the repository, the ref and the commit");
}

}  // namespace agentrender
