// How much a run may read, and how much memory it may take.
#pragma once

#include <cstddef>
#include <cstdint>

namespace agentrender {

// More is an error (Code::kTooMuch), reported before the memory is taken. With these values no input makes a run take
// more than 128 MiB: counted memory is limited to `memory_bytes`, and the rest (the program, the text that the YAML
// parser is reading, the current finding) fits in the difference. A caller that trusts its input can raise all of them.
struct SizeLimits {
  size_t source_bytes = size_t{16} << 20;  // of all files, or of stdin
  size_t documents = 50'000;
  size_t memory_bytes = size_t{80} << 20;  // of what is read, made and printed, sources included (budget.h)

  // As large as the platform can count.
  SizeLimits Times(size_t factor) const {
    const auto times = [factor](size_t n) { return n > SIZE_MAX / factor ? SIZE_MAX : n * factor; };
    return {times(source_bytes), times(documents), times(memory_bytes)};
  }
};

// The factor for trusted input: --large, and what a language server reads.
inline constexpr size_t kLargeFactor = 64;

namespace limits {
// The most memory for the rendering of one Agent; more is an error of that Agent (Code::kTooLarge).
inline constexpr size_t kAgentBytes = size_t{24} << 20;
// The texts of one object: etcd takes requests of 1.5 MiB.
inline constexpr size_t kObjectBytes = size_t{3} << 19;
// An object as it is printed, with indentation, quotes and escapes.
inline constexpr size_t kObjectText = 8 * kObjectBytes;
// The most output that is discarded because its Agents have errors, in units of SizeLimits::memory_bytes.
inline constexpr size_t kWasted = 4;
}  // namespace limits

}  // namespace agentrender
