#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

constexpr std::string_view kFile = ".gitconfig";
constexpr std::string_view kPath = "/git/.gitconfig";

}  // namespace

// R35, R38: the first git-init writes a .gitconfig that trusts the clones.
void AddGitConfig(Adding& add) {
  if (add.layout.repositories.empty()) return;
  const Maker& make = add.make;
  add.pod.server.env.Push(make.arena(), Env(make, "GIT_CONFIG_GLOBAL", make.Word(kPath)));
  add.pod.server.mounts.Push(make.arena(),
                             MountSubPath(make, make.Word(kPath), make.Word("git-context-0"), make.Word(kFile)));
}

}  // namespace agentrender
