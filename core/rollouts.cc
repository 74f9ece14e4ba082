#include "core/rollouts.h"

#include <algorithm>
#include <tuple>

#include "core/collect.h"
#include "core/decode.h"
#include "core/defaults.h"
#include "core/locate.h"
#include "core/read.h"

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

bool ReadAll(const std::vector<Source>& sources, Arena& arena, std::vector<Document>& documents, Problems& problems) {
  if (!CheckSize(sources, {}, problems)) return false;
  bool good = true;
  for (size_t i = 0; i < sources.size(); ++i)
    good &= Read(sources[i], static_cast<uint16_t>(i), arena, documents, problems);
  return good;
}

}  // namespace

std::vector<RolloutRef> FindRollouts(const std::vector<Source>& sources, const Options& options, Arena& arena,
                                     Problems& problems) {
  std::vector<RolloutRef> rollouts;
  std::vector<Document> documents;
  Input input;
  if (ReadAll(sources, arena, documents, problems)) {
    input = Collect(documents, sources, options, problems);
    Decoding decoding{arena, problems, options.strict};
    for (const Resource& resource : input.resources) {
      if (resource.role == Role::kAgent) AddRollouts(DecodeAgent(resource, decoding).spec.contexts, rollouts);
      if (resource.role == Role::kTemplate) AddRollouts(DecodeTemplate(resource, decoding).spec.contexts, rollouts);
    }
  }
  Locate(input, problems);
  std::stable_sort(rollouts.begin(), rollouts.end(),
                   [](const RolloutRef& a, const RolloutRef& b) { return KeyOf(a) < KeyOf(b); });
  rollouts.erase(std::unique(rollouts.begin(), rollouts.end(),
                             [](const RolloutRef& a, const RolloutRef& b) { return KeyOf(a) == KeyOf(b); }),
                 rollouts.end());
  return rollouts;
}

void LocateInSources(const std::vector<Source>& sources, const Options& options, Problems& problems) {
  Arena arena;
  std::vector<Document> documents;
  Problems ignored;
  if (!ReadAll(sources, arena, documents, ignored)) return;
  Locate(Collect(documents, sources, options, ignored), problems);
}

}  // namespace agentrender
