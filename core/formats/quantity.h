// Quantities (`500m`, `1.5Gi`, `12e6`) as Kubernetes' resource.Quantity treats them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/arena.h"
#include "core/model/value.h"

namespace agentrender {

// A parsed quantity: sign DIGITS x 10^exponent.
struct Quantity {
  enum class Format : uint8_t { kDecimalSuffix, kDecimalExponent, kBinarySuffix };

  std::string_view digits;  // no zeros at either end; empty for zero
  int32_t exponent = 0;
  bool negative = false;
  Format format = Format::kDecimalSuffix;
  std::string_view kept;  // the text as written, when Kubernetes keeps it; else empty
};

// A quantity without white space around it; nothing when Kubernetes refuses it.
// More than nine decimals are rounded away from zero, binary quantities are capped
// at 2^63-1. Views point into `text` or the arena.
std::optional<Quantity> ParseQuantity(Arena& arena, std::string_view text);

// The quantity of a YAML or JSON value: a string, spaces around it aside, or a
// number (`cpu: 0.5`), which Kubernetes sees as its JSON text. Nothing for other kinds.
std::optional<Quantity> QuantityOf(Arena& arena, const Value& value);

// The text under which Kubernetes stores the quantity (R60): 1024Mi is "1Gi", 0.5
// is "500m", but "12e6" and "5." stay.
std::string_view CanonicalText(Arena& arena, const Quantity& quantity);

// Away from zero to a multiple of 10^exponent; what is not zero stays so.
void RoundUp(Arena& arena, int32_t exponent, Quantity& quantity);

// -1, 0 or 1.
int SignOf(const Quantity& quantity);
// Negative, zero or positive as `a` is less than, equal to or greater than `b`.
int Compare(const Quantity& a, const Quantity& b);
bool IsInteger(const Quantity& quantity);

}  // namespace agentrender
