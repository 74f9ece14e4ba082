// Takes paths as the system resolves them, so that a link cannot lead out of the folder that is allowed.
#include "posix/paths.h"

#include <cstdlib>

namespace agentrender {

std::string RealPath(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return {};
  std::string text = real;
  std::free(real);
  return text;
}

bool IsWithin(std::string_view path, std::string_view folder) {
  if (folder == "/" || path == folder) return true;
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

}  // namespace agentrender
