// How one string is written in YAML.
#pragma once

#include <string_view>

#include "core/base/output.h"

namespace agentrender {

enum class Style : unsigned char { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral };

// The style in which every YAML 1.1 and 1.2 reader reads `text` as this string.
Style StyleOf(std::string_view text);

// True if a YAML 1.1 or 1.2 reader takes the plain text for something other than a string: a number, a date, a boolean,
// null, a merge key.
bool ReadsAsOther(std::string_view text);

// Appends a string on one line, in the style from StyleOf(): plain or quoted. If that is literal, it is double-quoted
// instead.
void EmitFlowString(std::string_view text, Style style, Output& out);

// Appends `text` as a literal block after `key:` or `-`: the header, the line
// break, and the lines at `indent`, each ended.
void EmitLiteral(std::string_view text, size_t indent, Output& out);

}  // namespace agentrender
