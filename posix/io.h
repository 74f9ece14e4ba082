// Whole texts from and to file descriptors; the WebAssembly module has these too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agentrender {

// Reads to the end, but no more than `most` bytes. On failure false, with the reason in errno.
bool ReadAll(int fd, size_t most, std::string& text);

// Writes all of it. On failure false, with the reason in errno.
bool WriteAll(int fd, std::string_view text);

// What was written to a file, or the names in a folder, are on the disk: they are there after a crash. A file system
// that cannot do it has no other way.
bool Flush(int fd);
// The same for all that was written to the file system of `fd`, at once.
#ifdef __linux__
inline constexpr bool kFlushesFileSystems = true;
#else
inline constexpr bool kFlushesFileSystems = false;
#endif
bool FlushFileSystem(int fd);

}  // namespace agentrender
