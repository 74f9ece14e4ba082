// Takes a failed parse, gives the fault as a person sees it, and at its place: libyaml notices a quote or a bracket
// that is not closed only some lines later.
#include "core/read/yaml_fault.h"

#include <optional>

#include "core/base/text.h"
#include "core/formats/utf8.h"
#include "core/read/unclosed_quote.h"
#include "core/read/yaml_advice.h"

namespace agentrender {

namespace {

char CharacterAt(std::string_view text, const yaml_mark_t& mark) {
  const size_t at = ByteOf(text, mark);
  return at < text.size() ? text[at] : '\0';
}

std::string_view TextOr(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }

// Whether the bracket at `at` is closed.
bool IsClosed(std::string_view text, size_t at) {
  std::string open;
  for (size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    const bool after_blank = i > at && (text[i - 1] == ' ' || text[i - 1] == '\t' || text[i - 1] == '\n');
    const bool begins =
        after_blank || std::string_view("[{,:").find(text[i - (i > at ? 1 : 0)]) != std::string_view::npos;
    if (c == '#' && after_blank) i = text.find('\n', i);
    if (i == std::string_view::npos) return false;
    if ((c == '"' || c == '\'') && begins) i = EndOfQuoted(text, i);
    if (c == '[' || c == '{') open += c == '[' ? ']' : '}';
    if (c != ']' && c != '}') continue;
    if (open.empty() || open.back() != c) return false;
    open.pop_back();
    if (open.empty()) return true;
  }
  return false;
}

bool IsQuote(char c) { return c == '"' || c == '\''; }

// The text at the context mark was meant as a key, but the colon is missing.
bool IsKeyWithoutColon(const FailedParse& failed) {
  return TextOr(failed.parser.context) == "while scanning a simple key";
}

bool IsUnclosedQuote(const FailedParse& failed) {
  return TextOr(failed.parser.context) == "while scanning a quoted scalar" &&
         TextOr(failed.parser.problem).starts_with("found unexpected ");
}

constexpr size_t kMostCharactersOfKey = 1024;

// Whether the last scalar is one word alone on its line, with the fault at a key below it: then it was meant as the
// first key.
bool IsFirstKey(const FailedParse& failed) {
  const yaml_mark_t& begin = failed.last.begin;
  const size_t at = ByteOf(failed.text, begin);
  const size_t end = failed.text.find_first_of("\r\n", at);
  if (end >= ByteOf(failed.text, failed.parser.problem_mark) || failed.text.find(' ', at) < end) return false;
  const std::string_view before = failed.text.substr(0, at);
  return before.find_last_not_of(" -") == before.rfind('\n');
}

// Where a text begins that was meant as a key but that YAML does not read as one: it lacks the colon, goes on in the
// next line, or is too long. Null if something else is wrong.
const yaml_mark_t* OddKeyOf(const FailedParse& failed) {
  const yaml_mark_t& problem = failed.parser.problem_mark;
  if (IsKeyWithoutColon(failed)) return &failed.parser.context_mark;
  const LastScalar& last = failed.last;
  if (TextOr(failed.parser.problem) == "did not find expected key")
    return last.begin.column == problem.column && IsFirstKey(failed) ? &last.begin : nullptr;
  if (last.end.line != problem.line || CharacterAt(failed.text, last.end) != ':') return nullptr;
  const bool far = last.end.index - last.begin.index > kMostCharactersOfKey;
  return far || (last.IsFolded() && (last.quoted || IsFirstKey(failed))) ? &last.begin : nullptr;
}

Fault OddKeyFault(const FailedParse& failed, const yaml_mark_t& begin) {
  const size_t at = ByteOf(failed.text, begin);
  const std::string_view line = failed.text.substr(at, failed.text.find('\n', at) - at);
  if (IsQuote(line.front()) && EndOfQuoted(line, 0) == line.size())
    return {begin, "the key that begins here goes on in the next line", "write a key in one line"};
  if (CountCharacters(line) > kMostCharactersOfKey)
    return {begin, "the key that begins here is longer than 1024 characters", "no Kubernetes resource needs such keys"};
  return {begin, "the key that begins here has no colon behind it", HintFor("could not find expected ':'")};
}

Fault QuoteFault(const FailedParse& failed, const yaml_mark_t& begin, const std::string& what) {
  return {begin, "the quote that begins here " + what,
          std::string("close it with a ") + CharacterAt(failed.text, begin) + " where its text ends"};
}

Fault NextQuoteFault(const FailedParse& failed, const LastScalar& text) {
  return QuoteFault(failed, text.begin,
                    "is closed only by the next one, on line " + std::to_string(failed.lines.Of(text.end)));
}

// As in `'don't'`, where the text goes on after a quote that was meant as part of it. In brackets, a comma may be
// missing instead.
bool EndsEarly(const FailedParse& failed) {
  const yaml_mark_t& at = failed.parser.problem_mark;
  const LastScalar& last = failed.last;
  if (!last.quoted || failed.parser.error != YAML_PARSER_ERROR || at.line != last.end.line) return false;
  return at.index == last.end.index || (failed.bracket == nullptr && at.index > last.end.index);
}

Fault EarlyFault(const FailedParse& failed) {
  const bool single = CharacterAt(failed.text, failed.last.begin) == '\'';
  return {failed.parser.problem_mark,
          "the quoted text that begins on line " + std::to_string(failed.lines.Of(failed.last.begin)) + ", column " +
              std::to_string(failed.last.begin.column + 1) + ", ends before this",
          std::string("write ") + (single ? "''" : "\\\"") + " for a quote within the text"};
}

Fault BracketFault(const FailedParse& failed) {
  const char begin = CharacterAt(failed.text, *failed.bracket);
  return {*failed.bracket, std::string("the ") + begin + " that begins here is never closed",
          std::string("close it with a ") + (begin == '[' ? ']' : '}') + " after its last entry"};
}

}  // namespace

size_t ByteOf(std::string_view text, const yaml_mark_t& mark) {
  size_t left = mark.index;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!ContinuesCharacter(text[at]) && left-- == 0) return at;
  }
  return text.size();
}

Fault FaultOf(const FailedParse& failed) {
  const yaml_parser_t& parser = failed.parser;
  if (const std::optional<LastScalar> text = UnclosedQuote(failed)) return NextQuoteFault(failed, *text);
  if (IsUnclosedQuote(failed)) return QuoteFault(failed, parser.context_mark, "is never closed");
  if (const yaml_mark_t* key = OddKeyOf(failed)) return OddKeyFault(failed, *key);
  if (EndsEarly(failed)) return EarlyFault(failed);
  if (failed.bracket != nullptr && !IsClosed(failed.text, ByteOf(failed.text, *failed.bracket)))
    return BracketFault(failed);
  std::string message;
  if (parser.context != nullptr) {
    message =
        std::string(parser.context) + " (begun on line " + std::to_string(failed.lines.Of(parser.context_mark)) + "), ";
  }
  const char* problem = parser.problem == nullptr ? "out of memory" : parser.problem;
  return {parser.problem_mark, message + problem, HintFor(problem)};
}

}  // namespace agentrender
