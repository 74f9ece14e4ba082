// Findings about an input that a tool has written anew, so that what a user must change is not what stands there.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/problem.h"

namespace agentrender {

// How a hint must speak of the user's own file, and of a number that may be another one there.
struct Rewriter {
  std::string_view place;
  std::string_view number;
};
inline constexpr Rewriter kKustomizeRewrites = {"in your file", "kustomize has already changed the number"};
inline constexpr Rewriter kHelmRewrites = {"in the chart or its values", "helm may have changed the number"};

// 1.10 arrives as 1.1, and must not be quoted so.
void AdviseForFile(const Rewriter& rewriter, std::vector<Problem>& problems);

}  // namespace agentrender
