// Text from an input, made safe for terminals and for CI logs, whose runners obey commands in them, and countable. All
// output for people goes through here.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/output.h"

namespace agentrender {

// What a terminal shows for one character, and how many columns it takes.
struct Cell {
  std::string text;
  size_t width;
};

// The cell of the character at the start of `text`, which must not be empty; `size` is its length in bytes. Tabs become
// spaces; control, format and invalid characters, which a terminal could obey, become \x1b, \u202e or \xff, and the
// beginning of a runner's command (##[error]) becomes \x23.
Cell CellOf(std::string_view text, size_t& size);

// All of `text` as cells show it, on one line, and safe at the beginning of one: `::error::` begins with \x3a.
std::string Shown(std::string_view text);
// The same for text with several lines.
std::string ShownLines(std::string_view text);

// The same for JSON that is printed for programs, and may end in a log. Characters in strings that are not safe there
// become escapes such as \u009b or \u0023, which mean the same. Line breaks between values stay.
void AppendShownJson(std::string_view json, Output& out);

// Writes text for people: whatever its parts contain, a line stays one line and safe.
class LineWriter {
 public:
  explicit LineWriter(Output& out) : out_(out) {}
  void Line(std::initializer_list<std::string_view> parts = {});

 private:
  Output& out_;
};

}  // namespace agentrender
