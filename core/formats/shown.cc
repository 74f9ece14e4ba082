// Takes text from an input, gives what may be sent to a terminal, and how many columns it takes there.
#include "core/formats/shown.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/formats/go_quote.h"
#include "core/formats/utf8.h"

namespace agentrender {

namespace {

constexpr size_t kTabWidth = 4;

struct Range {
  char32_t first;
  char32_t last;
};
// Characters that are two columns wide: East Asian wide ones and most emoji.
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
                           {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                           {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
// Characters that combine with the one before them.
constexpr Range kCombining[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                                {0x1AB0, 0x1AFF}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

template <size_t size>
bool IsIn(const Range (&ranges)[size], char32_t code) {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

std::string Hex(const char* prefix, unsigned code, int digits) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = prefix;
  for (int i = digits - 1; i >= 0; --i) text += kDigits[(code >> (4 * i)) & 15];
  return text;
}

std::string Escape(const Character& c, unsigned char first_byte) {
  if (!c.valid) return Hex("\\x", first_byte, 2);
  if (c.code < 0x100) return Hex("\\x", c.code, 2);
  return c.code < 0x10000 ? Hex("\\u", c.code, 4) : Hex("\\U", c.code, 8);
}

// What CI runners take for a command anywhere in a line: `##[error]` on GitHub, `##vso[task...]` on Azure.
bool BeginsCommand(std::string_view text) {
  if (!text.starts_with("##")) return false;
  size_t at = 2;
  while (at < text.size() && IsLetter(text[at])) ++at;
  return at < text.size() && text[at] == '[';
}

// What they take for a command at the start of a line: `::error::`.
bool BeginsLineCommand(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  return first != std::string_view::npos && text.substr(first).starts_with("::");
}

// Whether the character at the start of `text` must not be written to a terminal or a log unchanged.
bool IsObeyed(const Character& c, std::string_view text) {
  return !c.valid || !IsPrintable(c.code) || BeginsCommand(text);
}

// How many bytes at the start of `text` are shown as they are, whatever comes before and after them: nearly all.
size_t CountPlain(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && text[count] >= ' ' && text[count] <= '~' && text[count] != '#') ++count;
  return count;
}

}  // namespace

Cell CellOf(std::string_view text, size_t& size) {
  const Character c = DecodeCharacter(text);
  size = c.size;
  if (c.code == '\t') return {std::string(kTabWidth, ' '), kTabWidth};
  if (IsObeyed(c, text)) {
    std::string escape = Escape(c, static_cast<unsigned char>(text.front()));
    const size_t width = escape.size();
    return {std::move(escape), width};
  }
  const size_t width = IsIn(kCombining, c.code) ? 0 : IsIn(kWide, c.code) ? 2 : 1;
  return {std::string(text.substr(0, c.size)), width};
}

std::string Shown(std::string_view text) {
  std::string shown;
  if (BeginsLineCommand(text)) {
    shown = "\\x3a";
    text.remove_prefix(text.find(':') + 1);
  }
  while (!text.empty()) {
    size_t size = CountPlain(text);
    if (size != 0) {
      shown += text.substr(0, size);
    } else {
      shown += CellOf(text, size).text;
    }
    text.remove_prefix(size);
  }
  return shown;
}

std::string ShownLines(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    shown += Shown(line);
    if (end < text.size()) shown += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

void AppendShownJson(std::string_view json, Output& out) {
  while (!json.empty()) {
    const size_t plain = CountPlain(json);
    out.Append(json.substr(0, plain));
    json.remove_prefix(plain);
    if (json.empty()) return;
    const Character c = DecodeCharacter(json);
    if (c.code < ' ' || !IsObeyed(c, json)) {
      out.Append(json.substr(0, c.size));
    } else if (c.code < 0x10000) {
      out.Append(Hex("\\u", c.code, 4));
    } else {
      const unsigned rest = c.code - 0x10000;
      out.AppendAll(Hex("\\u", 0xd800 + (rest >> 10), 4), Hex("\\u", 0xdc00 + (rest & 0x3ff), 4));
    }
    json.remove_prefix(c.size);
  }
}

void LineWriter::Line(std::initializer_list<std::string_view> parts) {
  if (out_.full()) return;
  std::string line;
  for (std::string_view part : parts) line += part;
  out_.Append(Shown(line));
  out_.Append('\n');
}

}  // namespace agentrender
