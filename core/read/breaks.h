// Line breaks that libyaml counts and editors do not.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/list.h"

namespace agentrender {

// The lines (from 0, as libyaml counts) that begin after a break that other readers do not count: CR alone, U+0085,
// U+2028, U+2029.
PlainList<size_t> LinesAfterOddBreaks(std::string_view text);

}  // namespace agentrender
