// How much a rendering reads and writes.
#pragma once

#include <cstddef>

namespace agentrender {

// What all sources and objects together are at most; more is an error (Code::kTooMuch), found before the memory is
// taken. As it is here, no input makes a rendering take more than 64 MiB; a caller that trusts its input can raise it.
struct SizeLimits {
  size_t source_bytes = size_t{16} << 20;
  size_t read_bytes = size_t{32} << 20;  // of the nodes of all documents
  size_t documents = 50'000;
  size_t output_bytes = size_t{32} << 20;

  SizeLimits Times(size_t factor) const {
    return {source_bytes * factor, read_bytes * factor, documents * factor, output_bytes * factor};
  }
};

}  // namespace agentrender
