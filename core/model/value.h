// The one representation of YAML and JSON data, read or made.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "core/base/arena.h"
#include "core/base/kind.h"
#include "core/model/origin.h"

namespace agentrender {

// The name of a kind in a message: "a string", "an object" ...
const char* NameOf(Kind kind);

struct Member;

// One node of a document: a scalar with its text as it was written (`0755`
// stays `0755`), a list, or an ordered map, with the Origin of the node.
//
// A Value is a trivially copyable view: text points into a source, the arena or static memory, children live in the
// arena. Copying it shares the children. An absent optional field is a Value whose Present() is false. When the arena
// is full, lists and maps do not grow.
class Value {
 public:
  Value() = default;

  // Scalars. The text must outlive the Value; see Arena::Copy().
  static Value Null(const Origin& origin = {});
  static Value Bool(bool value, const Origin& origin = {});
  static Value Int(Arena& arena, int64_t value, const Origin& origin = {});
  static Value String(std::string_view text, const Origin& origin = {});
  // A string that is known to need no quotes in YAML, so that emit need not check.
  static Value Plain(std::string_view text, const Origin& origin = {});
  // A scalar of any kind with its text as written.
  static Value Scalar(Kind kind, std::string_view text, const Origin& origin);
  // A key that Kubernetes reads as a different text from the one written: true for `on`. `both` is `text` followed by
  // what is written.
  static Value Key(std::string_view both, size_t text_size, const Origin& origin);
  // Empty containers with room for `capacity` children.
  static Value List(Arena& arena, uint32_t capacity = 0, const Origin& origin = {});
  static Value Map(Arena& arena, uint32_t capacity = 0, const Origin& origin = {});

  bool Present() const { return present_; }
  Kind kind() const { return kind_; }
  bool IsNull() const { return kind_ == Kind::kNull; }
  bool IsString() const { return kind_ == Kind::kString; }
  bool IsList() const { return kind_ == Kind::kList; }
  bool IsMap() const { return kind_ == Kind::kMap; }
  bool IsScalar() const { return !IsList() && !IsMap(); }
  bool IsPlain() const { return plain_; }
  // It was written as an alias; its place is that of the anchor.
  bool IsAlias() const { return alias_; }
  Value AsAlias() const;

  const Origin& origin() const { return origin_; }
  Value WithOrigin(const Origin& origin) const;
  // The same node, made by `cause` (its place stays).
  Value WithCause(CauseId cause) const;

  // The text of a scalar as written; empty for lists and maps.
  std::string_view text() const { return IsScalar() ? std::string_view(text_, size_) : std::string_view(); }
  // What is written for a key made by Key(); empty for others.
  std::string_view spelling() const { return IsString() ? std::string_view(text_ + size_, capacity_) : ""; }
  // The number as Kubernetes' YAML reads it (0755 is octal, underscores are
  // skipped); nothing for other kinds and outside int64.
  std::optional<int64_t> AsInt() const;
  // The value of an int or float as a double; 0 for other kinds.
  double AsDouble() const;
  bool AsBool() const;

  // Children of a list or map; 0 for scalars.
  uint32_t size() const { return IsScalar() ? 0 : size_; }
  bool empty() const { return size() == 0; }

  // Lists.
  const Value& at(uint32_t i) const { return items_[i]; }
  Value& at(uint32_t i) { return items_[i]; }
  const Value* begin() const { return IsList() ? items_ : nullptr; }
  const Value* end() const { return IsList() ? items_ + size_ : nullptr; }
  void Push(Arena& arena, const Value& item) {
    if (size_ == capacity_ && !GrowItems(arena)) return;
    items_[size_++] = item;
  }

  // Maps. Add() appends and does not look for the key.
  struct Members {
    const Member* first;
    const Member* last;
    const Member* begin() const;
    const Member* end() const;
  };
  Members members() const;
  const Member& member(uint32_t i) const;
  Member& member(uint32_t i);
  void Add(Arena& arena, const Value& key, const Value& value);
  // `key` must be a literal or live as long as the Value, and be a plain YAML word.
  void Add(Arena& arena, std::string_view key, const Value& value);
  void Add(Arena& arena, const char* key, const Value& value) { Add(arena, std::string_view(key), value); }
  void RemoveMember(uint32_t i);
  // Keeps the first `size` children.
  void Shorten(uint32_t size) { size_ = size; }
  // The value of a key; null pointer if there is none.
  const Value* Find(std::string_view key) const;
  const Value* Find(const char* key) const { return Find(std::string_view(key)); }
  const Member* FindMember(std::string_view key) const;
  // Find() in a map whose members are sorted by key.
  const Value* FindSorted(std::string_view key) const;
  // Find() for optional parts: an absent Value if there is no such key, if it is null, or if this is not a
  // map.
  Value Get(std::string_view key) const;
  Value Get(const char* key) const { return Get(std::string_view(key)); }
  // The text of a string child; empty if it is absent or of another kind.
  std::string_view TextOf(std::string_view key) const;
  std::string_view TextOf(const char* key) const { return TextOf(std::string_view(key)); }
  // Sorts the members of this map (not of its children) by key, bytewise.
  void SortMembers();

 private:
  Value(Kind kind, uint32_t size, uint32_t capacity, const Origin& origin, bool plain = false)
      : size_(size), capacity_(capacity), origin_(origin), kind_(kind), plain_(plain), present_(true) {}

  // Makes room for one more child; the existing ones move. False if the arena is full.
  bool GrowItems(Arena& arena);
  bool GrowMembers(Arena& arena);

  union {
    const char* text_ = nullptr;
    Value* items_;
    Member* members_;
  };
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
  Origin origin_;
  Kind kind_ = Kind::kNull;
  bool plain_ = false;
  bool present_ = false;
  bool alias_ = false;
};

struct Member {
  Value key;  // a scalar; its text is the key as Kubernetes reads it ("1" for 0x1)
  Value value;
};

inline Value Value::Scalar(Kind kind, std::string_view text, const Origin& origin) {
  Value v(kind, static_cast<uint32_t>(text.size()), 0, origin);
  v.text_ = text.data();
  return v;
}

inline Value Value::Null(const Origin& origin) { return Scalar(Kind::kNull, "null", origin); }

inline Value Value::String(std::string_view text, const Origin& origin) { return Scalar(Kind::kString, text, origin); }

inline Value Value::Key(std::string_view both, size_t text_size, const Origin& origin) {
  Value v(Kind::kString, static_cast<uint32_t>(text_size), static_cast<uint32_t>(both.size() - text_size), origin);
  v.text_ = both.data();
  return v;
}

inline Value Value::AsAlias() const {
  Value v = *this;
  v.alias_ = true;
  return v;
}

inline Value Value::Plain(std::string_view text, const Origin& origin) {
  Value v(Kind::kString, static_cast<uint32_t>(text.size()), 0, origin, true);
  v.text_ = text.data();
  return v;
}

inline Value Value::WithOrigin(const Origin& origin) const {
  Value v = *this;
  v.origin_ = origin;
  return v;
}

inline Value Value::WithCause(CauseId cause) const {
  Value v = *this;
  v.origin_.cause = cause;
  return v;
}

inline Value::Members Value::members() const {
  if (!IsMap()) return {nullptr, nullptr};
  return {members_, members_ + size_};
}

inline void Value::Add(Arena& arena, const Value& key, const Value& value) {
  if (size_ == capacity_ && !GrowMembers(arena)) return;
  Member& member = members_[size_++];
  member.key = key;
  member.value = value;
}

inline const Member& Value::member(uint32_t i) const { return members_[i]; }
inline Member& Value::member(uint32_t i) { return members_[i]; }
inline const Member* Value::Members::begin() const { return first; }
inline const Member* Value::Members::end() const { return last; }

static_assert(std::is_trivially_copyable_v<Value>);
static_assert(sizeof(void*) != 8 || sizeof(Value) == 32);

// Deep equality of kinds and texts, ignoring places.
bool Equal(const Value& a, const Value& b);

// The bytes of all keys and scalars of `value`: a lower bound for any form in which an API server stores it.
size_t TextBytes(const Value& value);

}  // namespace agentrender
