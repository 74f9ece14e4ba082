// Takes a file descriptor, gives or takes all of its text: reads and writes that do only a part, or are interrupted, go
// on.
#include "posix/io.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace agentrender {

namespace {

// A regular file is read into what it needs, and a byte that shows its end; nobody knows how much a pipe brings.
size_t FirstRoom([[maybe_unused]] int fd) {
  constexpr size_t kUnknown = size_t{64} << 10;
#ifndef __wasi__  // whose hosts need not know what a file is
  struct stat status{};
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= 0)
    return static_cast<size_t>(status.st_size) + 1;
#endif
  return kUnknown;
}

}  // namespace

bool ReadAll(int fd, size_t most, std::string& text) {
  constexpr size_t kLeastMore = 4096;
  const size_t first = FirstRoom(fd);
  size_t size = 0;
  while (size < most) {
    if (text.size() == size) text.resize(std::min(most, size == 0 ? first : size + std::max(size / 2, kLeastMore)));
    const ssize_t count = read(fd, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      text.resize(size);
      if (text.capacity() / 2 > size) text = std::string(text);  // shrink_to_fit() needs exceptions
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

bool Flush(int fd) {
#ifdef __wasi__  // whose folders are never flushed
  constexpr int kNotFlushed = EBADF;
#else
  constexpr int kNotFlushed = EINVAL;
#endif
  return fsync(fd) == 0 || errno == kNotFlushed;
}

bool FlushFileSystem([[maybe_unused]] int fd) {
#ifdef __linux__
  return syncfs(fd) == 0;
#else
  return false;
#endif
}

}  // namespace agentrender
