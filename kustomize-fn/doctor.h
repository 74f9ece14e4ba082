// Finds what a build should not have left behind: unrendered Agents, and references to names that do not exist.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"

namespace agentrender {

struct BuildCheck {
  bool inputs_may_stay = false;   // Agents and what they are made of are meant to be there
  SizeLimits sizes;               // what is read at most
  size_t objects = 0;             // found
  size_t rendered = 0;            // Deployments of Agents among them
  std::vector<bool> has_objects;  // by source
};

// Reads `sources`, what a build has printed, and adds
//   errors for Agents, and warnings for templates and configurations, that are left (Code::kAgentLeft),
//   errors for references to a name that an object had before it was renamed, and to templates and rendered
//   ConfigMaps that are not there (Code::kDangling), infos for others that only a cluster can answer,
// with objects and fields, and the counts. Memory is counted in the budget of `arena`.
void CheckBuild(const std::vector<Source>& sources, BuildCheck& check, Arena& arena, Problems& problems);

// Why this kustomize will not run functions, or nothing: `version` is what `kustomize version` prints, `help` what
// `kustomize build --help` does.
std::string WhyKustomizeWillNotDo(std::string_view version, std::string_view help);

}  // namespace agentrender
