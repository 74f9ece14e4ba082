// The names of what makes output: the features, the default values, and
// the building of each object. `explain`, the docs and the golden folders use them.
#pragma once

#include <string_view>

#include "core/model/origin.h"

namespace agentrender::causes {

enum Cause : CauseId {
  kNone = 0,
#define CAUSE(id, name, what) id,
#include "core/model/causes.def"
#undef CAUSE
};

struct Info {
  std::string_view name;  // "server"; "" for kNone
  std::string_view what;  // what it makes, as part of a sentence
};

inline constexpr Info kInfos[] = {
    {"", "copied from the input as it stands"},
#define CAUSE(id, name, what) {name, what},
#include "core/model/causes.def"
#undef CAUSE
};

// The name and purpose of a cause.
constexpr const Info& InfoOf(CauseId cause) { return kInfos[cause]; }

}  // namespace agentrender::causes
