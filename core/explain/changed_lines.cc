// Takes two versions of an object, gives the lines of the first that differ: a walk over both, which counts lines as
// NodeLinesOf() does.
#include "core/explain/changed_lines.h"

#include <algorithm>
#include <string_view>

#include "core/explain/field_lines.h"
#include "core/model/members.h"

namespace agentrender {

namespace {

size_t NodesOf(const Value& value) {
  size_t nodes = 1;
  for (const Member& m : value.members()) nodes += NodesOf(m.value);
  for (const Value& item : value) nodes += NodesOf(item);
  return nodes;
}

PlainList<std::string_view> SplitLines(std::string_view text) {
  PlainList<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

class Walk {
 public:
  explicit Walk(const PlainList<uint32_t>& lines) : lines_(lines) {}

  // The children of a node. If it has a line of its own, that is the line before theirs.
  void Children(const Value& before, const Value& after) {
    if (before.IsMap()) return Members(before, after);
    const std::string_view label = LabelKeyOf(before);
    const bool labelled = !label.empty() && (after.empty() || LabelKeyOf(after) == label);
    labelled ? ByLabel(before, after, label) : ByPosition(before, after);
  }

  PlainList<Lines> Take() { return std::move(changed_); }

 private:
  void Node(const Value& before, const Value* after) {
    if (after != nullptr && Equal(before, *after)) {
      next_ += NodesOf(before);
      return;
    }
    const bool both_maps = after != nullptr && before.IsMap() && after->IsMap();
    const bool both_lists = after != nullptr && before.IsList() && after->IsList();
    if (before.empty() || !(both_maps || both_lists)) return Changed(before, after);
    ++next_;
    Children(before, *after);
  }

  void Changed(const Value& before, const Value* after) {
    const size_t begin = next_;
    next_ += NodesOf(before);
    Lines lines{lines_[begin], std::max(lines_[next_], lines_[begin] + 1) - 1};
    if (after != nullptr && before.IsString() && after->IsString() && lines.last > lines.first)
      lines = OfText(lines, before.text(), after->text());
    Add(lines);
  }

  // The lines of a literal block follow the line of its key.
  static Lines OfText(const Lines& block, std::string_view before, std::string_view after) {
    const PlainList<std::string_view> old_lines = SplitLines(before), new_lines = SplitLines(after);
    size_t first = 0, behind = old_lines.size(), new_behind = new_lines.size();
    while (first < behind && first < new_behind && old_lines[first] == new_lines[first]) ++first;
    while (first < behind && first < new_behind && old_lines[behind - 1] == new_lines[new_behind - 1]) {
      --behind;
      --new_behind;
    }
    if (behind == first) return {block.first, block.first};  // only `after` has more
    return {block.first + 1 + static_cast<uint32_t>(first), block.first + static_cast<uint32_t>(behind)};
  }

  void Members(const Value& before, const Value& after) {
    const MemberLookup old_ones = MembersByKey(before), new_ones = MembersByKey(after);
    const auto is_new = [&](const Member& m) { return old_ones.Find(m.key.text()) == nullptr; };
    if (std::any_of(after.members().begin(), after.members().end(), is_new)) AddOpeningLine();
    for (const Member& m : before.members()) {
      const Member* other = new_ones.Find(m.key.text());
      Node(m.value, other == nullptr ? nullptr : &other->value);
    }
  }

  void ByLabel(const Value& before, const Value& after, std::string_view label) {
    const Value old_ones = Labelled(before, label), new_ones = Labelled(after, label);
    Members(old_ones, new_ones);
  }

  // The list as a map from labels to items, which has the same lines.
  Value Labelled(const Value& list, std::string_view label) {
    Value map = Value::Map(arena_, list.size(), list.origin());
    for (const Value& item : list) map.Add(arena_, Value::String(item.TextOf(label)), item);
    return map;
  }

  // Skips the items at both ends that are equal; in between, the n-th item is compared with the n-th.
  void ByPosition(const Value& before, const Value& after) {
    uint32_t first = 0, behind = before.size(), new_behind = after.size();
    while (first < behind && first < new_behind && Equal(before.at(first), after.at(first))) ++first;
    while (first < behind && first < new_behind && Equal(before.at(behind - 1), after.at(new_behind - 1))) {
      --behind;
      --new_behind;
    }
    if (new_behind > behind) AddOpeningLine();
    for (uint32_t i = 0; i < before.size(); ++i) {
      const bool in_between = i >= first && i < behind;
      Node(before.at(i), !in_between ? &before.at(i) : i < new_behind ? &after.at(i) : nullptr);
    }
  }

  // Adds the line of the field whose children come next.
  void AddOpeningLine() {
    const uint32_t line = lines_[next_ == 0 ? 0 : next_ - 1];
    Add({line, line});
  }

  // Lines come in order; adjacent ones are joined.
  void Add(const Lines& lines) {
    if (changed_.empty() || lines.first > changed_.back().last + 1) return changed_.push_back(lines);
    changed_.back().last = std::max(changed_.back().last, lines.last);
  }

  const PlainList<uint32_t>& lines_;  // the line of each node, and the line after the last node
  Arena arena_;
  size_t next_ = 0;  // index of the next node
  PlainList<Lines> changed_;
};

}  // namespace

PlainList<uint32_t> LineBegins(const Value& object) {
  PlainList<uint32_t> begins;
  uint32_t behind = 0;
  for (const NodeLine& node : NodeLinesOf(object)) {
    begins.push_back(node.line);
    behind = node.line + node.lines;  // the last node is a leaf
  }
  begins.push_back(behind);
  return begins;
}

PlainList<Lines> ChangedLines(const Value& before, const PlainList<uint32_t>& begins, const Value& after) {
  Walk walk(begins);
  walk.Children(before, after);
  return walk.Take();
}

}  // namespace agentrender
