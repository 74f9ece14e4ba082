// Takes lines that need not be YAML yet, gives the path of a position: upwards by indentation, then into what is open
// between braces on the line itself; in JSON, into what is open between braces from the document's beginning on.
#include <algorithm>

#include "core/base/text.h"
#include "core/report/excerpt.h"
#include "lsp/place.h"

namespace agentrender::lsp {

namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr std::string_view kSpace = " \t\r\n";

// A line as far as its structure goes: `  - - key: value`.
struct LineParts {
  std::vector<size_t> dashes;  // their columns
  size_t column = 0;           // of what stands behind them
  std::string_view key;        // empty without one
  std::string_view value;      // what stands behind the colon, or all when there is no key
  size_t value_column = 0;
  bool blank = false;  // nothing, or a comment
};

std::string_view Unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

std::string_view WithoutComment(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && (i == 0 || text[i - 1] == ' ')) text = text.substr(0, i);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

LineParts PartsOf(std::string_view line) {
  LineParts parts;
  size_t at = std::min(line.find_first_not_of(' '), line.size());
  while (at < line.size() && line[at] == '-' && (at + 1 == line.size() || line[at + 1] == ' ')) {
    parts.dashes.push_back(at);
    at = std::min(line.find_first_not_of(' ', at + 1), line.size());
  }
  parts.column = at;
  const std::string_view rest = line.substr(at);
  parts.blank = parts.dashes.empty() && (rest.empty() || rest.front() == '#');
  parts.value = WithoutComment(rest);
  parts.value_column = at;
  if (rest.empty() || rest.front() == '{' || rest.front() == '[') return parts;
  const size_t key_size = TokenSize(rest, false);
  if (key_size >= rest.size() || rest[key_size] != ':') return parts;
  parts.key = Unquoted(rest.substr(0, key_size));
  const size_t begin = std::min(rest.find_first_not_of(' ', key_size + 1), rest.size());
  parts.value = WithoutComment(rest.substr(begin));
  parts.value_column = at + begin;
  return parts;
}

// A brace or bracket that is open at the position, and where in it that is.
struct FlowLevel {
  bool is_map;
  std::string key;  // of the member that the position is in
  uint32_t item = 0;
  std::map<std::string, std::string> beside;
};

// The size of the word at the beginning, which ends with its line: one that is being typed has no closing quote.
size_t WordSize(std::string_view text) { return TokenSize(text.substr(0, text.find_first_of("\r\n")), true); }

// The text that a member of JSON has, the first of this name; empty without one.
std::string_view TextBehind(std::string_view json, std::string_view key) {
  for (const std::string& written : {'"' + std::string(key) + '"', std::string(key) + ':'}) {
    const size_t at = json.find(written);
    if (at == kNone) continue;
    const size_t begin = json.find_first_not_of(" \t\r\n:", at + written.size());
    if (begin == kNone || (written.front() == '"' && json[begin] != '"')) return {};
    return Unquoted(json.substr(begin, WordSize(json.substr(begin))));
  }
  return {};
}

// What stands on a line between braces and brackets, from a column up to the position.
struct FlowScan {
  FlowScan(std::string_view line, size_t begin, size_t column) : token(begin) {
    for (size_t i = begin; i < std::min(column, line.size());) {
      const char c = line[i];
      if (kSpace.find(c) != kNone) {
        ++i;
        if (line.substr(token, i - token).find_first_not_of(kSpace) == kNone) token = i;
      } else if (std::string_view("{[]},").find(c) != kNone) {
        TakeMark(c);
        token = ++i;
      } else if (!TakeWord(line, column, i)) {
        break;
      }
    }
  }

  std::vector<FlowLevel> levels;
  bool after_colon = false;
  bool closed = false;  // what was open first is no longer
  size_t token;         // where the word at the position begins

 private:
  void TakeMark(char c) {
    if (c == '{' || c == '[') levels.push_back({c == '{', {}, 0, {}});
    if ((c == '}' || c == ']') && !levels.empty()) levels.pop_back();
    closed |= levels.empty();
    if (c == ',' && !levels.empty()) {
      ++levels.back().item;
      levels.back().key.clear();
    }
    if (c != '}' && c != ']') after_colon = false;
  }

  // A key or a scalar; false when it is the one at the position.
  bool TakeWord(std::string_view line, size_t column, size_t& i) {
    const size_t end = i + WordSize(line.substr(i));
    const bool may_be_key = !after_colon && !levels.empty() && levels.back().is_map;
    const bool is_key = may_be_key && end < line.size() && line[end] == ':' && end < column;
    token = i;
    if (end >= column && !is_key) return false;
    const std::string_view word = Unquoted(line.substr(i, end - i));
    if (is_key) levels.back().key = word;
    if (!is_key && !levels.empty()) levels.back().beside[levels.back().key] = word;
    i = token = end + (is_key ? 1 : 0);
    after_colon = is_key;
    return true;
  }
};

bool IsDocumentEnd(std::string_view line) { return line.starts_with("---") || line.starts_with("..."); }

class Scan {
 public:
  Scan(const Lines& lines, size_t offset, Place& place) : lines_(lines), offset_(offset), place_(place) {
    at_ = lines.LineAt(offset);
    column_ = offset - lines.start(at_);
    first_ = at_;
    while (first_ > 0 && !IsDocumentEnd(lines.line(first_ - 1))) --first_;
    end_ = at_ + 1;
    while (end_ < lines.count() && !IsDocumentEnd(lines.line(end_))) ++end_;
  }

  void Run() {
    const std::string_view document =
        lines_.text().substr(lines_.start(first_), lines_.start(end_) - lines_.start(first_));
    const size_t first = document.find_first_not_of(kSpace);
    if (IsInComment(lines_.line(at_), column_)) return;
    if (first != kNone && document[first] == '{') return RunJson(document);
    ReadHeader(first_, end_, 0);
    FindFlowAbove();
    const LineParts parts = PartsOf(lines_.line(at_));
    const bool in_value = !parts.key.empty() && column_ > parts.column + parts.key.size();
    const size_t here = parts.blank ? column_ : parts.column;
    Up(here, parts.dashes);
    if (place_.in_block) return;
    if (!in_value) {
      place_.on_key = true;
      const size_t size = parts.blank ? 0 : std::max<size_t>(parts.key.size(), parts.value.size());
      if (!parts.blank && parts.key.empty() && IsFlow(parts.value)) return Flow(parts);
      place_.span = {lines_.start(at_) + here, lines_.start(at_) + here + size};
      place_.token = parts.key.empty() ? parts.value : parts.key;
      CollectBeside(here, parts.dashes);
      place_.path.push_back({place_.token, 0, true});
      return;
    }
    CollectBeside(here, parts.dashes);
    place_.path.push_back({std::string(parts.key), 0, true});
    if (IsFlow(parts.value)) return Flow(parts);
    place_.span = {lines_.start(at_) + parts.value_column, lines_.start(at_) + parts.value_column + parts.value.size()};
    if (parts.value.empty()) place_.span = {offset_, offset_};
    place_.token = Unquoted(parts.value);
  }

  // The item of a list of resources that the position is in is what the path is from.
  void EnterItem() {
    if (!place_.kind.ends_with("List") || place_.path.size() < 3 || place_.path[0].key != "items" ||
        place_.path[1].is_key)
      return;
    size_t items = first_;
    while (items < at_ && !(PartsOf(lines_.line(items)).column == 0 && PartsOf(lines_.line(items)).key == "items"))
      ++items;
    const auto begins = [&](size_t line, size_t dash) {
      const LineParts parts = PartsOf(lines_.line(line));
      return !parts.dashes.empty() && parts.dashes.front() == dash;
    };
    size_t begin = items + 1;
    while (begin < at_ && PartsOf(lines_.line(begin)).dashes.empty()) ++begin;
    if (begin > at_ || PartsOf(lines_.line(begin)).dashes.empty()) return;
    const size_t dash = PartsOf(lines_.line(begin)).dashes.front();
    for (size_t line = begin; line <= at_; ++line) {
      if (begins(line, dash)) begin = line;
    }
    size_t end = at_ + 1;
    while (end < end_ && !begins(end, dash)) ++end;
    if (place_.kind != "List") place_.kind.resize(place_.kind.size() - std::string_view("List").size());
    place_.name.clear();
    ReadHeader(begin, end, PartsOf(lines_.line(begin)).column);
    place_.path.erase(place_.path.begin(), place_.path.begin() + 2);
  }

 private:
  static bool IsFlow(std::string_view value) { return value.starts_with('{') || value.starts_with('['); }

  // Whether the lines behind one, up to the position's, can be of braces that it has open: they stand further to the
  // right. What follows a brace that somebody has yet to close does not.
  bool ReachesDown(size_t from, size_t column) const {
    for (size_t line = from + 1; line <= at_; ++line) {
      const std::string_view text = lines_.line(line);
      const size_t first = text.find_first_not_of(kSpace);
      if (first != kNone && first <= column && text[first] != '}' && text[first] != ']') return false;
    }
    return true;
  }

  // The line where braces begin in which the position is, when it is one above.
  void FindFlowAbove() {
    constexpr size_t kMost = 200;
    const size_t last = at_;
    for (size_t line = last - std::min(kMost, last - first_); line < last; ++line) {
      const LineParts parts = PartsOf(lines_.line(line));
      if (parts.blank || !IsFlow(parts.value) || !ReachesDown(line, parts.column)) continue;
      const size_t start = lines_.start(line);
      const FlowScan scan(lines_.text().substr(start), parts.value_column, offset_ - start);
      if (scan.closed || scan.levels.empty()) continue;
      at_ = line;
      column_ = offset_ - start;
      return;
    }
  }

  // apiVersion, kind, name and namespace, by the lines [first, end) that say them in a column.
  void ReadHeader(size_t first, size_t end, size_t column) {
    std::string above;
    for (size_t i = first; i < end; ++i) {
      const LineParts parts = PartsOf(lines_.line(i));
      if (parts.blank || parts.key.empty()) continue;
      if (parts.column == column) {
        above = parts.key;
        if (parts.key == "apiVersion") place_.api_version = Unquoted(parts.value);
        if (parts.key == "kind") place_.kind = Unquoted(parts.value);
        if (parts.key == "metadata") ReadFlowMetadata(parts.value);
      } else if (above == "metadata") {
        if (parts.key == "name" && place_.name.empty()) place_.name = Unquoted(parts.value);
        if (parts.key == "namespace" && place_.ns.empty()) place_.ns = Unquoted(parts.value);
      }
    }
  }

  void ReadFlowMetadata(std::string_view text) {
    for (const auto& [key, into] : {std::pair{"name", &place_.name}, std::pair{"namespace", &place_.ns}}) {
      for (size_t i = text.find(key); i != kNone; i = text.find(key, i + 1)) {
        const size_t colon = i + std::string_view(key).size();
        if (i > 0 && (IsAlphanumeric(text[i - 1]) || text[i - 1] == '.')) continue;
        if (colon >= text.size() || text[colon] != ':') continue;
        const size_t begin = std::min(text.find_first_not_of(' ', colon + 1), text.size());
        const std::string_view rest = text.substr(begin);
        if (!rest.empty()) *into = Unquoted(rest.substr(0, TokenSize(rest, true)));
        break;
      }
    }
  }

  // Prepends the steps above column `want`, whose line has the dashes.
  void Up(size_t want, const std::vector<size_t>& dashes) {
    std::vector<Step> steps;
    bool item = false;  // what is looked for is the key of a list whose dashes stand at `want`
    uint32_t before = 0;
    const auto enter = [&](const std::vector<size_t>& columns, size_t most) {
      for (size_t i = columns.size(); i-- > 0;) {
        if (columns[i] >= most) continue;
        steps.push_back({"", 0, false});
        want = columns[i];
        item = true;
        before = 0;
      }
    };
    enter(dashes, want);
    for (size_t i = at_; i-- > first_;) {
      const LineParts parts = PartsOf(lines_.line(i));
      if (parts.blank) continue;
      const size_t outer = parts.dashes.empty() ? parts.column : parts.dashes.front();
      if (item && !parts.dashes.empty() && parts.dashes.front() == want) {
        steps.back().item = ++before;
        continue;
      }
      const bool above = parts.column < want || (item && parts.column == want && parts.dashes.empty());
      if (above && !parts.key.empty()) {
        steps.push_back({std::string(parts.key), 0, true});
        const bool is_text = parts.value.starts_with('|') || parts.value.starts_with('>');
        place_.in_block |= is_text;
        want = parts.column;
        item = false;
        enter(parts.dashes, parts.column);
      } else if (!item && outer < want && parts.column == want) {
        enter(parts.dashes, parts.column);
      }
      if (want == 0 && !item) break;
    }
    std::reverse(steps.begin(), steps.end());
    // What looks like keys in a text is text.
    place_.path = std::move(steps);
  }

  // Scalars beside the key, in lines with the same indentation.
  void CollectBeside(size_t column, const std::vector<size_t>& dashes) {
    const auto take = [&](const LineParts& parts) {
      if (!parts.key.empty() && parts.column == column)
        place_.beside[std::string(parts.key)] =
            IsFlow(parts.value) ? std::string() : std::string(Unquoted(parts.value));
    };
    const auto passes = [&](const LineParts& parts) { return parts.blank || parts.column >= column; };
    if (dashes.empty()) {
      for (size_t i = at_; i-- > first_;) {
        const LineParts parts = PartsOf(lines_.line(i));
        if (!passes(parts)) break;
        take(parts);
        if (!parts.dashes.empty() && parts.column == column) break;
      }
    }
    for (size_t i = at_ + 1; i < end_; ++i) {
      const LineParts parts = PartsOf(lines_.line(i));
      if (!passes(parts) || (!parts.blank && !parts.dashes.empty() && parts.dashes.front() < column)) break;
      take(parts);
    }
  }

  void RunJson(std::string_view document) {
    const size_t key = document.find_first_not_of(" \t\r\n{");
    place_.is_json = key == kNone || document[key] == '"' || document[key] == '}';
    place_.api_version = TextBehind(document, "apiVersion");
    place_.kind = TextBehind(document, "kind");
    const std::string_view metadata = document.substr(std::min(document.find("metadata"), document.size()));
    place_.name = TextBehind(metadata, "name");
    place_.ns = TextBehind(metadata, "namespace");
    Enter(document, 0, lines_.start(first_));
  }

  void Flow(const LineParts& parts) {
    Enter(lines_.text().substr(lines_.start(at_)), parts.value_column, lines_.start(at_));
  }

  // Into `{a: 1, b: {c: ` up to the position. `text` begins at the offset `start`.
  void Enter(std::string_view text, size_t begin, size_t start) {
    const size_t column = offset_ - start;
    FlowScan scan(text, begin, column);
    if (scan.levels.empty()) return;
    const FlowLevel& inner = scan.levels.back();
    for (const FlowLevel& level : scan.levels) {
      if (!level.is_map) place_.path.push_back({"", level.item, false});
      if (level.is_map && (&level != &inner || scan.after_colon)) place_.path.push_back({level.key, 0, true});
    }
    const size_t first = std::min(text.find_first_not_of(kSpace, scan.token), text.size());
    const size_t token = std::min(first, std::max(column, scan.token));
    const std::string_view rest = text.substr(token);
    const bool empty = rest.empty() || std::string_view(",}]\r\n").find(rest.front()) != kNone;
    const std::string_view word = empty ? std::string_view() : rest.substr(0, WordSize(rest));
    place_.on_key = inner.is_map && !scan.after_colon;
    if (inner.is_map) place_.beside = inner.beside;
    place_.span = {start + token, start + token + word.size()};
    place_.token = Unquoted(word);
    if (place_.on_key) place_.path.push_back({place_.token, 0, true});
  }

  const Lines& lines_;
  const size_t offset_;
  Place& place_;
  size_t at_ = 0;      // the line of the position
  size_t column_ = 0;  // in bytes
  size_t first_ = 0;   // lines of the document: [first_, end_)
  size_t end_ = 0;
};

}  // namespace

Place PlaceInText(const Session& session, const Spot& spot) {
  Place place;
  const Lines lines(spot.file->now->text);
  Scan scan(lines, spot.offset, place);
  scan.Run();
  scan.EnterItem();
  if (place.ns.empty()) place.ns = session.workspace.default_namespace();
  place.resource = FindResource(spot.file->tree(), place.kind, place.name);
  if (place.resource != nullptr) place.value = ValueAt(*place.resource, place.path);
  return place;
}

}  // namespace agentrender::lsp
