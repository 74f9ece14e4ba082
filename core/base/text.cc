// Takes texts of an input, gives them in a form that a message can show: no byte of it acts on a terminal, ends the
// line or reorders what is around it.
#include "core/base/text.h"

#include <algorithm>

namespace agentrender {

namespace {

constexpr size_t kLongestQuote = 120;

void AppendEscaped(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    case '\r': out += "\\r"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7f) {
    out += c;
    return;
  }
  out += "\\x";
  AppendHex(byte, out);
}

// The bytes of a character that a terminal would act upon, or that hides the order
// of what stands around it: controls, line separators, bidirectional marks. 0 for others.
size_t UnsafeLength(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  if (byte(0) < 0x20 || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return 2;
  if (byte(0) != 0xe2) return 0;
  const bool line_or_bidi =
      byte(1) == 0x80 && ((byte(2) >= 0xa8 && byte(2) <= 0xae) || byte(2) == 0x8e || byte(2) == 0x8f);
  const bool isolate = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
  return line_or_bidi || isolate ? 3 : 0;
}

}  // namespace

std::string ToLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

size_t CharacterStart(std::string_view text, size_t at) {
  while (at > 0 && at < text.size() && ContinuesCharacter(text[at])) --at;
  return at;
}

void AppendHex(unsigned char byte, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

std::string Printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t unsafe = UnsafeLength(text);
    if (unsafe == 0) out += text.front();
    for (char c : text.substr(0, unsafe)) {
      out += "\\x";
      AppendHex(static_cast<unsigned char>(c), out);
    }
    text.remove_prefix(std::max<size_t>(unsafe, 1));
  }
  return out;
}

std::string Shortened(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  const size_t begin = CharacterStart(text, most / 2);
  const size_t end = CharacterStart(text, text.size() - most / 2 + 3);
  return std::string(text.substr(0, begin)) + "..." + std::string(text.substr(end));
}

std::string Quoted(std::string_view text) {
  const size_t end = text.size() > kLongestQuote ? CharacterStart(text, kLongestQuote) : text.size();
  std::string out = "\"";
  for (char c : text.substr(0, end)) AppendEscaped(out, c);
  if (end < text.size()) out += "...";
  out += '"';
  return out;
}

}  // namespace agentrender
