// Takes paths as the system resolves them, so that a link cannot lead out of the folder that is allowed.
#include "posix/paths.h"

#ifdef __wasi__
#include <unistd.h>
#else
#include <cstdlib>
#endif

namespace agentrender {

#ifdef __wasi__

// WASI has no realpath(): link by link, as that does it.
std::string RealPath(const std::string& path) {
  constexpr int kMostLinks = 40;
  constexpr size_t kLongestPath = 4096;
  char folder[kLongestPath] = "";
  if (!path.starts_with('/') && getcwd(folder, sizeof folder) == nullptr) return {};
  std::string rest = std::string(folder) + "/" + path;
  std::string real;
  int links = 0;
  while (!rest.empty()) {
    const size_t end = rest.find('/');
    const std::string name = rest.substr(0, end);
    rest.erase(0, end == std::string::npos ? rest.size() : end + 1);
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      real.erase(real.find_last_of('/') == std::string::npos ? 0 : real.find_last_of('/'));
      continue;
    }
    const std::string next = real + "/" + name;
    char target[kLongestPath];
    const ssize_t size = readlink(next.c_str(), target, sizeof target);
    if (size < 0) {
      real = next;
      continue;
    }
    if (++links > kMostLinks) return {};
    const std::string_view text(target, static_cast<size_t>(size));
    if (text.starts_with('/')) real.clear();
    rest.insert(0, std::string(text) + "/");
  }
  if (real.empty()) return "/";
  return access(real.c_str(), F_OK) == 0 ? real : std::string();
}

#else

std::string RealPath(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return {};
  std::string text = real;
  std::free(real);
  return text;
}

#endif

bool IsWithin(std::string_view path, std::string_view folder) {
  if (folder == "/" || path == folder) return true;
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

}  // namespace agentrender
