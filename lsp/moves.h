// Edits that move a field to where its hint says that it belongs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lsp/text.h"

namespace agentrender::lsp {

// A replacement of a part of a text.
struct Change {
  Span span;
  std::string text;
};

// The line of a text at which the member that begins in `line` ends; its key stands in `column`. Blank lines and
// comments after it do not belong to it.
size_t MemberEnd(const Lines& lines, size_t line, size_t column);

// Moves the member whose key stands in `line`, at `column`, into the object `below`, which is beside it (or, for
// metadata, beside the object that it is in), and is made when it is not there. Nothing for members behind a dash, and
// for objects in braces.
std::optional<Change> MoveBelow(const Lines& lines, size_t line, size_t column, std::string_view below);

// Moves it out of its object, to just after the object.
std::optional<Change> MoveUp(const Lines& lines, size_t line, size_t column);

}  // namespace agentrender::lsp
