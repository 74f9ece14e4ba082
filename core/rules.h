// The names of the rules that make output: the features, the default values, and
// the building of each object. `explain`, the docs and the golden folders use them.
#pragma once

#include "core/model/origin.h"

namespace agentrender::rules {

enum Rule : RuleId {
  kNone = 0,
  kServer,
  kConfig,
  kPersistence,
  kCredentials,
  kContexts,
  kRepositories,
  kSkills,
  kPlugins,
  kGitConfig,
  kInstructions,
  kCaBundle,
  kProxy,
  kTelemetry,
  kOverrides,
  kObjects,   // names, labels, selectors and the frame of each object
  kDefaults,  // a default value
};

}  // namespace agentrender::rules
