// The word that the user probably meant, for hints.
#pragma once

#include <string_view>
#include <vector>

namespace agentrender {

// At most this many candidates are compared, in order.
inline constexpr size_t kMostCandidates = 1000;

// The candidate nearest to `word`, if it is close enough to be what was meant: at most two edits (one for words of up
// to four letters, none for two), ignoring case. Empty otherwise.
std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// The number of single-letter edits between two words, swaps of neighbours counted as one; stops counting above
// `limit`.
int EditDistance(std::string_view a, std::string_view b, int limit);

}  // namespace agentrender
