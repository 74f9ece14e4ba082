// Takes a folder, gives the names in it in an order that depends on them alone.
#include "posix/folder.h"

#include <algorithm>
#include <cerrno>

namespace agentrender {

bool Folder::Read(std::vector<std::string>& names) {
  if (handle_ == nullptr) return false;
  errno = 0;
  while (const dirent* entry = readdir(handle_)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    errno = 0;
  }
  const int error = errno;
  std::sort(names.begin(), names.end());
  errno = error;
  return error == 0;
}

bool HasOurEnding(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

}  // namespace agentrender
