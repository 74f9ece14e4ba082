// The role of each resource in rendering, by its apiVersion and kind (R1, R1b).
#pragma once

#include <string_view>
#include <vector>

#include "core/model/document.h"
#include "core/model/problem.h"

namespace agentrender {

class Roles {
 public:
  explicit Roles(Problems& problems) : problems_(problems) {}

  // Reports a kind that is almost one of ours, and marks the resource `refused`.
  Role Of(Resource& resource);

 private:
  Problems& problems_;
  std::vector<std::string_view> unused_;  // kinds of which a warning is there
};

}  // namespace agentrender
