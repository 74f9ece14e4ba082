// JSON text as Go's encoding/json (1.22 and later) writes it.
#pragma once

#include <string_view>

#include "core/base/output.h"
#include "core/formats/text_builder.h"
#include "core/model/value.h"

namespace agentrender {

struct JsonOptions {
  // Map keys in bytewise order, as Go writes maps (R26); else in their own order.
  bool sort_keys = true;
  // Integers pass through doubles too, as when Go decodes into interface{}.
  bool numbers_as_doubles = false;
  // Integers from 2^63 to 2^64-1 keep their digits, and -0.0 its sign, as in what kubectl sends; the API server rounds
  // them.
  bool large_integers = false;
};

// The text of a number as Kubernetes stores it: integers within int64 exact
// (0755 is 493), every other number a double in Go's format (1e+21, 1e-7).
struct JsonNumber {
  char buffer[32];
  unsigned char size;

  std::string_view text() const { return {buffer, size}; }
};

// The number of a finite double; zero is "0" whatever its sign.
JsonNumber JsonNumberOf(double value);
// The number of a Value of kind kInt or kFloat. Empty for `.inf` and `.nan`, which
// JSON cannot represent.
JsonNumber JsonNumberOf(const Value& number, bool as_double = false);
// The same as kubectl sends it: an integer with all digits up to 2^64-1, and -0.0 as -0.
JsonNumber JsonNumberOfLarge(const Value& number);

// The first number in `value` that JSON cannot represent: `.inf`, `.nan`, 1e400; null if there is none.
const Value* FindWithoutJsonForm(const Value& value);

// Appends `value` without spaces (R26). `.inf` and `.nan` become null, as do
// absent values. Sink is TextBuilder or Output.
template <class Sink>
void AppendJson(const Value& value, const JsonOptions& options, Sink& out);

// Appends `text` with its quotes. `<`, `>`, `&`, U+2028 and U+2029 are written
// as \u003c, control characters short (\n) or as \u0001, invalid UTF-8 as \ufffd.
template <class Sink>
void AppendJsonString(std::string_view text, Sink& out);

// AppendJson() into a text of its own.
std::string_view JsonText(Arena& arena, const Value& value, const JsonOptions& options = {});

extern template void AppendJson(const Value&, const JsonOptions&, TextBuilder&);
extern template void AppendJson(const Value&, const JsonOptions&, Output&);
extern template void AppendJsonString(std::string_view, TextBuilder&);
extern template void AppendJsonString(std::string_view, Output&);

}  // namespace agentrender
