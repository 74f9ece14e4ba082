// Takes a file descriptor, gives or takes all of its text: reads and writes that do only a part, or are interrupted, go
// on.
#include "posix/io.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace agentrender {

bool ReadAll(int fd, size_t most, std::string& text) {
  constexpr size_t kFirstChunk = size_t{64} << 10;
  size_t size = 0;
  while (size < most) {
    if (text.size() == size) text.resize(std::min(most, std::max(kFirstChunk, 2 * size)));
    const ssize_t count = read(fd, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      text.resize(size);
      return count == 0;
    }
    size += static_cast<size_t>(count);
  }
  text.resize(size);
  return true;
}

bool WriteAll(int fd, std::string_view text) {
  // Some hosts write no more than 2 GiB at once.
  constexpr size_t kMostAtOnce = size_t{1} << 30;
  while (!text.empty()) {
    const ssize_t count = write(fd, text.data(), std::min(text.size(), kMostAtOnce));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

}  // namespace agentrender
