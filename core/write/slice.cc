// Takes a resource that passes through, gives the bytes that it was written with, or nothing when they cannot stand
// alone.
#include "core/write/slice.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/write/emit.h"

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

// Copies the lines between two places of a document to a place with another indentation.
class Copy {
 public:
  Copy(const Document& document, const Origin& begin, const Origin& end, size_t shift, size_t indent, Output& out)
      : document_(document), begin_(begin), end_(end), shift_(shift), indent_(indent), out_(out) {
    tie_ = std::lower_bound(document.ties.begin(), document.ties.end(), begin.line,
                            [](const Tie& tie, uint32_t line) { return tie.place.line < line; });
  }

  // The rest of a line, from a byte on, behind what is there already.
  bool Rest(std::string_view line, uint32_t number, size_t from) {
    if (IsTied(line) || !Text(line, number, from)) return false;
    out_.Append('\n');
    return true;
  }

  // A whole line of block style, moved to the left; false if it has text where it would move to.
  bool BlockLine(std::string_view line, uint32_t number) {
    const size_t text = line.find_first_not_of(' ');
    if (text != std::string_view::npos && text < shift_ && line[text] != '#') return false;
    return Line(line, number, shift_);
  }

  // The same in flow style, in which all columns mean the same.
  bool Line(std::string_view line, uint32_t number, size_t shift) {
    const size_t text = line.find_first_not_of(' ');
    // More spaces than its block has before each line are part of a literal text.
    if (text == std::string_view::npos && line.size() <= shift) return Rest({}, number, 0);
    const size_t from = std::min(text, shift);
    // It would end the document.
    const std::string_view moved = line.substr(from, 3);
    if (indent_ == 0 && (moved == "---" || moved == "...")) return false;
    out_.Spaces(indent_);
    return Rest(line, number, from);
  }

 private:
  bool IsWithin(const Origin& place) const { return !begin_.IsBehind(place) && end_.IsBehind(place); }

  // Up to the end of what is copied; for aliases to something outside of it, that.
  bool Text(std::string_view line, uint32_t number, size_t from) {
    if (number == end_.line) line = line.substr(0, ByteOfColumn(line, end_.column));
    for (; tie_ != document_.ties.end() && tie_->place.line <= number; ++tie_) {
      if (!IsWithin(tie_->place) || IsWithin(tie_->anchor)) continue;
      if (tie_->value == nullptr) return false;
      const size_t alias = ByteOfColumn(line, tie_->place.column);
      if (alias < from || alias >= line.size() || line[alias] != '*') return false;
      out_.Append(line.substr(from, alias - from));
      EmitYamlFlow(*tie_->value, out_);
      from = alias + 1;
      while (from < line.size() && (IsAlphanumeric(line[from]) || line[from] == '_' || line[from] == '-')) ++from;
    }
    out_.Append(line.substr(from));
    return true;
  }

  const Document& document_;
  Origin begin_;
  Origin end_;  // after it
  size_t shift_;
  size_t indent_;
  Output& out_;
  const Tie* tie_;
};

// Takes the lines above the item's own off `rest`. If its dash is in one of them, the comments from there on belong to
// the item, and are appended.
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

// Behind an item of a flow list, in its line: a comma, and a comment.
void AppendCommentBehind(std::string_view rest, Output& out) {
  const size_t comment = rest.find_first_not_of(" \t,");
  if (comment == std::string_view::npos || comment == 0 || rest[comment] != '#') return;
  out.Truncate(out.size() - 1);
  out.Append(' ');
  AppendText(rest.substr(comment), 0, out);
}

// Comments in lines of their own behind an object in flow style, up to the line `end`; `rest` begins with the line
// `line`.
void AppendCommentsBelow(std::string_view rest, uint32_t line, uint32_t end, size_t indent, Output& out) {
  for (; line < end && !rest.empty(); ++line) {
    const std::string_view text = TakeLine(rest);
    if (IsComment(text) && !IsTied(text)) AppendText(text.substr(text.find('#')), indent, out);
  }
}

// An object in flow style; `rest` begins with its first line.
bool AppendFlowLines(const Resource& resource, std::string_view rest, size_t indent, Output& out) {
  const Origin begin = resource.origin();
  const Origin end = resource.document->FindFlowObject(begin)->end;
  const size_t shift = indent == 0 ? 0 : begin.column - 1;
  Copy copy(*resource.document, begin, end, shift, indent, out);
  std::string_view line = TakeLine(rest);
  if (!copy.Rest(line, begin.line, ByteOfColumn(line, begin.column))) return false;
  for (uint32_t number = begin.line + 1; number <= end.line; ++number) {
    line = TakeLine(rest);
    if (!copy.Line(line, number, shift)) return false;
  }
  AppendCommentBehind(line.substr(ByteOfColumn(line, end.column)), out);
  AppendCommentsBelow(rest, end.line + 1, resource.alone ? UINT32_MAX : resource.end_line, indent, out);
  return true;
}

// An object in block style, up to the line `end`; `rest` begins with its first line.
bool AppendBlockLines(const Resource& resource, std::string_view rest, uint32_t end, size_t indent, Output& out) {
  const Origin begin = resource.origin();
  const size_t shift = begin.column - 1;
  Copy copy(*resource.document, begin, {end, 1, begin.source, 0}, shift, indent, out);
  bool whole = copy.Rest(TakeLine(rest), begin.line, shift);
  for (uint32_t line = begin.line + 1; whole && line < end && !rest.empty(); ++line)
    whole = copy.BlockLine(TakeLine(rest), line);
  return whole;
}

// What an item leaves to its list.
void AppendType(const Resource& item, size_t indent, Output& out) {
  for (const char* field : {"apiVersion", "kind"}) {
    out.AppendAll(field, ": ");
    EmitYamlFlow(item.object.Get(field), out);
    out.Append('\n');
    out.Spaces(indent);
  }
}

// Whether an object is the first thing on its line, except for the dash of an item.
bool BeginsLine(const Resource& resource, std::string_view rest, bool after_dash) {
  const std::string_view first = TakeLine(rest);
  const size_t column = resource.origin().column - 1;
  const std::string_view before = first.substr(0, column);
  const bool blank = before.find_first_not_of(' ') == std::string_view::npos;
  return column < first.size() && (blank ? after_dash : IsItemDash(before));
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
    if (!IsComment(comment) || IsTied(comment)) continue;
    AppendText(comment.substr(comment.find('#')), 0, out);
  }
}

bool AppendItemLines(const Resource& item, size_t indent, Output& out) {
  const Document& document = *item.document;
  const uint32_t line = item.origin().line;
  if (document.json || item.end_line == 0 || line < item.begin_line) return false;
  const size_t before = out.size();
  std::string_view rest = document.text.substr(std::min(item.begin_at, document.text.size()));
  const bool under_dash = AppendCommentsUnderDash(item, indent, rest, out);
  if (out.size() != before) out.Spaces(indent);
  const bool flow = document.FindFlowObject(item.origin()) != nullptr;
  if (item.typed && !flow) AppendType(item, indent, out);
  const bool block = !flow && item.end_line > line && BeginsLine(item, rest, under_dash);
  const bool whole = flow    ? !item.typed && AppendFlowLines(item, rest, indent, out)
                     : block ? AppendBlockLines(item, rest, item.end_line, indent, out)
                             : false;
  if (!whole) out.Truncate(before);
  return whole;
}

bool AppendDocumentLines(const Resource& resource, size_t indent, Output& out) {
  const Document& document = *resource.document;
  std::string_view rest = document.text;
  if (document.json || document.MustBeWrittenAnew() || rest.starts_with("---") ||
      rest.find("\n...") != std::string_view::npos) {
    return false;
  }
  const size_t before = out.size();
  for (uint32_t line = document.first_line; line < resource.origin().line; ++line) TakeLine(rest);
  const bool flow = document.FindFlowObject(resource.origin()) != nullptr;
  const bool whole =
      flow ? AppendFlowLines(resource, rest, indent, out) : AppendBlockLines(resource, rest, UINT32_MAX, indent, out);
  if (!whole) out.Truncate(before);
  return whole;
}

}  // namespace agentrender
