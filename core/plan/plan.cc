#include "core/plan/plan.h"

#include "core/plan/features/feature.h"
#include "core/plan/features/paths.h"

namespace agentrender {

namespace {

// The order of files, and of git mounts (R22, R24, R26).
constexpr void (*kLayOutOrder[])(LayOut&) = {
    LayOutContexts, LayOutSkills, LayOutPlugins, LayOutConfigFiles, CheckConflicts,
};

// The order of env entries, mounts, volumes and init containers (R35 to R45).
struct Row {
  RuleId rule;
  void (*add)(Add&);
};
constexpr Row kAddOrder[] = {
    {rules::kServer, AddServer},           {rules::kConfig, AddConfig},       {rules::kPersistence, AddPersistence},
    {rules::kCredentials, AddCredentials}, {rules::kContexts, AddContexts},   {rules::kRepositories, AddRepositories},
    {rules::kPlugins, AddPlugins},         {rules::kGitConfig, AddGitConfig}, {rules::kInstructions, AddInstructions},
    {rules::kCaBundle, AddCaBundle},       {rules::kProxy, AddProxy},         {rules::kTelemetry, AddTelemetry},
    {rules::kOverrides, AddOverrides},
};

}  // namespace

Layout LayOutFiles(const Settings& settings, const Input& input, Arena& arena, Problems& problems) {
  Layout layout;
  layout.opencode_config = settings.config;
  LayOut out{settings, input, layout, arena, problems};
  for (const auto& lay_out : kLayOutOrder) lay_out(out);
  return layout;
}

Pod Plan(const Settings& settings, const Layout& layout, Arena& arena, Problems& problems) {
  Pod pod;
  for (const Row& row : kAddOrder) {
    const Maker make(arena, row.rule);
    Add add{settings, layout, pod, make, problems};
    row.add(add);
  }
  return pod;
}

}  // namespace agentrender
