// A decoded value that remembers where it was written.
#pragma once

#include <string_view>

#include "core/model/origin.h"

namespace agentrender {

// The value of an optional field with its place; `present` is false if the field was absent or
// null.
template <class T>
struct Sourced {
  T value{};
  Origin origin;
  bool present = false;

  explicit operator bool() const { return present; }
  const T& operator*() const { return value; }
  const T& Or(const T& other) const { return present ? value : other; }
};

using Text = Sourced<std::string_view>;

// A text that was written nowhere.
inline Text TextWithoutPlace(std::string_view text) { return {text, {}, !text.empty()}; }

// Most string fields count as absent if they are empty (R11).
inline bool HasText(const Text& text) { return text.present && !text.value.empty(); }

// The first that has text, with its place; otherwise an absent one.
inline Text FirstText(const Text& a, const Text& b) { return HasText(a) ? a : HasText(b) ? b : Text{}; }

}  // namespace agentrender
