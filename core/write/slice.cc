// Takes a resource that passes through, gives the bytes that it was written with, or nothing when they cannot stand
// alone.
#include "core/write/slice.h"

#include <algorithm>

namespace agentrender {

namespace {

// The next line of `text`, taken off it, without its line break.
std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// Whether a line means something else when it is moved: a line break in it that only
// YAML takes for one leaves what follows where it was, and a byte order mark is
// nothing at the beginning of a line alone.
bool IsTied(std::string_view line) {
  if (line.find('\r') != std::string_view::npos || line.starts_with("\xef\xbb\xbf")) return true;
  constexpr auto kNone = std::string_view::npos;
  if (line.find('\xc2') != kNone && line.find("\xc2\x85") != kNone) return true;
  return line.find('\xe2') != kNone && (line.find("\xe2\x80\xa8") != kNone || line.find("\xe2\x80\xa9") != kNone);
}

void AppendText(std::string_view text, size_t indent, Output& out) {
  out.Spaces(indent);
  out.Append(text);
  out.Append('\n');
}

// A line moved left by `shift` columns; false when there is text in them.
bool AppendLine(std::string_view line, size_t shift, size_t indent, bool first, Output& out) {
  if (IsTied(line)) return false;
  const size_t text = line.find_first_not_of(' ');
  if (text == std::string_view::npos) {
    out.Append('\n');
    return true;
  }
  const bool comment = line[text] == '#';
  if (text < shift && !comment) return false;
  AppendText(line.substr(std::min(text, shift)), first ? 0 : indent, out);
  return true;
}

// Lines of which all but blank and comment ones begin at or after column `shift`.
bool AppendLines(std::string_view text, uint32_t count, size_t shift, size_t indent, Output& out) {
  const size_t before = out.size();
  bool started = false;
  for (uint32_t i = 0; i < count && !text.empty(); ++i) {
    const std::string_view line = TakeLine(text);
    const size_t begin = line.find_first_not_of(' ');
    const bool content = begin != std::string_view::npos && line[begin] != '#';
    if (!started && !content) continue;  // the first line stands behind `- `
    if (AppendLine(line, shift, indent, !started, out)) {
      started = true;
      continue;
    }
    out.Truncate(before);
    return false;
  }
  return started;
}

// Takes the lines above the item's own off `rest`. When its dash stands in one of them, the comments from there on are
// the item's, and are appended.
bool AppendCommentsUnderDash(const Resource& item, size_t indent, std::string_view& rest, Output& out) {
  const size_t before = out.size();
  bool under_dash = false;
  for (uint32_t line = item.begin_line; line < item.origin().line; ++line) {
    const std::string_view text = TakeLine(rest);
    under_dash = under_dash || IsItemDash(text);
    const size_t comment = text.find('#');
    if (under_dash && comment != std::string_view::npos)
      AppendText(text.substr(comment), out.size() == before ? 0 : indent, out);
  }
  return under_dash;
}

}  // namespace

void AppendCommentsAbove(const Resource& resource, Output& out) {
  const Document& document = *resource.document;
  if (document.json) return;
  std::string_view rest = document.text.substr(std::min(resource.begin_at, document.text.size()));
  for (uint32_t line = resource.alone ? document.first_line : resource.begin_line; line < resource.origin().line;
       ++line) {
    const std::string_view comment = TakeLine(rest);
    if (IsItemDash(comment)) return;
    const size_t begin = comment.find_first_not_of(' ');
    if (begin == std::string_view::npos || comment[begin] != '#' || IsTied(comment)) continue;
    out.Append(comment.substr(begin));
    out.Append('\n');
  }
}

bool AppendItemLines(const Resource& item, size_t indent, Output& out) {
  const Origin origin = item.origin();
  const Document& document = *item.document;
  if (document.json || item.end_line <= origin.line || origin.line < item.begin_line ||
      !document.MayBeCutOut(item.begin_line, item.end_line)) {
    return false;
  }
  const size_t before = out.size();
  std::string_view rest = document.text.substr(std::min(item.begin_at, document.text.size()));
  const bool under_dash = AppendCommentsUnderDash(item, indent, rest, out);
  const std::string_view first = TakeLine(rest);
  const size_t shift = origin.column - 1;
  const std::string_view before_item = first.substr(0, shift);
  const bool blank = before_item.find_first_not_of(' ') == std::string_view::npos;
  // A dash and nothing else before the item. A document that begins with { would be taken for JSON.
  const bool flow = indent == 0 && first.substr(std::min(shift, first.size())).starts_with('{');
  bool whole = shift < first.size() && !flow && !IsTied(first) && (blank ? under_dash : IsItemDash(before_item));
  if (whole) AppendText(first.substr(shift), out.size() == before ? 0 : indent, out);
  for (uint32_t line = origin.line + 1; whole && line < item.end_line && !rest.empty(); ++line)
    whole = AppendLine(TakeLine(rest), shift, indent, false, out);
  if (!whole) out.Truncate(before);
  return whole;
}

bool AppendDocumentLines(const Resource& resource, size_t indent, Output& out) {
  const Document& document = *resource.document;
  if (document.json || document.MustBeWrittenAnew() || !resource.alone) return false;
  const std::string_view text = document.text;
  if (text.starts_with("---") || text.find("\n...") != std::string_view::npos ||
      text[std::min(text.find_first_not_of(" \n"), text.size() - 1)] == '{') {
    return false;
  }
  return AppendLines(text, UINT32_MAX, resource.origin().column - 1, indent, out);
}

}  // namespace agentrender
