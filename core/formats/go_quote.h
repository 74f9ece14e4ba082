// Go's %q.
#pragma once

#include <string_view>

#include "core/formats/text_builder.h"

namespace agentrender {

// Appends `text` in double quotes as Go's strconv.Quote writes it (R22): printable
// characters as they are, others as \n, \x07, \u200b or \U000e0001, invalid bytes as \xff.
void AppendGoQuoted(std::string_view text, TextBuilder& out);

// Whether Go counts a character as printable: graphic, and no space except U+0020.
bool IsPrintable(char32_t code);

}  // namespace agentrender
