// Patterns of paths, as Argo CD's directory.include has them.
#pragma once

#include <string_view>

namespace agentrender {

// Whether brackets and braces are closed.
bool IsGlob(std::string_view pattern);

// `*` is any text, slashes too, `?` one character, `[a-z]` and `[!a-z]` one of a set,
// `{a,b}` one of several texts without braces or brackets in them; `\` makes the next character plain.
bool Matches(std::string_view pattern, std::string_view path);

}  // namespace agentrender
