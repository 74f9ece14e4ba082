// How much a run reads, and how much memory it takes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace agentrender {

// More is an error (Code::kTooMuch), found before the memory is taken. As it is here, no input makes a run take more
// than 128 MiB: what is counted is `memory_bytes`, and what is not (the program, one text in the hands of the YAML
// parser, a finding being put together) is less than the rest. A caller that trusts its input can raise all of it.
struct SizeLimits {
  size_t source_bytes = size_t{16} << 20;  // of all files, or of stdin
  size_t documents = 50'000;
  size_t memory_bytes = size_t{80} << 20;  // of what is read, made and printed, sources included (budget.h)

  // As far as the platform can count.
  SizeLimits Times(size_t factor) const {
    const auto times = [factor](size_t n) { return n > SIZE_MAX / factor ? SIZE_MAX : n * factor; };
    return {times(source_bytes), times(documents), times(memory_bytes)};
  }
};

// How much larger than usual a run is that one trusts: --large, and what a language server reads.
inline constexpr size_t kLargeFactor = 64;

namespace limits {
// What is made of one Agent takes at most so much; more is an error of that Agent (Code::kTooLarge).
inline constexpr size_t kAgentBytes = size_t{24} << 20;
// The texts of one object: etcd takes requests of 1.5 MiB.
inline constexpr size_t kObjectBytes = size_t{3} << 19;
// An object as it is printed, with indentation, quotes and escapes.
inline constexpr size_t kObjectText = 8 * kObjectBytes;
// What is made in vain, for Agents in error, in units of SizeLimits::memory_bytes.
inline constexpr size_t kWasted = 4;
}  // namespace limits

}  // namespace agentrender
