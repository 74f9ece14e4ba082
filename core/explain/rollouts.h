// Which refs of which repositories the Pods of an input follow by restarting (D14).
#pragma once

#include <string_view>
#include <vector>

#include "core/model/document.h"
#include "core/model/input.h"
#include "core/model/origin.h"
#include "core/model/problem.h"
#include "core/options.h"
#include "core/render.h"

namespace agentrender {

// What a context with sync.policy Rollout follows, as written there; `ref` is HEAD if none is given.
struct RolloutRef {
  std::string_view repository;
  std::string_view ref;
  Origin where;  // the repository's place, in the first context that names it
};

// The refs, with the input that they were found in. Texts live as long as this and the sources.
struct Rollouts {
  std::vector<RolloutRef> refs;
  Reading reading;
  Input input;
};

// All refs that Agents and AgentTemplates of `sources` follow, each once, sorted by repository and ref. Findings are
// those of decoding, with their fields.
Rollouts FindRollouts(const std::vector<Source>& sources, const Options& options, Problems& problems);

// Adds objects and fields to a caller's problems at such places.
void LocateIn(const Rollouts& rollouts, Problems& problems);

}  // namespace agentrender
