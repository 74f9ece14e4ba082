// Paths without links, and what lies below them.
#pragma once

#include <string>
#include <string_view>

namespace agentrender {

// `path` without links; empty when there is no such thing.
std::string RealPath(const std::string& path);

// Whether `path` is `folder` or lies below it; both without links.
bool IsWithin(std::string_view path, std::string_view folder);

}  // namespace agentrender
