// Whole texts from and to file descriptors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agentrender {

// Reads to the end, but no more than `most` bytes. On failure false, with the reason in errno.
bool ReadAll(int fd, size_t most, std::string& text);

// Writes all of it. On failure false, with the reason in errno.
bool WriteAll(int fd, std::string_view text);

// Writes to stderr; that it cannot be written is nothing that could be said.
void Complain(std::string_view text);

// Writes to stdout and gives the exit status: kDone, or kUsage with the reason on stderr. A reader that has gone away
// (a pipe into `head`) is no reason to complain.
int WriteOrComplain(std::string_view text);

}  // namespace agentrender
