// Takes a file, gives its outline from the tree that could be read last, and what can be folded from its lines, which
// is right while somebody types, too.
#include <algorithm>

#include "core/explain/field_lines.h"
#include "lsp/session.h"

namespace agentrender::lsp {

namespace {

// Kinds of symbols.
enum SymbolKind : int { kClass = 5, kString = 15, kNumber = 16, kBoolean = 17, kArray = 18, kObject = 19, kNull = 21 };

SymbolKind KindOfValue(const Value& value) {
  switch (value.kind()) {
    case Kind::kMap: return kObject;
    case Kind::kList: return kArray;
    case Kind::kBool: return kBoolean;
    case Kind::kInt:
    case Kind::kFloat: return kNumber;
    case Kind::kNull: return kNull;
    default: return kString;
  }
}

size_t IndentOf(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool IsBlank(std::string_view line) {
  const size_t first = line.find_first_not_of(" \t\r");
  return first == std::string_view::npos || line[first] == '#';
}

class Outline {
 public:
  Outline(const File& file, const Lines& lines, const Lines& now, Encoding encoding, bool nested)
      : file_(file), lines_(lines), now_(now), encoding_(encoding), nested_(nested) {}

  void AddResource(const Value& object, Json& into) {
    const ObjectRef ref = RefOf(object);
    std::string name(ref.kind.empty() ? "document" : ref.kind);
    if (!ref.name.empty()) name.append(" ").append(ref.ns).append(ref.ns.empty() ? "" : "/").append(ref.name);
    const Value* own = object.Get("metadata").Find("name");
    const Span all = SpanOf(object, 0);
    const Span select =
        own != nullptr && own->origin().HasPlace() ? lines_.TokenAt(own->origin()) : Span{all.begin, all.begin};
    Json children = Json::array();
    if (nested_) AddChildren(object, children, 0);
    Add(name, kClass, all, all.Contains(select.begin) ? select : Span{all.begin, all.begin}, std::move(children), into);
  }

 private:
  void AddChildren(const Value& value, Json& into, size_t depth) {
    constexpr size_t kDeepest = 12;
    if (depth > kDeepest || value.IsAlias()) return;
    size_t before = lines_.OffsetOf(value.origin());
    const std::string_view label_key = value.IsList() ? LabelKeyOf(value) : std::string_view();
    for (uint32_t i = 0; i < value.size(); ++i) {
      const Value& child = value.IsMap() ? value.member(i).value : value.at(i);
      if (!IsWrittenIn(value, i)) continue;
      const Span select = BeginOf(value, i, before);
      const Span all{select.begin, EndOf(value, i, before)};
      before = all.end;
      const std::string name = value.IsMap()       ? std::string(value.member(i).key.text())
                               : label_key.empty() ? "[" + std::to_string(i) + "]"
                                                   : std::string(child.TextOf(label_key));
      Json children = Json::array();
      AddChildren(child, children, depth + 1);
      Add(name, KindOfValue(child), all, select, std::move(children), into);
    }
  }

  static const Origin& FirstOf(const Value& value) {
    return value.IsMap() && !value.empty() ? value.member(0).key.origin() : value.origin();
  }

  // What a merge brings is written elsewhere.
  static bool IsWrittenIn(const Value& value, uint32_t i) {
    if (!value.IsMap()) return true;
    const Origin& key = value.member(i).key.origin();
    return key.HasPlace() && !value.origin().IsBehind(key);
  }

  // The token with which a child begins. An alias has the place of what it stands for: it is looked for behind
  // `before`, where the child before it ends.
  Span BeginOf(const Value& value, uint32_t i, size_t before) const {
    if (value.IsMap()) return lines_.NameAt(value.member(i).key.origin());
    return value.at(i).IsAlias() ? AliasBehind(before) : lines_.NameAt(FirstOf(value.at(i)));
  }

  size_t EndOf(const Value& value, uint32_t i, size_t before) const {
    const Value& child = value.IsMap() ? value.member(i).value : value.at(i);
    const Span begin = BeginOf(value, i, before);
    if (child.IsAlias()) return value.IsMap() ? AliasBehind(begin.end).end : begin.end;
    const uint32_t column = value.IsMap() ? value.member(i).key.origin().column : FirstOf(child).column;
    return std::max(SpanOf(child, column).end, begin.end);
  }

  Span AliasBehind(size_t at) const {
    const std::string_view text = lines_.text();
    for (; (at = text.find('*', at)) != std::string_view::npos; ++at) {
      const size_t line = lines_.LineAt(at);
      const bool begins = at == 0 || std::string_view(" \t\n[,{:").find(text[at - 1]) != std::string_view::npos;
      if (!begins || IsInComment(lines_.line(line), at - lines_.start(line))) continue;
      return {at, std::min(text.find_first_of(" \t\r\n,]}", at), text.size())};
    }
    return {text.size(), text.size()};
  }

  // From the first token to the last; a text in a block ends before what is not indented below its key.
  Span SpanOf(const Value& value, uint32_t key_column) const {
    if (value.IsScalar() || value.empty()) return ScalarSpan(value, key_column);
    const size_t begin = lines_.OffsetOf(FirstOf(value));
    Span span{begin, begin};
    for (uint32_t i = 0; i < value.size(); ++i) {
      if (IsWrittenIn(value, i)) span.end = std::max(span.end, EndOf(value, i, span.end));
    }
    return span;
  }

  Span ScalarSpan(const Value& value, uint32_t key_column) const {
    Span span = lines_.NameAt(value.origin());
    if (span.begin >= lines_.text().size() ||
        std::string_view("|>").find(lines_.text()[span.begin]) == std::string_view::npos)
      return span;
    for (size_t i = lines_.LineAt(span.begin) + 1; i < lines_.count(); ++i) {
      const std::string_view line = lines_.line(i);
      if (line.empty()) continue;
      if (IndentOf(line) + 1 <= key_column) break;
      span.end = lines_.start(i) + line.size();
    }
    return span;
  }

  // What stands where the text has changed since it could be read is left out, unless it is the name of a resource;
  // what ends there ends above that.
  void Add(const std::string& name, SymbolKind kind, Span all, Span select, Json children, Json& into) {
    if (!file_.is_current()) {
      const bool may_change = kind == kClass;
      const auto find = [&](const Span& span) {
        return may_change ? file_.kept.Near(lines_, now_, span) : file_.kept.Whole(span);
      };
      const std::optional<Span> begin = find({all.begin, all.begin});
      if (!begin) return;
      const std::optional<Span> selected = select.begin == select.end ? Span{begin->begin, begin->begin} : find(select);
      if (!selected) return;
      select = *selected;
      all = {begin->begin, std::max(file_.kept.End(all.end), select.end)};
    }
    Json symbol = {{"name", name.empty() ? "?" : name}, {"kind", static_cast<int>(kind)}};
    if (nested_) {
      symbol["range"] = now_.RangeOf(all, encoding_);
      symbol["selectionRange"] = now_.RangeOf(select, encoding_);
      symbol["children"] = std::move(children);
    } else {
      symbol["location"] = {{"uri", file_.uri}, {"range", now_.RangeOf(all, encoding_)}};
    }
    into.push_back(std::move(symbol));
  }

  const File& file_;
  const Lines& lines_;  // of the tree
  const Lines& now_;
  const Encoding encoding_;
  const bool nested_;
};

// How deep a line is; items of a list are below the key that stands in the same column.
size_t DepthOf(std::string_view line) {
  const size_t indent = IndentOf(line);
  const bool item = line.substr(indent).starts_with("- ") || line.substr(indent) == "-";
  return 2 * indent + (item ? 1 : 0);
}

bool IsMark(std::string_view line) { return line.starts_with("---") || line.starts_with("..."); }

void AddFold(size_t first, size_t last, const char* kind, Json& folds) {
  if (last <= first) return;
  Json fold = {{"startLine", first}, {"endLine", last}};
  if (kind != nullptr) fold["kind"] = kind;
  folds.push_back(std::move(fold));
}

// Comments of several lines, and documents.
void FoldBlocks(const Lines& lines, Json& folds) {
  size_t document = 0;
  size_t last = 0;
  for (size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines.line(i);
    if (IsMark(line)) {
      AddFold(document, last, nullptr, folds);
      document = i + 1;
    }
    if (!IsBlank(line)) last = i;
    const auto is_comment = [&](size_t at) { return IsBlank(lines.line(at)) && !lines.line(at).empty(); };
    if (!is_comment(i) || (i > 0 && is_comment(i - 1))) continue;
    size_t end = i;
    while (end + 1 < lines.count() && is_comment(end + 1)) ++end;
    AddFold(i, end, "comment", folds);
  }
  AddFold(document, last, nullptr, folds);
}

}  // namespace

Json Symbols(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  Json symbols = Json::array();
  if (spot.file == nullptr) return symbols;
  const Tree& tree = spot.file->tree();
  const Lines lines(tree.text);
  const Lines now(spot.file->now->text);
  Outline outline(*spot.file, lines, now, session.client.encoding, session.client.nested_symbols);
  for (const Document& document : tree.documents)
    ForEachResource(document, *tree.arena, [&](const Value& object) { outline.AddResource(object, symbols); });
  return symbols;
}

Json Folding(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  Json folds = Json::array();
  if (spot.file == nullptr) return folds;
  const Lines lines(spot.file->now->text);
  FoldBlocks(lines, folds);
  // Lines that something deeper has begun below, with their depths.
  std::vector<std::pair<size_t, size_t>> open;
  size_t last = 0;
  const auto close = [&](size_t depth) {
    for (; !open.empty() && open.back().second >= depth; open.pop_back())
      AddFold(open.back().first, last, nullptr, folds);
  };
  for (size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines.line(i);
    if (IsMark(line)) close(0);
    if (IsBlank(line) || IsMark(line)) continue;
    const size_t depth = DepthOf(line);
    close(depth);
    open.emplace_back(i, depth);
    last = i;
  }
  close(0);
  return folds;
}

}  // namespace agentrender::lsp
