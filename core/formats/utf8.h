// UTF-8, as Go reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace agentrender {

// One character of a text. An invalid byte is one character of its own.
struct Character {
  char32_t code;  // kReplacement when invalid
  uint8_t size;   // in bytes
  bool valid;
};

constexpr char32_t kReplacement = 0xFFFD;

// The character at the start of `text`, which must not be empty. Overlong
// forms, surrogates and codes beyond U+10FFFF are invalid.
Character DecodeCharacter(std::string_view text);

// How many bytes at the start of `text`, which DecodeCharacter() gives as invalid, begin one character: what editors
// and browsers show as one U+FFFD.
size_t BrokenSize(std::string_view text);

bool IsValidUtf8(std::string_view text);

// The number of characters in `text`.
size_t CountCharacters(std::string_view text);

}  // namespace agentrender
