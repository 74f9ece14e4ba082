// Takes a pattern and a path, tells whether they match, in a bounded number of steps: patterns come from an
// Application.
#include "posix/glob.h"

#include <algorithm>
#include <cstddef>
#include <vector>

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

// Where the set that begins at `at` ends, in front of `end`; kNone when it does not, and the bracket is itself.
size_t CloseOfSet(std::string_view pattern, size_t at, size_t end) {
  const size_t close = CloseOf(pattern.substr(at, end - at));
  return close == kNone ? kNone : at + close;
}

// All places of the pattern at which a match of the path so far can be. Each is looked at once for each character, so
// that time is pattern times path at most, and space is the pattern.
class Matcher {
 public:
  explicit Matcher(std::string_view pattern)
      : pattern_(pattern), behind_(pattern.size() + 1, kNone), seen_(pattern.size() + 1) {
    MarkChoices();
  }

  bool Match(std::string_view path) {
    std::vector<size_t> now;
    std::vector<size_t> next;
    Enter(0, now);
    for (const char c : path) {
      std::fill(seen_.begin(), seen_.end(), false);
      for (const size_t at : now) Step(at, c, next);
      now.swap(next);
      next.clear();
      if (now.empty()) return false;
    }
    return std::find(now.begin(), now.end(), pattern_.size()) != now.end();
  }

 private:
  // Each comma and brace at the end of a choice leads behind the closing brace.
  void MarkChoices() {
    for (size_t at = 0; at < pattern_.size(); ++at) {
      if (pattern_[at] == '\\') {
        ++at;
      } else if (pattern_[at] == '[') {
        const size_t close = CloseOfSet(pattern_, at, pattern_.size());
        if (close != kNone) at = close;
      } else if (pattern_[at] == '{') {
        const size_t close = at + CloseOf(pattern_.substr(at));
        for (size_t i = at + 1; i <= close; ++i) {
          if (pattern_[i] == '\\') ++i;
          else if (pattern_[i] == ',' || i == close) behind_[i] = close + 1;
        }
        at = close;
      }
    }
  }

  // Adds a place, and those that are reached from it without a character.
  void Enter(size_t place, std::vector<size_t>& places) {
    waiting_.push_back(place);
    while (!waiting_.empty()) {
      const size_t at = waiting_.back();
      waiting_.pop_back();
      if (seen_[at]) continue;
      seen_[at] = true;
      places.push_back(at);
      if (at == pattern_.size()) continue;
      if (behind_[at] != kNone) {
        waiting_.push_back(behind_[at]);
      } else if (pattern_[at] == '*') {
        waiting_.push_back(at + 1);
      } else if (pattern_[at] == '{') {
        EnterChoices(at);
      }
    }
  }

  void EnterChoices(size_t brace) {
    waiting_.push_back(brace + 1);
    const size_t close = brace + CloseOf(pattern_.substr(brace));
    for (size_t i = brace + 1; i < close; ++i) {
      if (behind_[i] != kNone) waiting_.push_back(i + 1);
    }
  }

  // Where a character leads from a place.
  void Step(size_t at, char c, std::vector<size_t>& next) {
    if (at == pattern_.size() || behind_[at] != kNone || pattern_[at] == '{') return;
    if (pattern_[at] == '*') return Enter(at, next);
    size_t length = 1;
    bool fits = pattern_[at] == c || pattern_[at] == '?';
    if (pattern_[at] == '\\' && at + 1 < pattern_.size()) {
      length = 2;
      fits = pattern_[at + 1] == c;
    } else if (pattern_[at] == '[') {
      const size_t close = CloseOfSet(pattern_, at, EndOfChoice(at));
      if (close != kNone) {
        length = close + 1 - at;
        fits = IsInSet(pattern_.substr(at + 1, close - at - 1), c);
      }
    }
    if (fits) Enter(at + length, next);
  }

  size_t EndOfChoice(size_t at) const {
    while (at < pattern_.size() && behind_[at] == kNone) ++at;
    return at;
  }

  std::string_view pattern_;
  std::vector<size_t> behind_;  // at the end of a choice: the place behind all of them
  std::vector<bool> seen_;      // places that are among those of the next character
  std::vector<size_t> waiting_;
};

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

bool Matches(std::string_view pattern, std::string_view path) { return Matcher(pattern).Match(path); }

}  // namespace agentrender
