// The names of the rules that make output: the features, the default values, and
// the building of each object. `explain`, the docs and the golden folders use them.
#pragma once

#include <string_view>

#include "core/model/origin.h"

namespace agentrender::rules {

enum Rule : RuleId {
  kNone = 0,
#define RULE(id, name, what) id,
#include "core/model/rules.def"
#undef RULE
};

struct Info {
  std::string_view name;  // "server"; "" for kNone
  std::string_view what;  // what it makes, as part of a sentence
};

inline constexpr Info kInfos[] = {
    {"", "copied from the input as it stands"},
#define RULE(id, name, what) {name, what},
#include "core/model/rules.def"
#undef RULE
};

// The name and purpose of a rule.
constexpr const Info& InfoOf(RuleId rule) { return kInfos[rule]; }

}  // namespace agentrender::rules
