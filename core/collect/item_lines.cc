// Takes a list as it was written, gives each item its lines, so that an item that passes through keeps its bytes and
// the comments above it.
#include "core/collect/item_lines.h"

#include <algorithm>
#include <optional>

#include "core/base/text.h"

namespace agentrender {

namespace {

// Where an item that begins after the line `before` is written; an alias is not where the node that it names is.
Origin PlaceOf(const Value& item, uint32_t before, const Document& document) {
  const Origin origin = item.origin();
  if (!item.IsAlias()) return origin;
  for (const Tie& tie : document.ties) {
    if (tie.place.line > before && tie.anchor.line == origin.line && tie.anchor.column == origin.column)
      return tie.place;
  }
  return origin;
}

// The line above, without its line break; `line` moves to it.
std::string_view StepUp(ItemBegin& line, std::string_view text) {
  const size_t end = line.at - 1;
  line.at = end == 0 ? 0 : text.rfind('\n', end - 1) + 1;
  --line.line;
  return text.substr(line.at, end - line.at);
}

// The line with the dash of an item whose text begins at `column` of the line at `begin`: that line, or one above it
// with nothing but the dash. None in flow style.
std::optional<ItemBegin> DashLine(const ItemBegin& begin, size_t column, std::string_view text) {
  const std::string_view before = text.substr(begin.at, column);
  if (before.find_first_not_of(' ') != std::string_view::npos)
    return IsItemDash(before) ? std::optional(begin) : std::nullopt;
  ItemBegin line = begin;
  while (line.at > 0) {
    const std::string_view above = StepUp(line, text);
    const size_t first = above.find_first_not_of(' ');
    if (first == std::string_view::npos || above[first] == '#' || above[first] == '\r') continue;
    return first < column && IsItemDash(above) ? std::optional(line) : std::nullopt;
  }
  return std::nullopt;
}

// Comment lines indented by at most `most`; those above the first item can belong to nothing else, blank lines or not.
ItemBegin AboveItem(const ItemBegin& begin, size_t most, bool first_item, std::string_view text) {
  ItemBegin found = begin;
  for (ItemBegin line = begin; line.at > 0;) {
    const std::string_view above = StepUp(line, text);
    const size_t first = above.find_first_not_of(' ');
    const bool blank = above.find_first_not_of(" \t\r") == std::string_view::npos;
    if (first_item && blank) continue;
    if (blank || first > most || above[first] != '#') break;
    found = line;
  }
  return found;
}

// The last node of an item.
Origin LastLeaf(const Value& item) {
  const Value* leaf = &item;
  while (!leaf->empty()) {
    const uint32_t last = leaf->size() - 1;
    const bool bare = leaf->IsMap() && leaf->member(last).value.IsNull();
    if (bare) return leaf->member(last).key.origin();
    leaf = leaf->IsMap() ? &leaf->member(last).value : &leaf->at(last);
  }
  return leaf->origin();
}

// Where a node begins, after its anchor and tag.
size_t SkipProperties(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == '&' || text[at] == '!'))
    at = text.find_first_not_of(" \t\r\n", std::min(text.find_first_of(" \t\r\n", at), text.size()));
  return std::min(at, text.size());
}

// Whether lines that look like comments, from `comments` on, are the end of a quoted text, which is the last thing in
// the item before them.
bool EndQuote(const Value& item, const ItemBegin& before, std::string_view text, size_t comments) {
  const Origin leaf = LastLeaf(item);
  size_t at = before.at;
  for (uint32_t line = before.line; line < leaf.line && at < text.size(); ++line)
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  const std::string_view line = text.substr(at, text.find('\n', at) - at);
  at = SkipProperties(text, at + ByteOfColumn(line, leaf.column));
  return at < comments && (text[at] == '"' || text[at] == '\'') && EndOfQuoted(text, at) >= comments;
}

}  // namespace

// Including the comments directly above it. The previous item begins at `before`.
ItemBegin ItemLines::Begin(const Value& items, uint32_t i, const ItemBegin& before, const Document& document) {
  if (i >= items.size()) return {0, 0};
  const Origin origin = PlaceOf(items.at(i), before.line, document);
  const ItemBegin own{origin.line, BeginOf(origin.line, before, document)};
  const std::optional<ItemBegin> dash = DashLine(own, origin.column - 1, document.text);
  // In flow style, too, an item may begin a line.
  const bool flow = document.FindFlowObject(origin) != nullptr;
  if (!dash && (!flow || document.text.find_first_not_of(' ', own.at) != own.at + origin.column - 1)) return own;
  const ItemBegin begin = dash.value_or(own);
  // Indented no more than a dash: further right they would belong to the previous item.
  const size_t most = dash ? document.text.find_first_not_of(' ', begin.at) - begin.at : std::string_view::npos - 1;
  const ItemBegin comments = AboveItem(begin, most, i == 0, document.text);
  if (comments.line == begin.line || i == 0) return comments;
  return EndQuote(items.at(i - 1), before, document.text, comments.at) ? begin : comments;
}

// Where a line of a document begins; the search starts after the previous one.
size_t ItemLines::BeginOf(uint32_t line, const ItemBegin& above, const Document& document) {
  const std::string_view text = document.text;
  if (reached_document_ != &document || line < reached_line_) {
    const bool known = above.line > document.first_line && above.line <= line;
    reached_document_ = &document;
    reached_line_ = known ? above.line : document.first_line;
    reached_at_ = known ? above.at : 0;
  }
  for (; reached_line_ < line && reached_at_ < text.size(); ++reached_line_)
    reached_at_ = std::min(text.find('\n', reached_at_), text.size() - 1) + 1;
  return reached_at_;
}

// The line at which whatever follows `items` begins; else the line after the document.
uint32_t ItemLines::After(const Resource& list, const Value& items) {
  uint32_t end = LastLine(*list.document);
  for (const Member& m : list.object.members()) {
    const uint32_t line = m.key.origin().line;
    if (line > items.origin().line && line < end) end = line;
  }
  return end;
}

// The line after a document; counted once for all lists in it.
uint32_t ItemLines::LastLine(const Document& document) {
  if (counted_ == &document) return last_line_;
  const std::string_view text = document.text;
  counted_ = &document;
  last_line_ = document.first_line;
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ++last_line_;
  if (!text.empty() && text.back() != '\n') ++last_line_;
  return last_line_;
}

}  // namespace agentrender
