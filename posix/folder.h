// What a walk of a tree needs from one folder.
#pragma once

#include <dirent.h>

#include <string>
#include <string_view>
#include <vector>

namespace agentrender {

class Folder {
 public:
  explicit Folder(const std::string& path) : handle_(opendir(path.c_str())) {}
  ~Folder() {
    if (handle_ != nullptr) closedir(handle_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // The names of what is in it and not hidden, sorted. False, with errno, when there is no folder, or not all of it can
  // be read: `names` has the others then. EFBIG: they are more than kMostNames bytes.
  bool Read(std::vector<std::string>& names);
  static constexpr size_t kMostNames = size_t{32} << 20;
  // For looking at entries whose path is too long; after a Read() that gave names.
  int descriptor() const { return dirfd(handle_); }

 private:
  DIR* handle_;
};

// The name of `path` in its folder is on the disk: it is there after a crash, where a file system can do that.
void FlushFolderOf(const std::string& path);

// Whether a path is a link, and whether it leads to a directory.
bool IsLink(const std::string& path);
bool IsDirectory(const std::string& path);

// .yaml, .yml or .json.
bool HasOurEnding(std::string_view name);

}  // namespace agentrender
