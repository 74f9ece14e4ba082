#include "core/model/value.h"

#include <algorithm>
#include <charconv>

#include "core/model/number.h"

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

Value Value::Scalar(Kind kind, std::string_view text, Origin origin) {
  Value v;
  v.kind_ = kind;
  v.present_ = true;
  v.text_ = text.data();
  v.size_ = static_cast<uint32_t>(text.size());
  v.origin_ = origin;
  return v;
}

Value Value::Null(Origin origin) { return Scalar(Kind::kNull, "null", origin); }

Value Value::Bool(bool value, Origin origin) { return Scalar(Kind::kBool, value ? "true" : "false", origin); }

Value Value::Int(Arena& arena, int64_t value, Origin origin) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return Scalar(Kind::kInt, arena.Copy({digits, static_cast<size_t>(end - digits)}), origin);
}

Value Value::String(std::string_view text, Origin origin) { return Scalar(Kind::kString, text, origin); }

Value Value::Plain(std::string_view text, Origin origin) {
  Value v = Scalar(Kind::kString, text, origin);
  v.plain_ = true;
  return v;
}

Value Value::List(Arena& arena, uint32_t capacity, Origin origin) {
  Value v;
  v.kind_ = Kind::kList;
  v.present_ = true;
  v.capacity_ = capacity;
  v.items_ = capacity == 0 ? nullptr : arena.TakeArray<Value>(capacity);
  v.origin_ = origin;
  return v;
}

Value Value::Map(Arena& arena, uint32_t capacity, Origin origin) {
  Value v;
  v.kind_ = Kind::kMap;
  v.present_ = true;
  v.capacity_ = capacity;
  v.members_ = capacity == 0 ? nullptr : arena.TakeArray<Member>(capacity);
  v.origin_ = origin;
  return v;
}

Value Value::WithOrigin(Origin origin) const {
  Value v = *this;
  v.origin_ = origin;
  return v;
}

Value Value::WithRule(RuleId rule) const {
  Value v = *this;
  v.origin_.rule = rule;
  return v;
}

std::string_view Value::text() const { return IsScalar() ? std::string_view(text_, size_) : std::string_view(); }

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

// Room for one more child in `data`, whose first `size` elements stay.
template <class T>
void Reserve(Arena& arena, T*& data, uint32_t size, uint32_t& capacity) {
  if (size < capacity) return;
  capacity = capacity == 0 ? 4 : capacity * 2;
  T* bigger = arena.TakeArray<T>(capacity);
  std::copy_n(data, size, bigger);
  data = bigger;
}

}  // namespace

void Value::Push(Arena& arena, const Value& item) {
  Reserve(arena, items_, size_, capacity_);
  items_[size_++] = item;
}

Value::Members Value::members() const {
  if (!IsMap()) return {nullptr, nullptr};
  return {members_, members_ + size_};
}

void Value::Add(Arena& arena, Value key, const Value& value) {
  Reserve(arena, members_, size_, capacity_);
  members_[size_++] = {key, value};
}

void Value::Add(Arena& arena, const char* key, const Value& value) { Add(arena, Plain(key), value); }

void Value::RemoveMember(uint32_t i) {
  std::copy(members_ + i + 1, members_ + size_, members_ + i);
  --size_;
}

const Member* Value::FindMember(std::string_view key) const {
  for (const Member& m : members()) {
    if (m.key.text() == key) return &m;
  }
  return nullptr;
}

const Value* Value::Find(std::string_view key) const {
  const Member* m = FindMember(key);
  return m == nullptr ? nullptr : &m->value;
}

Value Value::Get(std::string_view key) const {
  const Value* found = Find(key);
  return found == nullptr || found->IsNull() ? Value() : *found;
}

std::string_view Value::TextOf(std::string_view key) const {
  const Value* found = Find(key);
  return found != nullptr && found->IsString() ? found->text() : std::string_view();
}

void Value::SortMembers() {
  if (!IsMap()) return;
  std::sort(members_, members_ + size_, [](const Member& a, const Member& b) { return a.key.text() < b.key.text(); });
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

}  // namespace agentrender
