// The word that somebody may have meant: for hints.
#pragma once

#include <string_view>
#include <vector>

namespace agentrender {

// So many candidates are looked at, the first ones.
inline constexpr size_t kMostCandidates = 1000;

// The candidate nearest to `word`, if one is near enough to be meant: at most two edits (one for words of up to four
// letters, none for two), letter case aside. Empty otherwise.
std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// The number of single-letter edits between two words, swaps of neighbours counted as one; stops counting above
// `limit`.
int EditDistance(std::string_view a, std::string_view b, int limit);

}  // namespace agentrender
