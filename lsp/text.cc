// Takes positions of clients and places of the core, gives offsets, and the other way round.
#include "lsp/text.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/formats/utf8.h"
#include "core/report/excerpt.h"

namespace agentrender::lsp {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// What a client has in the place of bytes that are no character: one U+FFFD for as many as would begin one.
Character DecodeAsClient(std::string_view rest) {
  Character c = DecodeCharacter(rest);
  if (!c.valid) c.size = static_cast<uint8_t>(BrokenSize(rest));
  return c;
}

// How much one character counts.
size_t UnitsOf(const Character& c, Encoding encoding) {
  constexpr size_t kReplacementBytes = 3;
  switch (encoding) {
    case Encoding::kUtf8: return c.valid ? c.size : kReplacementBytes;
    case Encoding::kUtf16: return c.valid && c.code > 0xFFFF ? 2 : 1;
    case Encoding::kUtf32: return 1;
  }
  return 1;
}

// The bytes of `line` that so many units take; all of it when there are fewer, and no part of a character.
size_t BytesOf(std::string_view line, size_t units, Encoding encoding) {
  size_t bytes = 0;
  for (size_t counted = 0; bytes < line.size();) {
    const Character c = DecodeAsClient(line.substr(bytes));
    counted += UnitsOf(c, encoding);
    if (counted > units) break;
    bytes += c.size;
  }
  return bytes;
}

size_t CountUnits(std::string_view line, Encoding encoding) {
  size_t units = 0;
  for (size_t bytes = 0; bytes < line.size();) {
    const Character c = DecodeAsClient(line.substr(bytes));
    units += UnitsOf(c, encoding);
    bytes += c.size;
  }
  return units;
}

size_t LineIn(const std::vector<size_t>& starts, size_t offset) {
  return static_cast<size_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin()) - 1;
}

size_t Natural(const Json& position, const char* key) {
  const std::optional<int64_t> number = NumberOf(position, key);
  return number && *number > 0 ? static_cast<size_t>(*number) : 0;
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text), starts_{0} {
  bool odd = false;
  for (size_t at = 0; (at = text.find_first_of("\r\n", at)) != std::string_view::npos;) {
    const bool pair = text.substr(at, 2) == "\r\n";
    odd |= text[at] == '\r' && !pair;
    at += pair ? 2 : 1;
    starts_.push_back(at);
  }
  if (!odd) return;
  own_.push_back(0);
  for (size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;) own_.push_back(++at);
}

void Lines::Follow(std::string_view text, const Span& gone, size_t size) {
  text_ = text;
  // Those before the span stay; those behind it move, whatever is in front of them now.
  const auto first = std::lower_bound(starts_.begin() + 1, starts_.end(), gone.begin);
  const auto behind = std::upper_bound(first, starts_.end(), gone.end);
  for (auto start = behind; start != starts_.end(); ++start) *start = *start - gone.end + gone.begin + size;
  std::vector<size_t> made;
  for (size_t at = std::max(gone.begin, size_t{1}); at <= gone.begin + size; ++at) {
    const bool pair = text.substr(at - 1, 2) == "\r\n";
    if (text[at - 1] == '\n' || (text[at - 1] == '\r' && !pair)) made.push_back(at);
  }
  starts_.insert(starts_.erase(first, behind), made.begin(), made.end());
}

std::string_view Lines::line(size_t line) const {
  const size_t begin = starts_[line];
  size_t end = line + 1 < starts_.size() ? starts_[line + 1] : text_.size();
  while (end > begin && line + 1 < starts_.size() && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return text_.substr(begin, end - begin);
}

size_t Lines::LineAt(size_t offset) const { return LineIn(starts_, std::min(offset, text_.size())); }

size_t Lines::OffsetOf(const Json& position, Encoding encoding) const {
  const size_t line_number = Natural(position, "line");
  if (line_number >= starts_.size()) return text_.size();
  return starts_[line_number] + BytesOf(line(line_number), Natural(position, "character"), encoding);
}

Json Lines::PositionOf(size_t offset, Encoding encoding) const {
  const size_t line_number = LineAt(offset);
  const std::string_view whole = line(line_number);
  const size_t bytes = std::min(std::min(offset, text_.size()) - starts_[line_number], whole.size());
  return {{"line", line_number}, {"character", CountUnits(whole.substr(0, bytes), encoding)}};
}

Json Lines::RangeOf(const Span& span, Encoding encoding) const {
  return {{"start", PositionOf(span.begin, encoding)}, {"end", PositionOf(span.end, encoding)}};
}

Span Lines::SpanOf(const Json& range, Encoding encoding) const {
  const size_t begin = OffsetOf(Member(range, "start"), encoding);
  return {begin, std::max(begin, OffsetOf(Member(range, "end"), encoding))};
}

size_t Lines::OffsetOf(const Origin& place) const {
  const std::vector<size_t>& starts = own_.empty() ? starts_ : own_;
  if (place.line == 0) return 0;
  if (place.line > starts.size()) return text_.size();
  size_t at = starts[place.line - 1];
  if (at == 0 && text_.starts_with(kByteOrderMark)) at = kByteOrderMark.size();
  for (uint32_t column = 1; column < place.column && at < text_.size() && text_[at] != '\n'; ++column) {
    ++at;
    while (at < text_.size() && ContinuesCharacter(text_[at])) ++at;
  }
  return at;
}

Span Lines::TokenAt(const Origin& place) const { return TokenFrom(OffsetOf(place)); }

Span Lines::NameAt(const Origin& place) const {
  size_t begin = OffsetOf(place);
  while (begin < text_.size() && (text_[begin] == '&' || text_[begin] == '!')) {
    const size_t end = text_.find_first_of(" \t\r\n", begin);
    begin = std::min(text_.find_first_not_of(" \t\r\n", end), text_.size());
  }
  return TokenFrom(begin);
}

Span Lines::TokenFrom(size_t begin) const {
  const size_t line_number = LineAt(begin);
  const std::string_view whole = line(line_number);
  const size_t before = std::min(begin - starts_[line_number], whole.size());
  const bool in_flow = whole.substr(0, before).find_first_of("[{") != std::string_view::npos;
  const std::string_view rest = whole.substr(before);
  return {begin, begin + (rest.empty() ? 0 : std::min(rest.size(), TokenSize(rest, in_flow)))};
}

size_t KeyColumn(std::string_view line) {
  size_t at = std::min(line.find_first_not_of(' '), line.size());
  while (at + 1 < line.size() && line[at] == '-' && line[at + 1] == ' ')
    at = std::min(line.find_first_not_of(' ', at + 1), line.size());
  return at;
}

bool IsInComment(std::string_view line, size_t column) {
  char quote = 0;
  for (size_t i = 0; i < std::min(column, line.size()); ++i) {
    const char before = i == 0 ? ' ' : line[i - 1];
    if (quote != 0) {
      if (line[i] == '\\' && quote == '"') ++i;
      else if (line[i] == quote) quote = 0;
    } else if ((line[i] == '"' || line[i] == '\'') &&
               std::string_view(" [{,:").find(before) != std::string_view::npos) {
      quote = line[i];
    } else if (line[i] == '#' && (before == ' ' || before == '\t')) {
      return true;
    }
  }
  return false;
}

void ApplyChanges(const Json& changes, Encoding encoding, std::string& text) {
  if (!changes.is_array()) return;
  std::optional<Lines> lines;  // of `text` as it is now
  for (const Json& change : changes) {
    if (!Member(change, "text").is_string()) continue;
    const std::string_view with = TextOf(change, "text");
    const Json& range = Member(change, "range");
    if (!range.is_object()) {
      text = with;
      lines.reset();
      continue;
    }
    if (!lines) lines.emplace(text);
    const Span span = lines->SpanOf(range, encoding);
    text.replace(span.begin, span.end - span.begin, with);
    lines->Follow(text, span, with.size());
  }
}

}  // namespace agentrender::lsp
