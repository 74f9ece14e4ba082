// Findings about an input that a tool has written anew, so that what a user must change is not what stands there.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/problem.h"

namespace agentrender {

// How a hint must speak of the user's own file, and of a fraction or a whole number that may be another one there.
struct Rewriter {
  std::string_view place;
  std::string_view fraction;
  std::string_view whole_number;
};
inline constexpr Rewriter kKustomizeRewrites = {"in your file", "kustomize has already changed the number",
                                                "kustomize may have changed the number"};
inline constexpr Rewriter kHelmRewrites = {"in the chart or its values", "helm may have changed the number",
                                           "helm may have changed the number"};

// 1.10 arrives as 1.1, and 1.0 as 1: neither must be quoted so. A number that no such tool writes, such as 1.10 itself,
// is the user's own.
void AdviseForFile(const Rewriter& rewriter, std::vector<Problem>& problems);

}  // namespace agentrender
