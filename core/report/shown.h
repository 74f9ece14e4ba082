// Text of an input, made safe and countable for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agentrender {

// What a terminal shows for one character, and how many columns it takes.
struct Cell {
  std::string text;
  size_t width;
};

// The cell of the character at the start of `text`, which must not be empty; `size` is its length in bytes. Tabs become
// spaces; control, format and invalid characters, which a terminal could obey, become \x1b, \u202e or \xff.
Cell CellOf(std::string_view text, size_t& size);

// All of `text` as cells show it, on one line.
std::string Shown(std::string_view text);

}  // namespace agentrender
