// Takes any bytes, gives them as a part of a URI.
#include "core/formats/percent.h"

#include "core/base/text.h"

namespace agentrender {

std::string PercentEncoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (IsAlphanumeric(c) || std::string_view("-._~/").find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      std::string hex;
      AppendHex(static_cast<unsigned char>(c), hex);
      encoded += '%';
      for (const char digit : hex) encoded += ToUpper(digit);
    }
  }
  return encoded;
}

}  // namespace agentrender
