// Takes Values, grows, sorts and compares them. What is done for every node is inline in value.h.
#include "core/model/value.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "core/base/list.h"
#include "core/base/number.h"
#include "core/base/order.h"
#include "core/base/same.h"

namespace agentrender {

const char* NameOf(Kind kind) {
  switch (kind) {
    case Kind::kNull: return "null";
    case Kind::kBool: return "a boolean";
    case Kind::kInt: return "a whole number";
    case Kind::kFloat: return "a number";
    case Kind::kString: return "a string";
    case Kind::kList: return "a list";
    case Kind::kMap: return "an object";
  }
  return "nothing";
}

Value Value::Bool(bool value, const Origin& origin) {
  Value v = Scalar(Kind::kBool, value ? "true" : "false", origin);
  v.plain_ = true;
  return v;
}

Value Value::Int(Arena& arena, int64_t value, const Origin& origin) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  Value v = Scalar(Kind::kInt, arena.Copy({digits, static_cast<size_t>(end - digits)}), origin);
  v.plain_ = true;
  return v;
}

Value Value::List(Arena& arena, uint32_t capacity, const Origin& origin) {
  Value v(Kind::kList, 0, capacity, origin);
  v.items_ = capacity == 0 ? nullptr : arena.TakeArray<Value>(capacity);
  if (v.items_ == nullptr) v.capacity_ = 0;
  return v;
}

Value Value::Map(Arena& arena, uint32_t capacity, const Origin& origin) {
  Value v(Kind::kMap, 0, capacity, origin);
  v.members_ = capacity == 0 ? nullptr : arena.TakeArray<Member>(capacity);
  if (v.members_ == nullptr) v.capacity_ = 0;
  return v;
}

std::optional<int64_t> Value::AsInt() const {
  if (kind_ != Kind::kInt) return std::nullopt;
  return ParseInt(text());
}

double Value::AsDouble() const {
  if (kind_ != Kind::kInt && kind_ != Kind::kFloat) return 0;
  return ParseDouble(text());
}

bool Value::AsBool() const {
  if (kind_ != Kind::kBool || size_ == 0) return false;
  // y yes true on, in any of YAML 1.1's three spellings.
  const char first = text_[0];
  if (first == 'o' || first == 'O') return size_ == 2;
  return first == 'y' || first == 'Y' || first == 't' || first == 'T';
}

namespace {

// Room for at least one child more than `size`, each of `bytes` bytes, with the existing ones copied; null if the arena
// is full.
void* Grow(Arena& arena, const void* children, uint32_t size, uint32_t& capacity, size_t bytes) {
  const uint32_t more = capacity == 0 ? 4 : capacity * 2;
  void* bigger = arena.Take(more * bytes);
  if (bigger == nullptr) return nullptr;
  if (size != 0) std::memcpy(bigger, children, size * bytes);
  capacity = more;
  return bigger;
}

}  // namespace

bool Value::GrowItems(Arena& arena) {
  void* bigger = Grow(arena, items_, size_, capacity_, sizeof(Value));
  if (bigger != nullptr) items_ = static_cast<Value*>(bigger);
  return bigger != nullptr;
}

bool Value::GrowMembers(Arena& arena) {
  void* bigger = Grow(arena, members_, size_, capacity_, sizeof(Member));
  if (bigger != nullptr) members_ = static_cast<Member*>(bigger);
  return bigger != nullptr;
}

namespace {

// A function of its own, so that its caller, which runs for each member of each object, need not save registers.
[[gnu::noinline]] void AddToFull(Value& map, Arena& arena, std::string_view key, const Value& value) {
  map.Add(arena, Value::Plain(key), value);
}

}  // namespace

void Value::Add(Arena& arena, std::string_view key, const Value& value) {
  if (size_ == capacity_) return AddToFull(*this, arena, key, value);
  members_[size_++] = {Plain(key), value};
}

void Value::RemoveMember(uint32_t i) {
  std::copy(members_ + i + 1, members_ + size_, members_ + i);
  --size_;
}

const Member* Value::FindMember(std::string_view key) const {
  for (const Member& m : members()) {
    const Value& k = m.key;
    if (k.size_ == key.size() && AreSame(k.text_, key.data(), key.size())) return &m;
  }
  return nullptr;
}

const Value* Value::FindSorted(std::string_view key) const {
  const Members all = members();
  const Member* at = std::lower_bound(all.begin(), all.end(), key,
                                      [](const Member& m, std::string_view wanted) { return m.key.text() < wanted; });
  return at == all.end() || at->key.text() != key ? nullptr : &at->value;
}

const Value* Value::Find(std::string_view key) const {
  const Member* m = FindMember(key);
  return m == nullptr ? nullptr : &m->value;
}

Value Value::Get(std::string_view key) const {
  const Member* found = IsMap() ? FindMember(key) : nullptr;
  return found == nullptr || found->value.IsNull() ? Value() : found->value;
}

std::string_view Value::TextOf(std::string_view key) const {
  const Member* found = FindMember(key);
  return found != nullptr && found->value.IsString() ? found->value.text() : std::string_view();
}

void Value::SortMembers() {
  if (!IsMap()) return;
  const auto before = [](const Member& a, const Member& b) { return a.key.text() < b.key.text(); };
  if (std::is_sorted(members_, members_ + size_, before)) return;
  PlainList<Member> sorted;
  for (uint32_t i : OrderBy(size_, [&](uint32_t a, uint32_t b) { return before(members_[a], members_[b]); }))
    sorted.push_back(members_[i]);
  std::copy(sorted.begin(), sorted.end(), members_);
}

bool Equal(const Value& a, const Value& b) {
  if (a.Present() != b.Present() || a.kind() != b.kind()) return false;
  if (a.IsScalar()) return a.text() == b.text();
  if (a.size() != b.size()) return false;
  for (uint32_t i = 0; i < a.size(); ++i) {
    if (a.IsList() && !Equal(a.at(i), b.at(i))) return false;
    if (a.IsMap() && (a.member(i).key.text() != b.member(i).key.text() || !Equal(a.member(i).value, b.member(i).value)))
      return false;
  }
  return true;
}

size_t TextBytes(const Value& value) {
  size_t bytes = value.text().size();
  for (const Value& item : value) bytes += TextBytes(item);
  for (const Member& m : value.members()) bytes += m.key.text().size() + TextBytes(m.value);
  return bytes;
}

}  // namespace agentrender
