// Numbers as Kubernetes' YAML reads them (the rules of sigs.k8s.io/yaml).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/kind.h"

namespace agentrender {

// What a plain (unquoted) scalar is: null, boolean, int, float or string. YAML
// 1.1 words count (y, no, on, ~), 0755 and 0o755 are octal, 0b1 and 0x1 work,
// underscores are skipped, `1:30` and dates are strings.
Kind KindOfPlain(std::string_view text);

// The value of a text for which KindOfPlain() is kInt; nothing outside int64.
std::optional<int64_t> ParseInt(std::string_view text);

// The value of an integer that is too large for int64 but fits into an unsigned 64-bit integer; nothing for others.
std::optional<uint64_t> ParseLargeInt(std::string_view text);

// The value of a text for which KindOfPlain() is kInt or kFloat, rounded to
// nearest; infinite or not a number for `.inf` and `.nan`.
double ParseDouble(std::string_view text);

// About how many steps of Budget::Work() it takes to read a number and to write it as a double. Few for up to 15
// digits without an exponent; others need whole numbers of up to 2,500 bits.
size_t ConversionSteps(std::string_view text);

// Removes the decimal digits from the front of `text` and returns them.
std::string_view TakeDigits(std::string_view& text);

}  // namespace agentrender
