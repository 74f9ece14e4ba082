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

// All limits that are the same for every run. More is an error: Code::kTooMuch for what is read, Code::kTooLarge for
// what is made.
namespace limits {

// An input.
inline constexpr size_t kSources = 65535;
inline constexpr size_t kWasted = 4;  // discarded output of Agents with errors, in units of SizeLimits::memory_bytes

// One document.
inline constexpr uint32_t kDepth = 100;  // libyaml is quadratic in nesting
inline constexpr uint32_t kNodes = 500'000;
inline constexpr uint32_t kExpandedNodes = 200'000;         // by its aliases
inline constexpr size_t kExpandedBytes = size_t{16} << 20;  // the same in bytes
inline constexpr size_t kKeyBytes = 1000;
inline constexpr size_t kWrittenKeyBytes = 1020;  // YAML finds a key's colon only within 1024 characters
inline constexpr size_t kDirectives = 100;        // libyaml compares each with all others

// An Agent, AgentTemplate, KubeOpenCodeConfig or ConfigMap, and each list and map in it, except for Field::kMany.
inline constexpr uint32_t kResourceNodes = 50'000;
inline constexpr uint32_t kEntries = 500;

// What one Agent becomes.
inline constexpr size_t kAgentBytes = size_t{24} << 20;        // memory while it is rendered
inline constexpr size_t kPodEntries = 20'000;                  // variables and mounts of all containers of a Pod
inline constexpr size_t kConfigMapBytes = size_t{1} << 20;     // data of a ConfigMap
inline constexpr size_t kObjectBytes = size_t{3} << 19;        // texts of an object: etcd takes requests of 1.5 MiB
inline constexpr size_t kObjectText = 8 * kObjectBytes;        // an object as printed, with indentation and escapes
inline constexpr size_t kAnnotationBytes = size_t{256} << 10;  // of an Agent, and of its Pod: as the API server

// Findings. They repeat texts of the input, and there can be many of them: what is too long to read is cut.
inline constexpr size_t kFindings = 10'000;
inline constexpr size_t kFindingsShown = 1000;
inline constexpr size_t kMessageBytes = 600;
inline constexpr size_t kHintBytes = 1500;
inline constexpr size_t kSourceNameBytes = 1024;  // and of the paths that annotations give
inline constexpr size_t kObjectNameBytes = 256;   // an object may have any name in the input

}  // namespace limits

}  // namespace agentrender
