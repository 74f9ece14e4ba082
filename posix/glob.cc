// Takes a pattern and a path, tells whether they match, in a bounded number of steps: patterns come from an
// Application. A pattern is read once, from left to right, into places; a path is then matched at all places at which
// a match of its characters so far can be.
#include "posix/glob.h"

#include <algorithm>

namespace agentrender {

namespace {

constexpr uint32_t kNone = UINT32_MAX;

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

// For each place the next one, itself included, of an unescaped `wanted`; kNone when there is none.
std::vector<uint32_t> NextOf(char wanted, std::string_view pattern) {
  std::vector<uint32_t> next(pattern.size() + 1, kNone);
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') ++i;
    else if (pattern[i] == wanted) next[i] = static_cast<uint32_t>(i);
  }
  for (size_t i = pattern.size(); i-- > 0;) {
    if (next[i] == kNone) next[i] = next[i + 1];
  }
  return next;
}

}  // namespace

bool IsGlob(std::string_view pattern) {
  bool in_braces = false, in_brackets = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      ++i;
    } else if (in_brackets) {
      in_brackets = c != ']';
    } else if (in_braces) {
      if (c == '{') return false;
      in_braces = c != '}';
    } else {
      in_brackets = c == '[';
      in_braces = c == '{';
    }
  }
  return !pattern.empty() && !in_braces && !in_brackets;
}

Glob::Glob(std::string_view pattern)
    : pattern_(pattern), places_(pattern.size() + 1), alternatives_(pattern.size() + 1, kNone) {
  Read();
  places_.back().kind = Kind::kEnd;
}

void Glob::Read() {
  const std::vector<uint32_t> brackets = NextOf(']', pattern_), braces = NextOf('}', pattern_),
                              commas = NextOf(',', pattern_);
  uint32_t close = kNone;  // of the choice that we are in
  for (uint32_t at = 0; at < pattern_.size();) {
    const char c = pattern_[at];
    Place& place = places_[at];
    place.character = c;
    place.next = at + 1;
    const uint32_t end = close == kNone ? kNone : std::min(close, commas[at]);  // of the alternative
    if (c == '\\' && at + 1 < pattern_.size()) {
      place.character = pattern_[at + 1];
      place.next = at + 2;
    } else if (c == '?') {
      place.kind = Kind::kAny;
    } else if (c == '*') {
      place.kind = Kind::kText;
    } else if (c == '[' && brackets[at] < end) {
      place.kind = Kind::kSet;
      place.next = brackets[at] + 1;
    } else if (c == '{' && close == kNone && braces[at] != kNone) {
      place.kind = Kind::kChoice;
      close = braces[at];
      alternatives_[at] = std::min(close, commas[at]);
    } else if (at == end) {
      place.kind = Kind::kJump;
      place.next = close + 1;
      if (at == close) close = kNone;
      else alternatives_[at] = std::min(close, commas[at + 1]);
    }
    at = place.kind == Kind::kJump ? at + 1 : place.next;
  }
}

bool Glob::Matches(std::string_view path, size_t& steps) {
  // Numbers of characters go on from path to path, so that no place is to be reset.
  if (character_ > UINT32_MAX - path.size() - 2) {
    for (Place& place : places_) place.seen = 0;
    character_ = 0;
  }
  next_.clear();
  ++character_;
  Enter(0);
  now_.swap(next_);
  for (const char c : path) {
    steps += now_.size() + 1;
    next_.clear();
    ++character_;
    for (const uint32_t at : now_) Step(at, c, steps);
    now_.swap(next_);
    if (now_.empty()) return false;
  }
  return places_.back().seen == character_;
}

// Adds a place, and those that are reached from it without a character.
void Glob::Enter(uint32_t place) {
  waiting_.push_back(place);
  while (!waiting_.empty()) {
    const uint32_t at = waiting_.back();
    waiting_.pop_back();
    Place& here = places_[at];
    if (here.seen == character_) continue;
    here.seen = character_;
    next_.push_back(at);
    if (here.kind == Kind::kText || here.kind == Kind::kJump || here.kind == Kind::kChoice)
      waiting_.push_back(here.next);
    if (here.kind != Kind::kChoice) continue;
    for (uint32_t end = alternatives_[at]; alternatives_[end] != kNone; end = alternatives_[end])
      waiting_.push_back(end + 1);
  }
}

// Where a character leads from a place.
void Glob::Step(uint32_t at, char c, size_t& steps) {
  const Place& place = places_[at];
  switch (place.kind) {
    case Kind::kCharacter:
      if (place.character == c) Enter(place.next);
      break;
    case Kind::kAny: Enter(place.next); break;
    case Kind::kText: Enter(at); break;
    case Kind::kSet:
      steps += place.next - at;
      if (IsInSet(pattern_.substr(at + 1, place.next - at - 2), c)) Enter(place.next);
      break;
    case Kind::kChoice:
    case Kind::kJump:
    case Kind::kEnd: break;
  }
}

bool Globs::MatchOneOf(std::string_view path, size_t& steps) {
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&](Glob& pattern) { return steps <= kMostGlobSteps && pattern.Matches(path, steps); });
}

bool Matches(std::string_view pattern, std::string_view path) {
  size_t steps = 0;
  return Glob(pattern).Matches(path, steps);
}

}  // namespace agentrender
