// Takes Settings, gives Layout and Pod by running the features. The two tables are the order of files, variables,
// mounts and volumes.
#include "core/plan/plan.h"

#include "core/plan/features/feature.h"
#include "core/plan/features/paths.h"

namespace agentrender {

namespace {

// The order of files, and of git mounts (R22, R24, R26).
constexpr void (*kLayOutOrder[])(Laying&) = {
    LayOutContexts, LayOutSkills, LayOutPlugins, LayOutConfigFiles, CheckConflicts,
};

// The order of env entries, mounts, volumes and init containers (R35 to R45).
struct Row {
  CauseId cause;
  void (*add)(Adding&);
};
constexpr Row kAddOrder[] = {
    {causes::kServer, AddServer},
    {causes::kConfig, AddConfig},
    {causes::kPersistence, AddPersistence},
    {causes::kCredentials, AddCredentials},
    {causes::kContexts, AddContexts},
    {causes::kRepositories, AddRepositories},
    {causes::kPlugins, AddPlugins},
    {causes::kGitConfig, AddGitConfig},
    {causes::kInstructions, AddInstructions},
    {causes::kCaBundle, AddCaBundle},
    {causes::kProxy, AddProxy},
    {causes::kTelemetry, AddTelemetry},
    {causes::kPodSpec, AddPodSpec},
};

}  // namespace

Layout LayOutFiles(const Settings& settings, const Input& input, Arena& arena, Problems& problems) {
  Layout layout;
  layout.opencode_config = settings.config;
  Laying out{settings, input, layout, arena, problems};
  for (const auto& lay_out : kLayOutOrder) lay_out(out);
  return layout;
}

Pod Plan(const Settings& settings, const Layout& layout, Arena& arena, Problems& problems) {
  Pod pod;
  for (const Row& row : kAddOrder) {
    const Maker make(arena, row.cause);
    Adding add{settings, layout, pod, make, problems};
    row.add(add);
  }
  return pod;
}

}  // namespace agentrender
