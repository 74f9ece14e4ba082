// Line breaks that others take for none.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace agentrender {

// The lines (from 0, as libyaml counts) that begin after such a break.
std::vector<size_t> LinesAfterOddBreaks(std::string_view text);

// Whether there may be one: a look that is quick.
bool MayHaveOddBreaks(std::string_view text);

}  // namespace agentrender
