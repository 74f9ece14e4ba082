// Compares texts as short as names of fields are, without a call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace agentrender {

// Whether the first and the last word of two texts are the same: all of them, when they have at most two words.
template <class Word>
bool AreEndsSame(const char* a, const char* b, size_t size) {
  Word first[2];
  Word last[2];
  std::memcpy(&first[0], a, sizeof(Word));
  std::memcpy(&first[1], b, sizeof(Word));
  std::memcpy(&last[0], a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&last[1], b + size - sizeof(Word), sizeof(Word));
  return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
}

// Whether two texts of one size are the same.
inline bool AreSame(const char* a, const char* b, size_t size) {
  constexpr size_t kWord = sizeof(uint64_t);
  for (; size > 2 * kWord; size -= kWord, a += kWord, b += kWord) {
    if (!AreEndsSame<uint64_t>(a, b, kWord)) return false;
  }
  if (size >= kWord) return AreEndsSame<uint64_t>(a, b, size);
  if (size >= sizeof(uint32_t)) return AreEndsSame<uint32_t>(a, b, size);
  for (size_t i = 0; i < size; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

}  // namespace agentrender
