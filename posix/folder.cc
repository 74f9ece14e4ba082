// Takes a folder, gives the names in it in an order that depends on them alone.
#include "posix/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "posix/io.h"

namespace agentrender {

bool Folder::Read(std::vector<std::string>& names) {
  if (handle_ == nullptr) return false;
  errno = 0;
  for (size_t bytes = 0; const dirent* entry = readdir(handle_);) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    errno = 0;
    bytes += sizeof(std::string) + std::strlen(entry->d_name);
    if (bytes > kMostNames) {
      errno = EFBIG;
      break;
    }
  }
  const int error = errno;
  std::sort(names.begin(), names.end());
  errno = error;
  return error == 0;
}

void FlushFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  static_cast<void>(Flush(fd));
  close(fd);
}

bool IsLink(const std::string& path) {
  struct stat status{};
  return lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

bool IsDirectory(const std::string& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool HasOurEnding(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

}  // namespace agentrender
