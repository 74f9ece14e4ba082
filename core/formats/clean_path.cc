// Takes slash-separated paths, gives them cleaned, joined or split as Go's package path does.
#include "core/formats/clean_path.h"

#include <algorithm>

namespace agentrender {

namespace {

// The element of `path` that starts at `at`.
std::string_view ElementAt(std::string_view path, size_t at) {
  size_t end = at;  // most are so short that find() would take longer
  while (end < path.size() && path[end] != '/') ++end;
  return path.substr(at, end - at);
}

// Whether Clean() would change nothing: no empty, "." or ".." element, except for
// ".." at the start of a relative path.
bool IsClean(std::string_view path) {
  if (path == "/" || path == ".") return true;
  size_t at = IsAbsolute(path) ? 1 : 0;
  bool up_allowed = at == 0;
  while (true) {
    const std::string_view element = ElementAt(path, at);
    if (element.empty() || element == ".") return false;
    if (element == ".." && !up_allowed) return false;
    up_allowed = element == "..";
    at += element.size();
    if (at == path.size()) return true;
    ++at;
  }
}

// A cleaned path under construction in a buffer that holds all of the input.
struct CleanBuffer {
  char* text;
  size_t size = 0;
  size_t root = 0;  // what ".." cannot remove: the slash, or ".." elements

  void Push(std::string_view element) {
    if (size > 0 && text[size - 1] != '/') text[size++] = '/';
    std::copy(element.begin(), element.end(), text + size);
    size += element.size();
  }
  void Pop() {
    while (size > root && text[size - 1] != '/') --size;
    if (size > root) --size;
  }
  void Up(bool absolute) {
    if (size > root) {
      Pop();
    } else if (!absolute) {
      Push("..");
      root = size;
    }
  }
};

}  // namespace

std::string_view CleanPath(Arena& arena, std::string_view path) {
  if (path.empty()) return ".";
  if (IsClean(path)) return path;
  const bool absolute = IsAbsolute(path);
  CleanBuffer out{arena.TakeArray<char>(path.size())};
  if (out.text == nullptr) return path;
  if (absolute) out.text[out.size++] = '/';
  out.root = out.size;
  for (size_t at = 0; at < path.size(); ++at) {
    const std::string_view element = ElementAt(path, at);
    at += element.size();
    if (element.empty() || element == ".") continue;
    if (element == "..") {
      out.Up(absolute);
    } else {
      out.Push(element);
    }
  }
  if (out.size == 0) return ".";
  return {out.text, out.size};
}

std::string_view JoinPath(Arena& arena, std::string_view directory, std::string_view path) {
  if (directory.empty() && path.empty()) return {};
  if (directory.empty()) return CleanPath(arena, path);
  if (path.empty()) return CleanPath(arena, directory);
  return CleanPath(arena, arena.Join(directory, "/", path));
}

std::string_view Directory(Arena& arena, std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == 0) return "/";
  return CleanPath(arena, slash == path.npos ? std::string_view() : path.substr(0, slash));
}

std::string_view Base(std::string_view path) {
  if (path.empty()) return ".";
  const size_t last = path.find_last_not_of('/');
  if (last == path.npos) return "/";
  path = path.substr(0, last + 1);
  const size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

bool IsBelow(std::string_view path, std::string_view directory) {
  if (directory == "/") return IsAbsolute(path);
  if (!path.starts_with(directory)) return false;
  return path.size() == directory.size() || path[directory.size()] == '/';
}

}  // namespace agentrender
