// Takes a text, gives it as Go's %q prints it: that is how the attributes in context.md are written (R22).
#include "core/formats/go_quote.h"

#include <cstdint>

#include "core/formats/utf8.h"

namespace agentrender {

namespace {

// Where strconv.IsPrint of Go 1.26 changes its answer above U+00A0, for which it is false: the distances between those
// places, in base 128, with the high bit set on every byte of a number except the last.
constexpr unsigned char kSteps[] = {
#include "core/formats/printable.inc"
};

constexpr char kHex[] = "0123456789abcdef";
constexpr std::string_view kShortFrom = "\a\b\f\n\r\t\v\\\"";
constexpr std::string_view kShortTo = "abfnrtv\\\"";

void AppendHex(char kind, char32_t code, int digits, TextBuilder& out) {
  out.Append('\\');
  out.Append(kind);
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out.Append(kHex[code >> shift & 0xF]);
}

void AppendCharacter(const Character& c, std::string_view bytes, TextBuilder& out) {
  if (!c.valid) return AppendHex('x', static_cast<unsigned char>(bytes[0]), 2, out);
  const size_t is_short = c.code < 0x80 ? kShortFrom.find(static_cast<char>(c.code)) : kShortFrom.npos;
  if (is_short != kShortFrom.npos) {
    out.Append('\\');
    out.Append(kShortTo[is_short]);
  } else if (IsPrintable(c.code)) {
    out.Append(bytes);
  } else if (c.code < 0x80) {
    AppendHex('x', c.code, 2, out);
  } else if (c.code < 0x10000) {
    AppendHex('u', c.code, 4, out);
  } else {
    AppendHex('U', c.code, 8, out);
  }
}

}  // namespace

bool IsPrintable(char32_t code) {
  if (code <= 0xA0) return code >= ' ' && code <= '~';
  bool printable = false;
  char32_t place = 0xA0;
  char32_t step = 0;
  for (unsigned char byte : kSteps) {
    step = step << 7 | (byte & 0x7Fu);
    if ((byte & 0x80) != 0) continue;
    place += step;
    if (code < place) return printable;
    printable = !printable;
    step = 0;
  }
  return printable;
}

void AppendGoQuoted(std::string_view text, TextBuilder& out) {
  out.Append('"');
  while (!text.empty()) {
    const Character c = DecodeCharacter(text);
    AppendCharacter(c, text.substr(0, c.size), out);
    text.remove_prefix(c.size);
  }
  out.Append('"');
}

}  // namespace agentrender
