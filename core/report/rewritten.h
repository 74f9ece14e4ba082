// Findings about an input that a tool rewrote, so that the text is not what the user must change.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/problem.h"

namespace agentrender {

// How a hint refers to the user's own file, and to a fraction, a whole number or a date that may be different there.
struct Rewriter {
  std::string_view place;
  std::string_view fraction;
  std::string_view whole_number;
  std::string_view date;  // empty for a tool that leaves dates alone
};
inline constexpr Rewriter kKustomizeRewrites = {
    "in your file", "kustomize has already changed the number if it differs there",
    "kustomize may have changed the number", "kustomize has already changed the date if it differs there"};
inline constexpr Rewriter kHelmRewrites = {
    "in the chart or its values", "helm may have changed the number", "helm may have changed the number", {}};

// 1.10 arrives as 1.1, 1.0 as 1, and the date 2024-01-01 as 2024-01-01T00:00:00Z: none must be quoted like that. A
// number that no such tool writes, such as 1.10 itself, is the user's own.
void AdviseForFile(const Rewriter& rewriter, std::vector<Problem>& problems);

}  // namespace agentrender
