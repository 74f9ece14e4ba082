// Takes the repositories, makes Git trust them: they belong to a different user from the one that runs OpenCode (R35,
// R38, R78).
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

constexpr std::string_view kFile = ".gitconfig";
constexpr std::string_view kPath = "/git/.gitconfig";

void AddVariables(ArenaList<Value>& env, const Maker& make) {
  make.Push(env, Env(make, "GIT_CONFIG_COUNT", "1"));
  make.Push(env, Env(make, "GIT_CONFIG_KEY_0", make.Word("safe.directory")));
  make.Push(env, Env(make, "GIT_CONFIG_VALUE_0", "*"));
}

}  // namespace

// R35, R38: the first git-init writes a .gitconfig that trusts the clones. R78: variables do, since v0.1.9.
void AddGitConfig(Adding& add) {
  if (add.layout.repositories.empty()) return;
  const Maker& make = add.make;
  if (add.settings.controller.Has(Change::kGitConfigVariables)) return AddVariables(add.pod.server.env, make);
  make.Push(add.pod.server.env, Env(make, "GIT_CONFIG_GLOBAL", make.Word(kPath)));
  make.Push(add.pod.server.mounts, MountSubPath(make, make.Word(kPath), make.Word("git-context-0"), make.Word(kFile)));
}

}  // namespace agentrender
