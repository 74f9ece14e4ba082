// Paths without links, and what is below them.
#pragma once

#include <string>
#include <string_view>

namespace agentrender {

// `path` without links; empty if it does not exist.
std::string RealPath(const std::string& path);

// Whether `path` is `folder` or is below it; both without links.
bool IsWithin(std::string_view path, std::string_view folder);

}  // namespace agentrender
