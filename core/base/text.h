// Characters and pieces of text, ASCII and UTF-8, without locale: tests of single bytes for stages and printers, and
// the forms in which messages show arbitrary text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agentrender {

// Here and elsewhere there is an overload for literals: a pointer is a constant in a call, while a view has to be built
// first, at 250 places in the WASI modules. Inlined code knows the length.
constexpr bool operator==(const std::string_view& text, const char* literal) {
  return text == std::string_view(literal);
}

// Texts are joined in the first string. The standard library's + returns a new string at each step, and most findings
// would have to move and destroy five of them: 8 kB in the modules. The temporary does not outlive the statement, so
// the result is kept by value.
std::string&& operator+(std::string&& text, std::string_view more);
std::string&& operator+(std::string&& text, const char* more);
std::string&& operator+(std::string&& text, const std::string& more);
std::string&& operator+(std::string&& text, std::string&& more);
std::string&& operator+(std::string&& text, char more);
std::string&& operator+(const char* before, std::string&& text);
std::string operator+(const char* before, std::string_view text);

// Whether a line of YAML is a comment and nothing else.
inline bool IsComment(std::string_view line) {
  const size_t first = line.find_first_not_of(' ');
  return first != std::string_view::npos && line[first] == '#';
}

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLetter(char c) { return IsLower(c) || IsUpper(c); }
constexpr bool IsLowerOrDigit(char c) { return IsLower(c) || IsDigit(c); }
constexpr bool IsAlphanumeric(char c) { return IsLetter(c) || IsDigit(c); }

// Changes the case of ASCII letters only.
constexpr char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char ToUpper(char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
std::string ToLower(std::string_view text);
// The value of a hexadecimal digit, -1 for another character.
constexpr int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = ToLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Whether the byte continues a UTF-8 sequence: it is not the first of a character.
constexpr bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }
// `at`, or the beginning of the character that it is inside of.
size_t CharacterStart(std::string_view text, size_t at);

// Where a column, counted in characters from 1, begins in its line; the end of a line that is shorter.
size_t ByteOfColumn(std::string_view line, size_t column);

// Where the quote is that closes a text of YAML, which is quoted at `at`; the end of `text` when nothing closes it.
size_t EndOfQuoted(std::string_view text, size_t at);

// Appends two hexadecimal digits.
void AppendHex(unsigned char byte, std::string& out);

// `"text"` for a message: control characters escaped, long texts cut.
std::string Quoted(std::string_view text);

// "1 object", "2 objects"; `plural` for words that do not just take an s.
std::string Counted(size_t count, std::string_view what, std::string_view plural = {});

// The whole text, or, if it has more than `most` bytes, its beginning and end with three dots between them.
std::string Shortened(std::string_view text, size_t most);

}  // namespace agentrender
