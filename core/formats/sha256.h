// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace agentrender {

// The digest of all that was added, in pieces of any size (R29).
class Sha256 {
 public:
  void Update(std::string_view data);

  // The digest as lower-case hexadecimal digits, the first `digits` of 64. Nothing
  // may be added afterwards.
  std::string HexDigest(size_t digits = 64);

 private:
  void AddBlock(const unsigned char* block);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  unsigned char pending_[64] = {};
  size_t pending_size_ = 0;
  uint64_t total_ = 0;
};

}  // namespace agentrender
