// The line of an input that a problem is about, and the token in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/document.h"
#include "core/model/origin.h"

namespace agentrender {

// Finds lines by number, without counting any part of a source twice.
class LineFinder {
 public:
  explicit LineFinder(const std::vector<Source>& sources) : sources_(sources) {}
  // The line of `place` without its line break; empty if there is no such line.
  std::string_view Find(const Origin& place);

 private:
  const std::vector<Source>& sources_;
  size_t source_ = 0;
  size_t line_ = 0;  // number of the line that begins at start_; 0 before the first
  size_t start_ = 0;
  size_t end_ = 0;  // of that line, when it is known; else 0
};

// A character of a line.
struct Spot {
  size_t byte = 0;       // past the end when the line has no such character
  bool in_flow = false;  // a [ or { stands before it
};

// Finds characters by column; on one line it continues from the last position.
class ColumnFinder {
 public:
  // The character number `column` (from 1) of a line.
  Spot Find(std::string_view line, size_t column);

 private:
  const char* line_ = nullptr;
  size_t column_ = 1;
  Spot spot_;
};

// A line as it is displayed, cut around the token.
struct Excerpt {
  std::string text;
  size_t indent = 0;  // columns before the token
  size_t width = 0;   // columns of the token; 0 when it is not on the line
};

// The part of `line` around the token at a character.
Excerpt MakeExcerpt(std::string_view line, const Spot& spot);
// The same for the character number `column` (from 1).
Excerpt MakeExcerpt(std::string_view line, size_t column);

// How many bytes the YAML token at the start of `rest` takes: a key, a plain or quoted scalar, a tag, or the one
// character of an indicator. `in_flow`: it is inside [] or {}.
size_t TokenSize(std::string_view rest, bool in_flow);

}  // namespace agentrender
