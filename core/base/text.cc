// Takes texts of an input, gives them in a form that a message can show: no byte in it acts on a terminal, ends the
// line or reorders the text around it.
#include "core/base/text.h"

#include <algorithm>
#include <utility>

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

}  // namespace

std::string&& operator+(std::string&& text, std::string_view more) { return std::move(text += more); }
std::string&& operator+(std::string&& text, const char* more) { return std::move(text += more); }
std::string&& operator+(std::string&& text, const std::string& more) { return std::move(text += more); }
std::string&& operator+(std::string&& text, std::string&& more) { return std::move(text += more); }
std::string&& operator+(std::string&& text, char more) { return std::move(text += more); }
std::string&& operator+(const char* before, std::string&& text) { return std::move(text.insert(0, before)); }
std::string operator+(const char* before, std::string_view text) { return std::string(before) + text; }

std::string ToLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

size_t CharacterStart(std::string_view text, size_t at) {
  while (at > 0 && at < text.size() && ContinuesCharacter(text[at])) --at;
  return at;
}

size_t ByteOfColumn(std::string_view line, size_t column) {
  size_t at = 0;
  for (size_t c = 1; c < column && at < line.size(); ++c) {
    do ++at;
    while (at < line.size() && ContinuesCharacter(line[at]));
  }
  return at;
}

size_t EndOfQuoted(std::string_view text, size_t at) {
  const char quote = text[at];
  for (size_t i = at + 1; i < text.size(); ++i) {
    const bool doubled = quote == '\'' && text.substr(i).starts_with("''");
    if (doubled || (quote == '"' && text[i] == '\\')) ++i;
    else if (text[i] == quote) return i;
  }
  return text.size();
}

void AppendHex(unsigned char byte, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

std::string Shortened(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  const size_t begin = CharacterStart(text, most / 2);
  const size_t end = CharacterStart(text, text.size() - most / 2 + 3);
  return std::string(text.substr(0, begin)) + "..." + text.substr(end);
}

std::string Counted(size_t count, std::string_view what, std::string_view plural) {
  std::string text = std::to_string(count) + ' ';
  if (count != 1 && !plural.empty()) return text.append(plural);
  return text.append(what).append(count == 1 ? "" : "s");
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
