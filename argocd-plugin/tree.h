// The files of an application directory, which may come from a hostile repository.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agentrender::argocd {

// Which files of a tree count, in addition to ending in .yaml, .yml or .json.
struct Filter {
  std::vector<std::string_view> include;  // patterns; all files when empty
  std::vector<std::string_view> exclude;
};

// What a walk found and left out.
struct Notes {
  std::vector<std::string> left_out;  // a line each, the first ones
  size_t more = 0;                    // of them
  // What could not be read, and so may contain anything: its path, and why.
  std::vector<std::pair<std::string, std::string>> unreadable;
};

// Calls `visit` with the path of each regular file below the working directory that `filter` accepts, in an
// order that depends only on the names, until it returns false. Hidden entries and kustomization files are
// left out, links to directories are not followed (a note says so), and links to files only if they stay in
// `root`.
void WalkTree(const std::string& root, const Filter& filter, Notes& notes,
              const std::function<bool(const std::string& path)>& visit);

// The directory above which nothing belongs to the repository: the working directory
// without the application's path, `source_path`, at its end; when that is not known, the next one above with a `.git`.
std::string RepositoryRoot(std::string_view source_path);

// Whether the target of `path` is below `root`.
bool StaysIn(const std::string& root, const std::string& path);

// Whether there is a regular file or a link to one at `path`.
bool IsFile(const std::string& path);

// The text of a file. False if it cannot be read, is no regular file or has more than `most` bytes; `error` says why.
bool ReadFile(const std::string& path, size_t most, std::string& text, std::string& error);

}  // namespace agentrender::argocd
