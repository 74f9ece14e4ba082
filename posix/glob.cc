// Takes a pattern and a path, tells whether they match, in a bounded number of steps: patterns come from an
// Application.
#include "posix/glob.h"

#include <cstddef>

namespace agentrender {

namespace {

constexpr size_t kNone = std::string_view::npos;

// Where the set or the choice that `pattern` begins with ends, at its last character.
size_t CloseOf(std::string_view pattern) {
  const char close = pattern[0] == '[' ? ']' : '}';
  for (size_t i = 1; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == close) {
      return i;
    }
  }
  return kNone;
}

bool IsInSet(std::string_view set, char c) {
  const bool inverted = !set.empty() && (set[0] == '!' || set[0] == '^');
  if (inverted) set.remove_prefix(1);
  bool found = false;
  for (size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    found |= range ? set[i] <= c && c <= set[i + 2] : set[i] == c;
    if (range) i += 2;
  }
  return found != inverted;
}

// How much of `path` the pattern's first element takes, where it takes a fixed text;
// kNone when it does not fit. `length` becomes that of the element.
size_t TakeOne(std::string_view pattern, std::string_view path, size_t& length) {
  length = 1;
  if (path.empty()) return kNone;
  if (pattern[0] == '?') return 1;
  if (pattern[0] == '[') {
    length = CloseOf(pattern) + 1;
    return IsInSet(pattern.substr(1, length - 2), path[0]) ? 1 : kNone;
  }
  if (pattern[0] == '\\' && pattern.size() > 1) {
    length = 2;
    return pattern[1] == path[0] ? 1 : kNone;
  }
  return pattern[0] == path[0] ? 1 : kNone;
}

bool MatchesFrom(std::string_view pattern, std::string_view path, size_t& steps);

bool MatchesChoice(std::string_view pattern, std::string_view path, size_t& steps) {
  const size_t close = CloseOf(pattern);
  std::string_view choices = pattern.substr(1, close - 1);
  const std::string_view rest = pattern.substr(close + 1);
  for (;;) {
    const size_t comma = choices.find(',');
    const std::string_view choice = choices.substr(0, comma);
    // A choice is a pattern of its own; every length of text may be the one it takes.
    for (size_t n = 0; n <= path.size(); ++n) {
      if (MatchesFrom(choice, path.substr(0, n), steps) && MatchesFrom(rest, path.substr(n), steps)) return true;
    }
    if (comma == kNone) return false;
    choices.remove_prefix(comma + 1);
  }
}

// More steps than this are taken by no pattern that a person writes.
constexpr size_t kMostSteps = 1000000;

bool MatchesFrom(std::string_view pattern, std::string_view path, size_t& steps) {
  std::string_view star_pattern;
  std::string_view star_path;
  bool star = false;
  while (++steps < kMostSteps) {
    if (!pattern.empty() && pattern[0] == '*') {
      pattern.remove_prefix(1);
      star = true;
      star_pattern = pattern;
      star_path = path;
      continue;
    }
    if (!pattern.empty() && pattern[0] == '{') {
      if (MatchesChoice(pattern, path, steps)) return true;
    } else if (!pattern.empty()) {
      size_t length = 1;
      const size_t taken = TakeOne(pattern, path, length);
      if (taken != kNone) {
        pattern.remove_prefix(length);
        path.remove_prefix(taken);
        continue;
      }
    } else if (path.empty()) {
      return true;
    }
    if (!star || star_path.empty()) return false;
    star_path.remove_prefix(1);
    pattern = star_pattern;
    path = star_path;
  }
  return false;
}

}  // namespace

bool IsGlob(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '[' || pattern[i] == '{') {
      const size_t close = CloseOf(pattern.substr(i));
      if (close == kNone) return false;
      i += close;
    }
  }
  return !pattern.empty();
}

bool Matches(std::string_view pattern, std::string_view path) {
  size_t steps = 0;
  return MatchesFrom(pattern, path, steps);
}

}  // namespace agentrender
