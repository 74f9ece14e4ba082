// The levels of the Pod Security Standards.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace agentrender {

// Each is stricter than the one before.
enum class SecurityLevel : uint8_t { kPrivileged, kBaseline, kRestricted };

inline constexpr std::string_view kSecurityLevels[] = {"privileged", "baseline", "restricted"};
inline constexpr std::string_view kSecurityLevelsInWords = "privileged, baseline or restricted";

constexpr std::string_view NameOf(SecurityLevel level) { return kSecurityLevels[static_cast<size_t>(level)]; }

// The level of that name; nothing for any other text.
constexpr std::optional<SecurityLevel> ParseSecurityLevel(std::string_view text) {
  for (size_t i = 0; i < std::size(kSecurityLevels); ++i) {
    if (kSecurityLevels[i] == text) return static_cast<SecurityLevel>(i);
  }
  return std::nullopt;
}

}  // namespace agentrender
