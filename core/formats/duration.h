// Durations (`1h30m`, `90s`, `-1.5us`) as Go's time.ParseDuration reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace agentrender {

constexpr int64_t kSecond = 1'000'000'000;

// Nanoseconds; nothing when Go refuses the text (no unit, unknown unit, overflow).
std::optional<int64_t> ParseDuration(std::string_view text);

}  // namespace agentrender
