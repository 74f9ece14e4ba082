// Takes nodes as a reader meets them, gives lists and maps, and enforces the limits on a document: the readers of YAML
// and of JSON share it so that the limits are the same.
#include "core/read/builder.h"

#include <algorithm>
#include <string>

#include "core/base/order.h"
#include "core/base/text.h"
#include "core/model/size_limits.h"
#include "core/read/read.h"

namespace agentrender {

bool Builder::Fail(Code code, const Origin& where, std::string_view message, std::string_view hint) {
  problems_.Error(code, where, message).Hint(hint);
  return false;
}

bool Builder::FailOnNodes(const Origin& where) {
  if (nodes_ > limits::kNodes) {
    return Fail(Code::kTooMuch, where, "the document has more than " + std::to_string(limits::kNodes) + " nodes",
                "split it into several documents");
  }
  const size_t bytes = arena_.budget()->bytes();
  return Fail(Code::kTooMuch, where,
              "reading the input up to here takes more than " + std::to_string(bytes >> 20) + " MiB of memory",
              "render parts of it one by one");
}

bool Builder::CountExpansion(const Extent& extent) {
  if (expanded_.nodes > limits::kExpandedNodes || expanded_.bytes > limits::kExpandedBytes) return false;
  expanded_.nodes += std::min(extent.nodes, limits::kExpandedNodes + 1);
  expanded_.bytes += std::min(extent.bytes, limits::kExpandedBytes + 1);
  return expanded_.nodes <= limits::kExpandedNodes && expanded_.bytes <= limits::kExpandedBytes;
}

namespace {

// "Agent reviewer".
std::string NameOf(const Value& root) {
  const std::string_view name = root.Get("metadata").TextOf("name");
  if (name.empty()) return "this document";
  return std::string(root.TextOf("kind")) + ' ' + name;
}

}  // namespace

void Builder::FailOnExpansion(const Value& root, const Origin& where, std::string_view largest) {
  const bool nodes = expanded_.nodes > limits::kExpandedNodes;
  const std::string most =
      nodes ? std::to_string(limits::kExpandedNodes) + " nodes" : std::to_string(limits::kExpandedBytes >> 20) + " MiB";
  Fail(Code::kTooMuch, where, "aliases make " + NameOf(root) + " larger than " + most,
       "write the values out, or use fewer aliases of large parts, such as " + largest);
}

void Builder::Charge(size_t bytes) {
  if (arena_.budget() != nullptr && arena_.budget()->Take(bytes)) charged_ += bytes;
}

void Builder::GrowStack() {
  const size_t capacity = std::max<size_t>(64, stack_.capacity() + stack_.capacity() / 2);
  Charge((capacity - stack_.capacity()) * sizeof(Value));
  stack_.reserve(capacity);
}

namespace {

// The most bytes that YAML takes for a text in quotes, with escapes such as \x07, \", '' and \u2028.
size_t WrittenBytes(std::string_view text) {
  size_t bytes = text.size();
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || byte == 0xc2 || byte == 0xe2 || byte == 0xef) bytes += 3;
    if (c == '"' || c == '\'' || c == '\\') ++bytes;
  }
  return bytes;
}

}  // namespace

bool Builder::CheckKey(const Value& key) {
  constexpr size_t kMostEscape = 4;  // what WrittenBytes() counts for a byte, at most
  if (key.text().size() <= limits::kWrittenKeyBytes / kMostEscape) return true;
  if (key.text().size() <= limits::kKeyBytes && WrittenBytes(key.text()) <= limits::kWrittenKeyBytes) return true;
  return Fail(Code::kTooMuch, key.origin(),
              "the key is longer than " + std::to_string(limits::kKeyBytes) + " bytes, or has too many escapes",
              "no Kubernetes resource needs keys of that length");
}

bool Builder::Deeper(const Origin& where) {
  if (++depth_ <= limits::kDepth) return true;
  return Fail(Code::kTooMuch, where, "nested deeper than " + std::to_string(limits::kDepth) + " levels",
              "no Kubernetes resource needs that many");
}

Value Builder::CloseList(size_t mark, const Origin& origin) {
  const auto count = static_cast<uint32_t>(stack_.size() - mark);
  Value list = Value::List(arena_, count, origin);
  for (size_t i = mark; i < stack_.size(); ++i) list.Push(arena_, stack_[i]);
  stack_.resize(mark);
  return list;
}

bool Builder::CloseMap(size_t mark, const Origin& origin, Value& map) {
  const auto count = static_cast<uint32_t>((stack_.size() - mark) / 2);
  map = Value::Map(arena_, count, origin);
  for (size_t i = mark; i + 1 < stack_.size(); i += 2) map.Add(arena_, stack_[i], stack_[i + 1]);
  stack_.resize(mark);
  return !HasEqualKeys(map);
}

Value Builder::CloseMapWithLast(size_t mark, const Origin& origin) {
  std::vector<std::string_view> keys;
  for (size_t i = mark; i + 1 < stack_.size(); i += 2) keys.push_back(stack_[i].text());
  const std::vector<uint32_t> order = OrderOf(keys);
  Value map = Value::Map(arena_, static_cast<uint32_t>(keys.size()), origin);
  for (size_t i = 0; i < order.size(); ++i) {
    if (i + 1 < order.size() && keys[order[i]] == keys[order[i + 1]]) continue;  // equal keys keep their order
    map.Add(arena_, stack_[mark + size_t{2} * order[i]], stack_[mark + size_t{2} * order[i] + 1]);
  }
  stack_.resize(mark);
  return map;
}

namespace {

// Two members with the same key, in the order of the text; null pointers if all keys differ.
struct Twins {
  const Member* first = nullptr;
  const Member* second = nullptr;
};

Twins FindTwinsAmongFew(const Value& map) {
  for (uint32_t i = 1; i < map.size(); ++i) {
    for (uint32_t j = 0; j < i; ++j) {
      if (map.member(i).key.text() == map.member(j).key.text()) return {&map.member(j), &map.member(i)};
    }
  }
  return {};
}

Twins FindTwins(const Value& map) {
  constexpr uint32_t kFew = 12;
  if (map.size() <= kFew) return FindTwinsAmongFew(map);
  std::vector<std::string_view> keys;
  keys.reserve(map.size());
  for (const Member& m : map.members()) keys.push_back(m.key.text());
  const std::vector<uint32_t> order = OrderOf(keys);
  for (size_t i = 1; i < order.size(); ++i) {
    if (keys[order[i - 1]] == keys[order[i]]) return {&map.member(order[i - 1]), &map.member(order[i])};
  }
  return {};
}

}  // namespace

bool Builder::HasEqualKeys(const Value& map) {
  const auto [first, second] = FindTwins(map);
  if (second == nullptr) return false;
  problems_
      .Error(Code::kDuplicateKey, second->key.origin(),
             "the key " + Quoted(second->key.text()) + " is written twice in this mapping, first on line " +
                 std::to_string(first->key.origin().line))
      .Hint("keep one of the two; YAML readers differ in which of them they take")
      .Other(first->key.origin());
  return true;
}

}  // namespace agentrender
