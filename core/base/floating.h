// Exact conversions between doubles and decimal digits, without locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace agentrender {

// Further digits decide only whether a number is halfway between two doubles: one of them stands for all.
inline constexpr size_t kDigitsThatMatter = 770;

// The double nearest to 0.DIGITS x 10^`point`, ties to even; `digits` holds only
// '0' to '9' and may be of any length. Infinite beyond the largest double.
double DecimalToDouble(std::string_view digits, int64_t point);

// The shortest digits that read back as the same number: 0.DIGITS x 10^point.
struct ShortestDigits {
  char digits[17];
  int count;
  int point;

  std::string_view text() const { return {digits, static_cast<size_t>(count)}; }
};

// For a finite `value` above zero; of two equally short results, the nearer one.
ShortestDigits ToShortest(double value);
ShortestDigits ToShortest(float value);

}  // namespace agentrender
