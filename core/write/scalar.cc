// Takes a string, gives it in the plainest style that every YAML 1.1 or 1.2 reader reads as the same string.
#include "core/write/scalar.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/number.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

// What a byte means for the style of the string it is in.
enum Class : unsigned char {
  kOrdinary = 0,
  kColon,     // ends a key when a space follows
  kHash,      // begins a comment after a space
  kLineFeed,  //
  kEscaped,   // must be escaped
  kTab,       // fine in a literal block, escaped elsewhere
  kLead,      // leads a UTF-8 sequence that may need an escape
};

constexpr std::array<Class, 256> MakeClasses() {
  std::array<Class, 256> classes{};
  for (size_t c = 0; c < 0x20; ++c) classes[c] = kEscaped;
  classes[0x7f] = kEscaped;
  classes[':'] = kColon;
  classes['#'] = kHash;
  classes['\n'] = kLineFeed;
  classes['\t'] = kTab;
  classes[0xc2] = kLead;  // U+0080 to U+009F: C1 controls and U+0085
  classes[0xe2] = kLead;  // U+2028, U+2029
  classes[0xef] = kLead;  // U+FEFF, U+FFFE, U+FFFF
  return classes;
}
constexpr std::array<Class, 256> kClasses = MakeClasses();

constexpr std::string_view kFlow = ",[]{}";
constexpr std::string_view kNotFirst = "-?:,[]{}#&*!|>'\"%@`";

unsigned char ByteAt(std::string_view text, size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

// The length of the sequence at `i` if a YAML reader would change or refuse that character, or a terminal hide it; else
// 0.
size_t EscapedSequence(std::string_view text, size_t i) {
  const unsigned char lead = ByteAt(text, i);
  const unsigned char second = ByteAt(text, i + 1);
  const unsigned char third = ByteAt(text, i + 2);
  if (lead == 0xc2 && second >= 0x80 && second <= 0x9f) return 2;
  if (lead == 0xe2 && second == 0x80 && (third == 0xa8 || third == 0xa9)) return 3;
  if (lead == 0xef && second == 0xbb && third == 0xbf) return 3;
  if (lead == 0xef && second == 0xbf && third >= 0xbe) return 3;
  return 0;
}

// What a scan of a whole, non-empty text finds.
struct Found {
  bool lines = false;    // a line feed
  bool escapes = false;  // a character that only double quotes can carry
  bool tabs = false;
  bool syntax = false;  // ": ", " #", or a colon or space at the end
};

void LookAt(std::string_view text, size_t i, Found& found) {
  const Class c = kClasses[static_cast<unsigned char>(text[i])];
  if (c == kOrdinary) return;
  switch (c) {
    case kOrdinary: break;
    case kColon: found.syntax |= i + 1 == text.size() || text[i + 1] == ' '; break;
    case kHash: found.syntax |= i > 0 && text[i - 1] == ' '; break;
    case kLineFeed: found.lines = true; break;
    case kTab: found.tabs = true; break;
    case kEscaped: found.escapes = true; break;
    case kLead: found.escapes |= EscapedSequence(text, i) != 0; break;
  }
}

// Whether eight bytes are ordinary ASCII, all at once: each term has the top bit of every byte that is not.
bool AreOrdinary(const char* bytes) {
  constexpr uint64_t kOnes = UINT64_MAX / 255;  // in each byte
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const uint64_t odd =
      word | (word - kOnes * ' ') | (word + kOnes) | ((word ^ kOnes * ':') - kOnes) | ((word ^ kOnes * '#') - kOnes);
  return (odd & kOnes * 0x80) == 0;
}

Found Look(std::string_view text) {
  Found found;
  found.syntax = text.back() == ' ';
  const size_t step = std::min<size_t>(8, text.size());
  for (size_t begin = 0; begin < text.size(); begin += step) {
    const size_t at = std::min(begin, text.size() - step);  // the last ones overlap those before
    if (step == 8 && AreOrdinary(text.data() + at)) continue;
    for (size_t i = at; i < at + step; ++i) LookAt(text, i, found);
  }
  return found;
}

// A literal block cannot hold lines of only spaces (readers take them for indentation), nor a text of only line feeds.
bool FitsLiteral(std::string_view text) {
  bool any = false;
  size_t begin = 0;
  while (begin <= text.size()) {
    size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view line = text.substr(begin, end - begin);
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if (blank && !line.empty()) return false;
    any = any || !blank;
    begin = end + 1;
  }
  return any;
}

// `---` and `...`, which would end the document as a key.
bool IsMarker(std::string_view text) {
  const std::string_view start = text.substr(0, 3);
  return (start == "---" || start == "...") && (text.size() == 3 || text[3] == ' ');
}

bool BadStart(std::string_view text) {
  const char first = text[0];
  if (IsAlphanumeric(first)) return false;
  if (first == ' ' || IsMarker(text)) return true;
  if (kNotFirst.find(first) == std::string_view::npos) return false;
  const bool may_start = first == '-' || first == '?' || first == ':';
  if (!may_start || text.size() == 1 || text[1] == ' ') return true;
  // Readers differ on `-,` `?[` and the like.
  return kFlow.find(text[1]) != std::string_view::npos;
}

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && (IsDigit(text[at]) || text[at] == '_')) ++at;
  return at;
}

// YAML 1.1's base 60: 190:20:30, 1:30.5
bool IsSexagesimal(std::string_view text) {
  size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  if (at == text.size() || !IsDigit(text[at])) return false;
  at = SkipDigits(text, at);
  if (at == text.size() || text[at] != ':') return false;
  while (at < text.size() && text[at] == ':') {
    const bool two = at + 2 < text.size() && IsDigit(text[at + 2]);
    const char tens = two ? text[at + 1] : '0';
    at += two ? 2 : 1;
    if (tens < '0' || tens > '5' || at == text.size() || !IsDigit(text[at])) return false;
    ++at;
  }
  if (at < text.size() && text[at] == '.') at = SkipDigits(text, at + 1);
  return at == text.size();
}

// 2026-03-14, and with a time of day.
bool IsTimestamp(std::string_view text) {
  const auto digits = [&](size_t& at, size_t least, size_t most) {
    const size_t begin = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    return at - begin >= least && at - begin <= most;
  };
  size_t at = 0;
  if (!digits(at, 4, 4) || ByteAt(text, at++) != '-' || !digits(at, 1, 2) || ByteAt(text, at++) != '-' ||
      !digits(at, 1, 2)) {
    return false;
  }
  if (at == text.size()) return true;
  if (text[at] != 'T' && text[at] != 't' && text[at] != ' ') return false;
  return IsDigit(static_cast<char>(ByteAt(text, text.find_first_not_of(' ', at + 1))));
}

// YAML 1.1's floats that Kubernetes' reader does not know: 1_0.5e+3, +.5_0
bool IsOldFloat(std::string_view text) {
  size_t at = text[0] == '-' || text[0] == '+' ? 1 : 0;
  bool digit = false;
  bool point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (IsDigit(c)) {
      digit = true;
    } else if (c == '.' && !point) {
      point = true;
    } else if (c != '_') {
      break;
    }
  }
  if (!digit) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  return at < text.size() && text.find_first_not_of("0123456789", at) == std::string_view::npos;
}

// For texts that begin like a number or a date; a function of its own, away from the many that do not.
[[gnu::noinline]] bool ReadsAsNumber(std::string_view text) {
  return KindOfPlain(text) != Kind::kString || IsSexagesimal(text) || IsTimestamp(text) || IsOldFloat(text);
}

void EmitSingleQuoted(std::string_view text, Output& out) {
  out.Append('\'');
  for (size_t begin = 0; begin <= text.size();) {
    size_t end = text.find('\'', begin);
    if (end == std::string_view::npos) {
      out.Append(text.substr(begin));
      break;
    }
    out.Append(text.substr(begin, end + 1 - begin));
    out.Append('\'');
    begin = end + 1;
  }
  out.Append('\'');
}

void AppendHex(uint32_t code, int digits, Output& out) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out.Append(kHex[(code >> shift) & 15]);
}

// The characters that have a letter escape in double quotes.
struct NamedEscape {
  char character;
  char letter;
};
constexpr NamedEscape kNamedEscapes[] = {{'"', '"'},  {'\\', '\\'}, {'\0', '0'}, {'\a', 'a'}, {'\b', 'b'},  {'\t', 't'},
                                         {'\n', 'n'}, {'\v', 'v'},  {'\f', 'f'}, {'\r', 'r'}, {'\x1b', 'e'}};

// A byte below 0x80 in double quotes.
void EmitAscii(char c, Output& out) {
  for (const NamedEscape& named : kNamedEscapes) {
    if (named.character != c) continue;
    out.Append('\\');
    out.Append(named.letter);
    return;
  }
  if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) return out.Append(c);
  out.Append("\\x");
  AppendHex(static_cast<unsigned char>(c), 2, out);
}

uint32_t Decode(std::string_view sequence) {
  uint32_t code = static_cast<unsigned char>(sequence[0]) & (sequence.size() == 2 ? 0x1fu : 0x0fu);
  for (char c : sequence.substr(1)) code = (code << 6) | (static_cast<unsigned char>(c) & 0x3fu);
  return code;
}

void EmitDoubleQuoted(std::string_view text, Output& out) {
  out.Append('"');
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const size_t escaped = byte < 0x80 ? 0 : EscapedSequence(text, i);
    if (escaped != 0) {
      const uint32_t code = Decode(text.substr(i, escaped));
      out.Append(escaped == 2 ? "\\x" : "\\u");
      AppendHex(code, escaped == 2 ? 2 : 4, out);
      i += escaped - 1;
    } else if (byte < 0x80) {
      EmitAscii(text[i], out);
    } else {
      out.Append(text[i]);
    }
  }
  out.Append('"');
}

}  // namespace

bool ReadsAsOther(std::string_view text) {
  if (text.empty()) return true;
  const char first = text[0];
  if (IsDigit(first) || first == '-' || first == '+' || first == '.') return ReadsAsNumber(text);
  return KindOfPlain(text) != Kind::kString || text == "<<" || text == "=";
}

Style StyleOf(std::string_view text) {
  if (text.empty()) return Style::kSingleQuoted;
  const Found found = Look(text);
  if (found.escapes) return Style::kDoubleQuoted;
  if (found.lines) return FitsLiteral(text) ? Style::kLiteral : Style::kDoubleQuoted;
  if (found.tabs) return Style::kDoubleQuoted;
  if (found.syntax || BadStart(text) || ReadsAsOther(text)) return Style::kSingleQuoted;
  return Style::kPlain;
}

void EmitFlowString(std::string_view text, Style style, Output& out) {
  switch (style) {
    case Style::kPlain: out.Append(text); break;
    case Style::kSingleQuoted: EmitSingleQuoted(text, out); break;
    case Style::kDoubleQuoted:
    case Style::kLiteral: EmitDoubleQuoted(text, out); break;
  }
}

void EmitLiteral(std::string_view text, size_t indent, Output& out) {
  out.Append('|');
  // The indentation of the first line would be taken for the block's.
  if (text[0] == ' ' || text[0] == '\t' || text[0] == '\n') out.Append('2');
  const bool ends = text.back() == '\n';
  if (!ends) out.Append('-');
  if (ends && (text.size() == 1 || text[text.size() - 2] == '\n')) out.Append('+');
  out.Append('\n');
  if (ends) text.remove_suffix(1);
  for (size_t begin = 0; begin <= text.size();) {
    size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    if (end > begin) {
      out.Spaces(indent);
      out.Append(text.substr(begin, end - begin));
    }
    out.Append('\n');
    begin = end + 1;
  }
}

}  // namespace agentrender
