// Slash-separated paths, as Go's package path treats them.
#pragma once

#include <string_view>

#include "core/base/arena.h"

namespace agentrender {

// The shortest path that means the same: no `//`, `.`, `x/..` nor slash at the
// end; "." for an empty one. The input itself when it is clean already.
std::string_view CleanPath(Arena& arena, std::string_view path);

// CleanPath() of a directory and a path below it; an empty part is left out.
std::string_view JoinPath(Arena& arena, std::string_view directory, std::string_view path);

inline bool IsAbsolute(std::string_view path) { return !path.empty() && path[0] == '/'; }

// All but the last element of a path, cleaned; "." when there is no slash.
std::string_view Directory(Arena& arena, std::string_view path);

// The last element of a path, slashes at the end aside; "." for an empty path, "/" for slashes.
std::string_view Base(std::string_view path);

// Whether `path` is `directory` or is below it; both cleaned.
bool IsBelow(std::string_view path, std::string_view directory);

}  // namespace agentrender
