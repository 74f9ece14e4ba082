// Patterns for paths, as in Argo CD's directory.include.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace agentrender {

// All patterns are tried on every file, so what bounds the time is the sum of their steps. More is an error.
inline constexpr size_t kMostGlobSteps = 100'000'000;
inline constexpr size_t kMostGlobBytes = 4096;  // of patterns that are given together

// Whether brackets and braces are closed, and no brace is within braces.
bool IsGlob(std::string_view pattern);

// A pattern for which IsGlob() holds: `*` is any text, slashes too, `?` one character, `[a-z]` and `[!a-z]` one of a
// set, `{a,b}` one of several texts without braces or brackets in them; `\` makes the next character plain.
class Glob {
 public:
  explicit Glob(std::string_view pattern);

  // At most a step for each character of the path and each of the pattern: they are added to `steps`.
  bool Matches(std::string_view path, size_t& steps);

 private:
  enum class Kind : uint8_t { kCharacter, kAny, kText, kSet, kChoice, kJump, kEnd };
  // One for each character of the pattern, and the end.
  struct Place {
    Kind kind = Kind::kCharacter;
    char character = 0;
    uint32_t next = 0;  // the place behind; of a choice the place of its first comma or closing brace
    uint32_t seen = 0;  // the number of the character for which it is among the places
  };

  void Read();
  void Enter(uint32_t place);
  void Step(uint32_t at, char c, size_t& steps);

  std::string_view pattern_;
  std::vector<Place> places_;
  std::vector<uint32_t> alternatives_;  // by place, of a comma or closing brace: the next of the same choice
  std::vector<uint32_t> now_;           // places at which a match of the path so far can be
  std::vector<uint32_t> next_;
  std::vector<uint32_t> waiting_;
  uint32_t character_ = 0;
};

// Patterns that are given together, each read once.
class Globs {
 public:
  explicit Globs(std::span<const std::string_view> patterns) : patterns_(patterns.begin(), patterns.end()) {}

  bool empty() const { return patterns_.empty(); }
  // False, too, once more than kMostGlobSteps are in `steps`.
  bool MatchOneOf(std::string_view path, size_t& steps);

 private:
  std::vector<Glob> patterns_;
};

// The same for one path.
bool Matches(std::string_view pattern, std::string_view path);

}  // namespace agentrender
