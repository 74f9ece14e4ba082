// Strict reading of input Values: decoders say what they want, the cursor reports
// what does not fit.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/model/controller.h"
#include "core/model/described.h"
#include "core/model/problem.h"
#include "core/model/sourced.h"
#include "core/model/value.h"

namespace agentrender {

namespace limits {
// The entries of a list or map that is read one by one; more are an error (Code::kTooMuch).
inline constexpr uint32_t kEntries = 500;
}  // namespace limits

// How the hint begins that tells all fields of an object.
inline constexpr std::string_view kFieldsHint = "the fields here are ";

// What all cursors of one decoding share.
struct Decoding {
  Arena& arena;
  Problems& problems;
  bool strict = true;              // unknown fields are errors, not warnings (D13)
  Controller controller = {};      // what it does not know is an error (R71)
  Described* described = nullptr;  // where to note what is asked for, instead of reading
};

// A node of the input, perhaps absent: then every reader gives an absent value.
// A node that is null counts as absent.
class Cursor {
 public:
  Cursor(const Value* value, const Origin& holder, std::string_view name, Decoding& decoding)
      : value_(value != nullptr && value->IsNull() ? nullptr : value),
        holder_(holder),
        name_(name),
        decoding_(&decoding) {}
  // A cursor that describes: it is there, and notes what is asked of it.
  Cursor(Described* described, Described* parent, std::string_view name, Decoding& decoding);

  // Null unless this cursor describes.
  Described* described() const { return described_; }

  bool Present() const { return value_ != nullptr; }
  const Value& value() const { return *value_; }
  Decoding& decoding() const { return *decoding_; }
  // The node's place; its parent's when the node is absent.
  Origin origin() const { return Present() ? value_->origin() : holder_; }

  // A string. A bare number or boolean is an error that says how to quote it.
  agentrender::Text Text() const;
  // A string that must be there; an empty one is there.
  agentrender::Text RequiredText() const;
  // A string that must be there and not be empty.
  agentrender::Text NonEmptyText() const;
  // One of `choices`; `none` is what an absent field gives.
  agentrender::Text OneOf(std::initializer_list<std::string_view> choices) const;
  Sourced<bool> Bool() const;
  Sourced<bool> RequiredBool() const;
  // A whole number from `least` to `most`.
  Sourced<int64_t> Int(int64_t least, int64_t most) const;
  Sourced<int64_t> RequiredInt(int64_t least, int64_t most) const;
  // A map whose values are strings, sorted by key; null entries are left out.
  Value StringMap() const;
  // The items of a list, one by one. False when absent or no list.
  template <class Fn>
  bool ForEach(Fn&& fn) const {
    if (!IsA(Kind::kList) || !HasFewEntries()) return false;
    if (described_ != nullptr) fn(Cursor(described_->Items(), nullptr, "", *decoding_));
    for (uint32_t i = 0; i < value_->size(); ++i) fn(Item(value_->at(i)));
    return true;
  }
  // The entries of a map, one by one with their keys; those that are null are left out.
  template <class Fn>
  void ForEachEntry(Fn&& fn) const {
    if (!IsA(Kind::kMap) || !HasFewEntries()) return;
    if (described_ != nullptr) fn(Cursor(described_->Entries(), nullptr, "", *decoding_), std::string_view());
    for (const Member& m : value_->members()) {
      const Cursor entry(&m.value, value_->origin(), m.key.text(), *decoding_);
      if (entry.Present()) fn(entry, m.key.text());
    }
  }
  // True when the node is there and of this kind; reports another kind.
  bool IsA(Kind kind) const;
  // Reports a list or map with more than limits::kEntries.
  bool HasFewEntries() const;
  // Adds "is required" unless the node is there.
  bool Require(const char* what = "") const;

  // Reports on this node.
  Problem& Error(Code code, std::string_view message) const;
  Problem& Warning(Code code, std::string_view message) const;

 private:
  Cursor Item(const Value& item) const;
  void WrongKind(const char* expected) const;

  const Value* value_;
  Origin holder_;  // the parent
  std::string_view name_;
  Decoding* decoding_;
  Described* described_ = nullptr;
  Described* parent_ = nullptr;
};

// An object while its fields are read. When it goes, fields that nobody asked for
// are reported as unknown, with the nearest known one.
class Fields {
 public:
  explicit Fields(const Cursor& cursor);
  ~Fields();
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  // False when there is no object; all fields are absent then.
  bool Present() const { return object_ != nullptr; }
  Origin origin() const { return origin_; }
  Cursor operator[](std::string_view name);
  // A field that controllers know since that change; reports it, null too, when the chosen one does not (R71).
  Cursor From(Change change, std::string_view name);
  // Takes a field without reading it.
  void Ignore(std::string_view name) {
    Take(name);
    if (Described* d = cursor_.described()) d->Field(name);
  }
  // Says where a field that is unknown here belongs: the hint when it is there.
  void Belongs(std::initializer_list<std::string_view> names, const char* hint);
  // Takes all other fields without reading them.
  void IgnoreOthers() { ignore_others_ = true; }

 private:
  // Notes that `name` is known; its member, or null when it is not there.
  const Member* Take(std::string_view name);
  bool IsTaken(size_t member) const;
  void ReportUnknown(const Value& key) const;

  // More than any object has fields.
  static constexpr size_t kMost = 64;

  const Value* object_ = nullptr;
  Origin origin_;
  Cursor cursor_;
  Decoding& decoding_;
  std::string_view known_[kMost];  // a name that is asked for twice stands here twice
  size_t count_ = 0;
  uint64_t taken_ = 0;  // by the index of the member
  bool ignore_others_ = false;
};

// The report on an unknown field: `key` in the object at `holder`.
Problem& ReportUnknownField(const Value& key, const Origin& holder, const std::vector<std::string_view>& known,
                            bool strict, Problems& problems);

}  // namespace agentrender
