// Takes a place, gives its line, cut to a terminal's width, and the token to underline.
#include "core/report/excerpt.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/formats/utf8.h"

namespace agentrender {

namespace {

// A longer line is cut around the token.
constexpr size_t kLongestLine = 110;
constexpr size_t kCharactersBefore = 50;
constexpr size_t kColumnsAfter = 55;
constexpr std::string_view kCut = "...";
// The excerpt takes no more bytes than this, however little room its characters take.
constexpr size_t kMostBytes = 1000;

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// The end of a quoted scalar on its line.
size_t QuotedSize(std::string_view rest) {
  const char quote = rest.front();
  for (size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '\\' && quote == '"') ++i;
    else if (rest[i] == quote) return i + 1;
  }
  return rest.size();
}

bool EndsPlain(std::string_view rest, size_t i, bool in_flow) {
  const bool blank_next = i + 1 == rest.size() || IsBlank(rest[i + 1]);
  if (rest[i] == ':')
    return blank_next || (in_flow && std::string_view(",[]{}").find(rest[i + 1]) != std::string_view::npos);
  if (rest[i] == '#') return i > 0 && IsBlank(rest[i - 1]);
  return in_flow && std::string_view(",[]{}").find(rest[i]) != std::string_view::npos;
}

size_t PlainSize(std::string_view rest, bool in_flow) {
  size_t end = 1;
  while (end < rest.size() && !EndsPlain(rest, end, in_flow)) ++end;
  while (end > 1 && IsBlank(rest[end - 1])) --end;
  return end;
}

// Where the excerpt begins, before `byte`: at most kCharactersBefore characters of a long line.
size_t StartBefore(std::string_view line, size_t byte) {
  if (line.size() <= kLongestLine) return 0;
  size_t start = byte;
  for (size_t i = 0; i < kCharactersBefore && start > 0; ++i) {
    start = CharacterStart(line, start - 1);
  }
  return start;
}

}  // namespace

std::string_view LineFinder::Find(const Origin& place) {
  if (place.source >= sources_.size()) return {};
  const std::string_view text = sources_[place.source].text;
  if (place.source != source_ || line_ == 0 || line_ > place.line) {
    source_ = place.source;
    line_ = 1;
    start_ = end_ = 0;
  }
  for (; line_ < place.line; ++line_) {
    const size_t end = text.find('\n', start_);
    if (end == std::string_view::npos) return {};
    start_ = end + 1;
    end_ = 0;
  }
  if (end_ == 0) end_ = std::min(text.find('\n', start_), text.size());
  std::string_view line = text.substr(start_, end_ - start_);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

Spot ColumnFinder::Find(std::string_view line, size_t column) {
  if (line.data() != line_ || column < column_) {
    line_ = line.data();
    column_ = 1;
    spot_ = {};
  }
  for (; column_ < column && spot_.byte <= line.size(); ++column_) {
    if (spot_.byte == line.size()) return {line.size() + 1, spot_.in_flow};
    spot_.in_flow |= line[spot_.byte] == '[' || line[spot_.byte] == '{';
    spot_.byte += DecodeCharacter(line.substr(spot_.byte)).size;
  }
  return spot_;
}

size_t TokenSize(std::string_view rest, bool in_flow) {
  if (rest.empty()) return 0;
  switch (rest.front()) {
    case '"':
    case '\'': return QuotedSize(rest);
    case '[':
    case ']':
    case '{':
    case '}':
    case ',':
    case '|':
    case '>': return 1;
    case '-': return rest.size() == 1 || IsBlank(rest[1]) ? 1 : PlainSize(rest, in_flow);
    case '&':
    case '*':
    case '!': return std::min(rest.find_first_of(" \t,]}"), rest.size());
    default: return PlainSize(rest, in_flow);
  }
}

Excerpt MakeExcerpt(std::string_view line, size_t column) {
  return MakeExcerpt(line, ColumnFinder().Find(line, column));
}

Excerpt MakeExcerpt(std::string_view line, const Spot& spot) {
  Excerpt excerpt;
  const size_t byte = spot.byte;
  const bool on_line = byte <= line.size();
  const size_t from = StartBefore(line, std::min(byte, line.size()));
  const size_t token_end = on_line ? byte + TokenSize(line.substr(byte, kMostBytes), spot.in_flow) : 0;
  if (from > 0) excerpt.text = kCut;
  size_t columns = excerpt.text.size();
  size_t after = 0;
  size_t size = 0;
  for (size_t at = from; at < line.size(); at += size) {
    if (line.size() > kLongestLine && (after >= kColumnsAfter || at - from >= kMostBytes)) {
      excerpt.text += kCut;
      break;
    }
    const Cell cell = CellOf(line.substr(at), size);
    excerpt.text += cell.text;
    if (at < byte) columns += cell.width;
    if (at >= byte) after += cell.width;
    if (at >= byte && at < token_end) excerpt.width += cell.width;
  }
  excerpt.indent = columns;
  if (on_line && excerpt.width == 0) excerpt.width = 1;
  return excerpt;
}

}  // namespace agentrender
