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

}  // namespace agentrender
