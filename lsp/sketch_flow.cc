// Takes text between braces and brackets, gives its maps and lists: YAML's flow style, and JSON. A comma or a colon
// may be missing, a quote or a brace may be open.
#include <algorithm>

#include "core/report/excerpt.h"
#include "lsp/sketch.h"

namespace agentrender::lsp {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kMarks = "{}[],";
constexpr auto kNone = std::string_view::npos;

bool IsIn(std::string_view set, char c) { return set.find(c) != kNone; }

class Flow {
 public:
  Flow(std::string_view text, Span braces, size_t offset, SketchTree& tree, SketchSpot& spot)
      : text_(text.substr(0, braces.end)),
        begin_(braces.begin),
        offset_(offset),
        seen_(offset < braces.begin),
        tree_(tree),
        spot_(spot) {}

  size_t Run() {
    size_t at = begin_;
    while (at < text_.size()) {
      if (IsIn(kSpace, text_[at])) {
        ++at;
        continue;
      }
      if (text_[at] == '#' && at > begin_ && IsIn(kSpace, text_[at - 1])) {
        at = std::min(text_.find_first_of("\r\n", at), text_.size());
        continue;
      }
      if (!seen_ && (offset_ < at || (offset_ == at && IsIn(kMarks, text_[at])))) SeeGap();
      at = Take(at);
      if (states_.empty()) return at;
    }
    if (!seen_ && offset_ <= text_.size()) SeeGap();
    while (!states_.empty()) Close();
    return text_.size();
  }

 private:
  // What comes next in a map or list. In a list it is a value or a comma.
  enum class Next { kKey, kColon, kValue, kComma };

  size_t Take(size_t at) {
    switch (text_[at]) {
      case '{': Open(SketchNode::Kind::kMap); return at + 1;
      case '[': Open(SketchNode::Kind::kList); return at + 1;
      case '}':
      case ']': Close(); return at + 1;
      case ',': TakeComma(); return at + 1;
      case ':': TakeColon(); return at + 1;
      default: return TakeWord(at);
    }
  }

  void Open(SketchNode::Kind kind) {
    if (!states_.empty()) MakeRoom();
    if (!states_.empty()) states_.back() = Next::kComma;
    tree_.Enter(kind, 0);
    const bool map = kind == SketchNode::Kind::kMap;
    if (!map) tree_.AddItem();
    states_.push_back(map ? Next::kKey : Next::kValue);
  }

  // For a value that comes without what should be in front of it.
  void MakeRoom() {
    if (tree_.IsInMap() && states_.back() != Next::kValue && states_.back() != Next::kColon) tree_.AddMember({});
    if (!tree_.IsInMap() && states_.back() == Next::kComma) tree_.AddItem();
  }

  void Close() {
    if (states_.empty()) return;
    states_.pop_back();
    tree_.Leave();
    after_plain_ = false;
  }

  void TakeComma() {
    if (!tree_.IsInMap()) tree_.AddItem();
    states_.back() = tree_.IsInMap() ? Next::kKey : Next::kValue;
  }

  void TakeColon() {
    if (!tree_.IsInMap() || states_.back() == Next::kValue || states_.back() == Next::kComma) return;
    if (states_.back() == Next::kKey) tree_.AddMember({});
    states_.back() = Next::kValue;
  }

  // A word ends with its line. One in quotes that are open ends where the position is or behind it, so that it has no
  // braces of others in it.
  size_t WordEnd(size_t at) const {
    const std::string_view rest = text_.substr(at, std::min(text_.find_first_of("\r\n", at), text_.size()) - at);
    const size_t end = at + std::max<size_t>(TokenSize(rest, true), 1);
    const char quote = text_[at];
    const bool open = (quote == '"' || quote == '\'') && (end == at + 1 || text_[end - 1] != quote);
    if (!open || offset_ <= at || offset_ > end) return end;
    return std::min({end, text_.find_first_of(",}]", offset_), text_.size()});
  }

  size_t TakeWord(size_t at) {
    const size_t end = WordEnd(at);
    const Span span{at, end};
    after_plain_ = !IsIn("\"'", text_[at]);
    if (IsIn("&!", text_[at]) && !span.Contains(offset_)) return end;
    const bool here = !seen_ && span.Contains(offset_);
    Next& next = states_.back();
    const bool key = tree_.IsInMap() && (next == Next::kKey || next == Next::kComma);
    if (here && next == Next::kComma) spot_.before = ", ";
    if (key) {
      tree_.AddMember(Unquoted(Text(span)));
      next = Next::kColon;
    } else if (tree_.IsInMap() && next == Next::kValue) {
      if (TakeValueAndKey(span, here)) return end;
      tree_.SetScalar(Unquoted(Text(span)));
      next = Next::kComma;
    } else if (!tree_.IsInMap()) {
      MakeRoom();
      tree_.SetScalar(Unquoted(Text(span)));
      next = Next::kComma;
    }
    if (here) See(key, span, tree_.Path());
    return end;
  }

  // `Text mountPa` is a value, and then a key whose comma has yet to be written: so it can be meant while it is typed,
  // and so it is when a colon follows.
  bool TakeValueAndKey(const Span& span, bool here) {
    const size_t space = text_.substr(0, span.end).find_last_of(" \t");
    const bool colon = span.end < text_.size() && text_[span.end] == ':';
    if (IsIn("\"'", text_[span.begin]) || space == kNone || space < span.begin) return false;
    if (!colon && !(here && offset_ == span.end)) return false;
    const size_t value_end = text_.find_last_not_of(" \t", space) + 1;
    tree_.SetScalar(Text({span.begin, value_end}));
    const std::string behind = LastKey();
    const Span key{space + 1, span.end};
    tree_.AddMember(Text(key));
    states_.back() = Next::kColon;
    if (!here || !key.Contains(offset_)) return true;
    spot_.before = ", ";
    spot_.behind = behind;
    See(true, key, tree_.Path());
    return true;
  }

  // Between words.
  void SeeGap() {
    if (states_.empty()) {
      seen_ = true;
      return;
    }
    const bool in_map = tree_.IsInMap();
    const Next next = states_.back();
    std::vector<SketchStep> path = tree_.Path();
    if (next == Next::kColon) path.clear();
    if (next == Next::kComma) spot_.before = ", ";
    if (next == Next::kComma && in_map && after_plain_) spot_.behind = LastKey();
    if (next == Next::kComma && !in_map) ++path.back().step.item;
    const bool on_key = in_map && next != Next::kValue;
    if (on_key && !path.empty()) path.back().step.key.clear();
    See(on_key, {offset_, offset_}, std::move(path));
  }

  void See(bool on_key, const Span& span, std::vector<SketchStep> path) {
    seen_ = true;
    spot_.on_key = on_key;
    spot_.span = span;
    spot_.token = Unquoted(Text(span));
    spot_.path = std::move(path);
  }

  std::string LastKey() const { return tree_.Path().back().step.key; }
  std::string_view Text(const Span& span) const { return text_.substr(span.begin, span.end - span.begin); }

  const std::string_view text_;
  const size_t begin_;
  const size_t offset_;
  bool seen_;                 // the position, or it is not in these braces
  bool after_plain_ = false;  // a scalar without quotes, which may go on
  std::vector<Next> states_;
  SketchTree& tree_;
  SketchSpot& spot_;
};

}  // namespace

size_t SketchFlow(std::string_view text, Span braces, size_t offset, SketchTree& tree, SketchSpot& spot) {
  return Flow(text, braces, offset, tree, spot).Run();
}

}  // namespace agentrender::lsp
