// Takes an input, gives the Git refs that its Agents follow by restarting, for `pin`. Only the stages up to decode run,
// because templates and Agents that cannot be rendered yet may need pins too.
#include "core/explain/rollouts.h"

#include <tuple>

#include "core/base/order.h"
#include "core/collect/collect.h"
#include "core/decode/decode.h"
#include "core/report/locate.h"
#include "core/resolve/defaults.h"
#include "core/settings/in_input.h"

namespace agentrender {

namespace {

auto KeyOf(const RolloutRef& rollout) { return std::tie(rollout.repository, rollout.ref); }

void AddRollouts(const SourcedList<Context>& contexts, std::vector<RolloutRef>& rollouts) {
  for (const Context& context : contexts.items) {
    const GitSource& git = context.git;
    if (context.type != ContextType::kGit || !*git.sync.enabled || git.sync.policy.value != "Rollout") continue;
    const std::string_view ref = HasText(git.ref) ? git.ref.value : defaults::kGitRef;
    rollouts.push_back({git.repository.value, ref, git.repository.origin});
  }
}

}  // namespace

Rollouts FindRollouts(const std::vector<Source>& sources, const Options& options, Problems& problems) {
  Rollouts rollouts;
  rollouts.reading = ReadSources(sources, options.sizes, options.budget);
  problems.Append(rollouts.reading.problems);
  std::vector<RolloutRef> found;
  Origin at_work;
  if (rollouts.reading.good) {
    const Options all = WithSettings(rollouts.reading.documents, options, *rollouts.reading.arena, problems);
    rollouts.input = Collect(rollouts.reading.documents, sources, all, *rollouts.reading.arena, problems);
    Decoding decoding{*rollouts.reading.arena, problems, all.strict, all.controller};
    for (const Resource& resource : rollouts.input.resources) {
      if (rollouts.reading.budget->spent()) break;
      at_work = resource.origin();
      if (resource.role == Role::kAgent) AddRollouts(DecodeAgent(resource, decoding).spec.contexts, found);
      if (resource.role == Role::kTemplate) AddRollouts(DecodeTemplate(resource, decoding).spec.contexts, found);
    }
  }
  if (rollouts.reading.budget->spent() && problems.errors() == 0) {
    problems.Error(Code::kTooMuch, at_work, "reading the input up to here takes too much memory")
        .Hint("check parts of it one by one");
  }
  Locate(rollouts.input, problems);
  for (uint32_t i : OrderBy(found.size(), [&](uint32_t a, uint32_t b) { return KeyOf(found[a]) < KeyOf(found[b]); })) {
    if (rollouts.refs.empty() || KeyOf(rollouts.refs.back()) != KeyOf(found[i])) rollouts.refs.push_back(found[i]);
  }
  return rollouts;
}

void LocateIn(const Rollouts& rollouts, Problems& problems) { Locate(rollouts.input, problems); }

}  // namespace agentrender
