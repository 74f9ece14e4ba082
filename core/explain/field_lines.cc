// Takes an object, gives its nodes with their paths, and with the lines that they have when write/yaml.cc prints the
// object. Printing does not record lines, since nearly all renderings do without them.
#include "core/explain/field_lines.h"

#include <algorithm>

#include "core/base/order.h"
#include "core/write/scalar.h"

namespace agentrender {

namespace {

// The lines that a scalar takes in addition to the line of its key.
uint32_t ExtraLines(const Value& value) {
  if (!value.IsString() || value.IsPlain() || StyleOf(value.text()) != Style::kLiteral) return 0;
  const std::string_view text = value.text();
  const auto breaks = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
  return text.back() == '\n' ? breaks : breaks + 1;
}

// Follows the layout of write/yaml.cc: a member takes a line, an item shares the line of its first member.
class Walk {
 public:
  void Children(const Value& value, uint32_t above) {
    for (uint32_t i = 0; i < value.size(); ++i) {
      Node({value.IsMap() ? value.member(i).value : value.at(i), line_, 1, above, i}, value.IsMap());
    }
  }

  PlainList<NodeLine> Take() { return std::move(nodes_); }

 private:
  void Node(NodeLine node, bool keyed) {
    if (node.value.IsScalar()) node.lines += ExtraLines(node.value);
    nodes_.push_back(node);
    if (node.IsLeaf()) {
      line_ += node.lines;
    } else {
      if (keyed) ++line_;
      Children(node.value, static_cast<uint32_t>(nodes_.size()) - 1);
    }
  }

  PlainList<NodeLine> nodes_;
  uint32_t line_ = 0;
};

bool AreLabels(const Value& list, std::string_view key) {
  std::vector<std::string_view> labels;
  for (const Value& item : list) {
    const std::string_view label = item.IsMap() ? item.TextOf(key) : std::string_view();
    if (label.empty()) return false;
    labels.push_back(label);
  }
  return !HasRepeated(labels);
}

// A match of the whole pattern at the beginning of `text`, ending where a key ends.
// The last `*` is tried again with more text when what follows it does not match.
bool MatchesHere(std::string_view text, std::string_view pattern) {
  constexpr size_t kNone = std::string_view::npos;
  size_t star = kNone, star_text = 0;
  size_t t = 0, p = 0;
  for (;;) {
    const bool key_ends = t == text.size() || text[t] == '.' || text[t] == '[';
    if (p == pattern.size() && key_ends) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = pattern.find_first_not_of('*', p);  // many stars are one
      if (star == kNone) star = pattern.size();
      p = star--;
      star_text = t;
    } else if (p < pattern.size() && t < text.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != kNone && star_text < text.size()) {
      t = ++star_text;
      p = star + 1;
    } else {
      return false;
    }
  }
}

}  // namespace

PlainList<NodeLine> NodeLinesOf(const Value& object) {
  Walk walk;
  walk.Children(object, NodeLine::kRoot);
  return walk.Take();
}

std::vector<ObjectField> FieldsOf(const Value& object) {
  std::vector<ObjectField> fields;
  PlainList<std::string_view> label_keys;
  const auto label_key_of = [](const Value& value) { return value.IsList() ? LabelKeyOf(value) : std::string_view(); };
  const std::string_view root_key = label_key_of(object);
  for (const NodeLine& node : NodeLinesOf(object)) {
    const bool at_root = node.above == NodeLine::kRoot;
    const Value& above = at_root ? object : fields[node.above].value;
    const std::string_view label_key = at_root ? root_key : label_keys[node.above];
    std::string path = at_root ? std::string() : fields[node.above].path;
    if (above.IsMap()) {
      AppendKey(above.member(node.number).key.text(), path);
    } else {
      AppendItem(node.number, label_key.empty() ? std::string_view() : node.value.TextOf(label_key), path);
    }
    fields.push_back({node, std::move(path)});
    label_keys.push_back(label_key_of(node.value));
  }
  return fields;
}

std::string_view LabelKeyOf(const Value& list) {
  for (const std::string_view key : {"mountPath", "name"}) {
    if (!list.empty() && AreLabels(list, key)) return key;
  }
  return {};
}

void AppendKey(std::string_view key, std::string& path) {
  if (!path.empty()) path += '.';
  path += key;
}

void AppendItem(uint32_t index, std::string_view label, std::string& path, std::string_view note) {
  path.append("[").append(label.empty() ? std::to_string(index) : std::string(label)).append(note).append("]");
}

std::string WithKey(const std::string& path, std::string_view key) {
  std::string longer = path;
  AppendKey(key, longer);
  return longer;
}

bool MatchesField(std::string_view path, std::string_view pattern) {
  if (pattern.empty()) return true;
  const size_t letters = pattern.size() - static_cast<size_t>(std::count(pattern.begin(), pattern.end(), '*'));
  if (letters > path.size()) return false;
  if (pattern.front() == '*') return MatchesHere(path, pattern);
  for (size_t begin = 0;; ++begin) {
    if (MatchesHere(path.substr(begin), pattern)) return true;
    begin = path.find('.', begin);
    if (begin == std::string_view::npos) return false;
  }
}

}  // namespace agentrender
