// Takes the lines of a document, gives its maps and lists: YAML's block style, by indentation and dashes.
#include "lsp/sketch.h"

#include <algorithm>

#include "core/report/excerpt.h"

namespace agentrender::lsp {

namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr std::string_view kBlank = " \t";

// `---` and `...`, with something behind them or not.
bool IsMarker(std::string_view line) {
  return (line.starts_with("---") || line.starts_with("...")) && (line.size() == 3 || kBlank.find(line[3]) != kNone);
}

// What stands behind a colon or a dash.
std::string_view WithoutComment(std::string_view text) {
  if (text.starts_with('"') || text.starts_with('\'')) return text.substr(0, TokenSize(text, false));
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && (i == 0 || kBlank.find(text[i - 1]) != kNone)) text = text.substr(0, i);
  }
  while (!text.empty() && kBlank.find(text.back()) != kNone) text.remove_suffix(1);
  return text;
}

// The columns that bytes of a line stand at, asked for from left to right. YAML has no tabs there; they count as they
// are mostly shown.
class Columns {
 public:
  explicit Columns(std::string_view line) : line_(line) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (line.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  size_t At(size_t end) {
    constexpr size_t kTab = 8;
    for (; at_ < end; ++at_) column_ = line_[at_] == '\t' ? (column_ / kTab + 1) * kTab : column_ + 1;
    return column_;
  }

 private:
  std::string_view line_;
  size_t at_ = 0;
  size_t column_ = 0;
};

size_t ColumnOf(std::string_view line, size_t end) { return Columns(line).At(end); }

size_t AfterBlanks(std::string_view line, size_t from) {
  return std::min(line.find_first_not_of(kBlank, from), line.size());
}

// A line as far as its structure goes: `  - - key: value`.
struct LineParts {
  std::vector<size_t> dashes;  // their columns
  size_t column = 0;           // of what stands behind them
  Span key;                    // bytes of the line, with quotes; empty without one
  Span value;                  // what stands behind the colon, or all when there is no key
  bool blank = false;          // nothing, or a comment
};

// Anchors and tags say nothing of what there is.
void SkipProperties(std::string_view line, LineParts& parts) {
  while (parts.value.begin < parts.value.end && (line[parts.value.begin] == '&' || line[parts.value.begin] == '!'))
    parts.value.begin = std::min(
        AfterBlanks(line, std::min(line.find_first_of(kBlank, parts.value.begin), line.size())), parts.value.end);
}

LineParts PartsOf(std::string_view line, size_t from) {
  LineParts parts;
  Columns columns(line);
  size_t at = AfterBlanks(line, from);
  if (at == 0 && line.starts_with("\xef\xbb\xbf")) at = AfterBlanks(line, 3);
  while (at < line.size() && line[at] == '-' && (at + 1 == line.size() || kBlank.find(line[at + 1]) != kNone)) {
    parts.dashes.push_back(columns.At(at));
    at = AfterBlanks(line, at + 1);
  }
  parts.column = columns.At(at);
  const std::string_view rest = line.substr(at);
  parts.blank = parts.dashes.empty() && (rest.empty() || rest.front() == '#');
  parts.value = {at, at + WithoutComment(rest).size()};
  if (rest.empty() || rest.front() == '{' || rest.front() == '[') return parts;
  const size_t size = TokenSize(rest, false);
  if (size < rest.size() && rest[size] == ':') {
    parts.key = {at, at + size};
    const size_t begin = AfterBlanks(line, at + size + 1);
    parts.value = {begin, begin + WithoutComment(line.substr(begin)).size()};
  }
  SkipProperties(line, parts);
  return parts;
}

class Block {
 public:
  Block(const Lines& lines, size_t offset, SketchTree& tree, SketchSpot& spot)
      : lines_(lines), offset_(offset), tree_(tree), spot_(spot) {
    at_ = lines.LineAt(offset);
    byte_ = offset - lines.start(at_);
    first_ = at_;
    while (first_ > 0 && !IsFirst(first_)) --first_;
    end_ = at_ + 1;
    while (end_ < lines.count() && !IsMarker(lines.line(end_))) ++end_;
  }

  void Run() {
    if (IsInComment(lines_.line(at_), byte_)) return;
    for (size_t line = first_; line < end_;) line = Take(line);
  }

 private:
  // A word may be typed right behind `---`.
  bool IsFirst(size_t number) const {
    return IsMarker(lines_.line(number)) || (number == at_ && lines_.line(number).starts_with("---"));
  }

  // Takes what begins in a line, gives the line behind it.
  size_t Take(size_t number) {
    const std::string_view line = lines_.line(number);
    const bool here = number == at_;
    const bool marker = number == first_ && IsFirst(number);
    if (marker && here) SeeMarker(line);
    const LineParts parts = PartsOf(line, marker ? 3 : 0);
    // Behind `---` only braces can begin.
    if (marker && line.substr(parts.value.begin, 1).find_first_of("{[") != 0) return number + 1;
    if (parts.blank) {
      if (here) SeeWord(ColumnOf(line, byte_), {byte_, byte_});
      return number + 1;
    }
    for (const size_t dash : parts.dashes) TakeDash(dash);
    return TakeBehindDashes(number, line, parts);
  }

  size_t TakeBehindDashes(size_t number, std::string_view line, const LineParts& parts) {
    const bool here = number == at_;
    const bool has_key = parts.key.begin < parts.key.end;
    const std::string_view value = TextOf(line, parts.value);
    const bool in_value = has_key && byte_ > parts.key.end;
    if (!has_key && !IsFlow(value)) {
      if (here && byte_ >= parts.value.begin) SeeWord(parts.column, parts.value);
      if (!value.empty()) TakeWord(parts.column, value);
      return number + 1;
    }
    if (has_key) TakeKey(parts.column, TextOf(line, parts.key));
    if (!has_key) tree_.LeaveTo(parts.column, false);
    if (here && has_key && !in_value) See(true, parts.key, tree_.Path());
    const size_t least = has_key ? parts.column + 1 : tree_.least();
    if (IsFlow(value)) return TakeFlow(number, parts, least);
    if (value.starts_with('|') || value.starts_with('>')) return TakeText(number, least);
    if (!value.empty()) tree_.SetScalar(Unquoted(value));
    if (here && in_value) See(false, value.empty() ? Span{byte_, byte_} : parts.value, tree_.Path());
    return number + 1;
  }

  // Behind the end of a document's header a line must end.
  void SeeMarker(std::string_view line) {
    if (line.front() == '.' || byte_ < 3 || line.substr(0, byte_).find_first_of("{[#") != kNone) return;
    const size_t begin = AfterBlanks(line, 3);
    const std::string_view word = WithoutComment(line.substr(std::min(begin, line.size())));
    if (word.find_first_of("{[") == 0) return;
    spot_.before = lines_.text().find("\r\n") == kNone ? "\n" : "\r\n";
    See(true, word.empty() ? Span{byte_, byte_} : Span{begin, begin + word.size()},
        {{0, {std::string(word), 0, true}}});
  }

  void TakeDash(size_t column) {
    tree_.LeaveTo(column, false);
    if (tree_.IsInMap() || !tree_.IsAt(column)) tree_.Enter(SketchNode::Kind::kList, column);
    tree_.AddItem();
  }

  void TakeKey(size_t column, std::string_view key) {
    tree_.LeaveTo(column, true);
    if (!tree_.IsInMap() || !tree_.IsAt(column)) {
      // A key below a list, without its dash, is of the last item.
      if (tree_.OpenKind() == SketchNode::Kind::kList && !tree_.node(tree_.Open()).items.empty())
        tree_.Enter(SketchNode::Kind::kList, column);
      tree_.Enter(SketchNode::Kind::kMap, column);
    }
    tree_.AddMember(Unquoted(key));
  }

  // A key beside others whose colon has yet to be typed, or a scalar.
  void TakeWord(size_t column, std::string_view word) {
    const std::vector<SketchTree::Frame> frames = tree_.frames();
    tree_.LeaveTo(column, true);
    if (tree_.IsInMap() && tree_.IsAt(column)) return tree_.AddMember(Unquoted(word));
    tree_.Restore(frames);
    if (tree_.OpenKind() == SketchNode::Kind::kNothing) tree_.SetScalar(Unquoted(word));
  }

  // A word without a colon, or the place for one, at a column.
  void SeeWord(size_t column, const Span& span) {
    const std::vector<SketchTree::Frame> frames = tree_.frames();
    const std::string token(Unquoted(TextOf(lines_.line(at_), span)));
    tree_.LeaveTo(column, true);
    std::vector<SketchStep> path = tree_.Path();
    const bool beside = tree_.IsInMap() && tree_.IsAt(column);
    const bool in_text = !beside && !path.empty() && tree_.OpenKind() == SketchNode::Kind::kScalar;
    if (in_text || token.starts_with('-')) {
      path.clear();  // dashes are no list without a space
    } else if (beside) {
      path.back().step.key = token;
    } else {
      path.push_back({tree_.Open(), {token, 0, true}});
    }
    See(true, span, std::move(path));
    tree_.Restore(frames);
  }

  size_t TakeFlow(size_t number, const LineParts& parts, size_t least) {
    const size_t begin = lines_.start(number) + parts.value.begin;
    const bool root = tree_.depth() == 0;
    size_t end = number + 1;
    while (end < end_ && (root || Continues(end, least))) ++end;
    if (root) spot_.is_json = IsJson(lines_.text().substr(begin + 1, lines_.start(end) - begin - 1));
    const size_t stop = SketchFlow(lines_.text(), {begin, lines_.start(end)}, offset_, tree_, spot_);
    return std::max(lines_.LineAt(stop - 1), number) + 1;
  }

  // Whether a line can be of braces that one above has open: what follows a brace that somebody has yet to close is
  // not.
  bool Continues(size_t number, size_t least) const {
    const std::string_view line = lines_.line(number);
    const size_t first = AfterBlanks(line, 0);
    if (first == line.size()) return number != at_ || ColumnOf(line, byte_) >= least;
    return ColumnOf(line, first) >= least || line[first] == '}' || line[first] == ']';
  }

  static bool IsJson(std::string_view behind_brace) {
    const size_t first = behind_brace.find_first_not_of(" \t\r\n");
    return first == kNone || std::string_view("\"}]{").find(behind_brace[first]) != kNone;
  }

  // What looks like keys in a text of several lines is text.
  size_t TakeText(size_t number, size_t least) {
    tree_.SetScalar({});
    size_t end = number + 1;
    for (; end < end_; ++end) {
      const std::string_view line = lines_.line(end);
      const size_t first = AfterBlanks(line, 0);
      const bool blank = first == line.size();
      const bool inside = blank ? end != at_ || ColumnOf(line, byte_) >= least : ColumnOf(line, first) >= least;
      if (!inside) break;
      spot_.in_block |= end == at_;
    }
    return end;
  }

  static bool IsFlow(std::string_view value) { return value.starts_with('{') || value.starts_with('['); }
  static std::string_view TextOf(std::string_view line, const Span& span) {
    return line.substr(span.begin, span.end - span.begin);
  }

  void See(bool on_key, const Span& span, std::vector<SketchStep> path) {
    spot_.on_key = on_key;
    spot_.span = {lines_.start(at_) + span.begin, lines_.start(at_) + span.end};
    spot_.token = Unquoted(lines_.text().substr(spot_.span.begin, span.end - span.begin));
    spot_.path = std::move(path);
  }

  const Lines& lines_;
  const size_t offset_;
  SketchTree& tree_;
  SketchSpot& spot_;
  size_t at_ = 0;     // the line of the position
  size_t byte_ = 0;   // of it
  size_t first_ = 0;  // lines of the document: [first_, end_)
  size_t end_ = 0;
};

}  // namespace

const SketchNode* SketchTree::Find(size_t map, std::string_view key) const {
  if (map == kNoNode) return nullptr;
  for (const auto& [name, value] : nodes_[map].members) {
    if (name == key) return &nodes_[value];
  }
  return nullptr;
}

size_t SketchTree::Open() const {
  if (frames_.empty()) return 0;
  const SketchNode& top = nodes_[frames_.back().node];
  if (top.kind == Kind::kMap) return top.members.empty() ? kNoNode : top.members.back().second;
  return top.items.empty() ? kNoNode : top.items.back();
}

size_t SketchTree::AddNode() {
  nodes_.emplace_back();
  return nodes_.size() - 1;
}

void SketchTree::Enter(Kind kind, size_t column) {
  if (Open() == kNoNode) IsInMap() ? AddMember({}) : AddItem();
  const size_t number = Open();
  if (nodes_[number].kind != kind) nodes_[number] = {kind, {}, {}, {}};
  frames_.push_back({number, column});
}

void SketchTree::AddMember(std::string_view key) {
  const size_t value = AddNode();
  nodes_[frames_.back().node].members.emplace_back(key, value);
}

void SketchTree::AddItem() {
  const size_t item = AddNode();
  nodes_[frames_.back().node].items.push_back(item);
}

void SketchTree::SetScalar(std::string_view text) {
  if (Open() != kNoNode) nodes_[Open()] = {Kind::kScalar, std::string(text), {}, {}};
}

void SketchTree::LeaveTo(size_t column, bool for_key) {
  while (!frames_.empty() && (frames_.back().column > column || (IsAt(column) && for_key && !IsInMap()))) Leave();
}

std::vector<SketchStep> SketchTree::Path() const {
  std::vector<SketchStep> path;
  for (const Frame& frame : frames_) {
    const SketchNode& node = nodes_[frame.node];
    if (node.kind == Kind::kMap) {
      path.push_back({frame.node, {node.members.empty() ? std::string() : node.members.back().first, 0, true}});
    } else {
      const size_t count = std::max<size_t>(node.items.size(), 1);
      path.push_back({frame.node, {"", static_cast<uint32_t>(count - 1), false}});
    }
  }
  return path;
}

std::string_view Unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

SketchSpot SketchAt(const Lines& lines, size_t offset, SketchTree& tree) {
  SketchSpot spot;
  Block(lines, offset, tree, spot).Run();
  return spot;
}

}  // namespace agentrender::lsp
