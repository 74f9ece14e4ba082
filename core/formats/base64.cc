#include "core/formats/base64.h"

#include <cstddef>

namespace agentrender {

namespace {

bool IsInAlphabet(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

}  // namespace

bool IsBase64(std::string_view text) {
  size_t count = 0;
  size_t padding = 0;
  for (char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=' ? ++padding > 2 : (padding != 0 || !IsInAlphabet(c))) return false;
    ++count;
  }
  return count % 4 == 0;
}

}  // namespace agentrender
