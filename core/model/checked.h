// The result of Conform() for our own kinds, read without further checks: `git.ref = value["ref"]`.
#pragma once

#include <cstdint>

#include "core/model/sourced.h"
#include "core/model/value.h"

namespace agentrender {

// A field that may be absent; then everything read from it is absent too.
class Checked {
 public:
  explicit Checked(const Value& value) : value_(value) {}

  Checked operator[](std::string_view name) const { return Checked(value_.Get(name)); }
  Checked operator[](const char* name) const { return Checked(value_.Get(name)); }
  // The place of the field; unknown if it is absent.
  Origin origin() const { return value_.origin(); }

  operator Value() const { return value_; }
  operator Text() const {
    if (!value_.IsString()) return {};
    return {value_.text(), Place(), true};
  }
  operator Sourced<bool>() const {
    if (value_.kind() != Kind::kBool) return {};
    return {value_.AsBool(), Place(), true};
  }
  operator Sourced<int64_t>() const {
    const std::optional<int64_t> number = value_.AsInt();
    return number ? Sourced<int64_t>{*number, Place(), true} : Sourced<int64_t>();
  }

  const Value* begin() const { return value_.begin(); }
  const Value* end() const { return value_.end(); }
  bool IsList() const { return value_.IsList(); }

 private:
  // That Conform() rewrote a scalar says nothing about what is made from it.
  Origin Place() const {
    Origin place = value_.origin();
    place.cause = 0;
    return place;
  }

  Value value_;
};

}  // namespace agentrender
