// Takes a double, gives its decimal digits, or the reverse. Exact, with whole-number arithmetic: strtod and printf
// depend on the locale and on the C library, and the output must not.
#include "core/base/floating.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace agentrender {

namespace {

// std::bit_cast, which not every library has yet.
template <class To, class From>
To BitCast(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

// A natural number below 2^6144, as 32-bit limbs, lowest first. That has room for 10^1150 x 2^1150 and for what the
// conversions multiply it by.
class Natural {
 public:
  explicit Natural(uint64_t value = 0) {
    for (; value != 0; value >>= 32) limbs_[size_++] = static_cast<uint32_t>(value);
  }
  Natural(const Natural& other) : size_(other.size_) { std::copy_n(other.limbs_, size_, limbs_); }
  Natural& operator=(const Natural&) = delete;

  // this = this * factor + term
  void MultiplyAdd(uint32_t factor, uint32_t term) {
    uint64_t carry = term;
    for (int i = 0; i < size_; ++i) {
      carry += uint64_t{limbs_[i]} * factor;
      limbs_[i] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limbs_[size_++] = static_cast<uint32_t>(carry);
  }

  void MultiplyPowerOfTen(int exponent) {
    for (; exponent >= 9; exponent -= 9) MultiplyAdd(1'000'000'000, 0);
    for (; exponent > 0; --exponent) MultiplyAdd(10, 0);
  }

  void ShiftLeft(int bits) {
    if (size_ == 0) return;
    const int limbs = bits / 32;
    for (int i = size_ - 1; i >= 0 && limbs > 0; --i) limbs_[i + limbs] = limbs_[i];
    for (int i = 0; i < limbs; ++i) limbs_[i] = 0;
    size_ += limbs;
    if (bits % 32 != 0) MultiplyAdd(uint32_t{1} << (bits % 32), 0);
  }

  void Add(const Natural& other) {
    uint64_t carry = 0;
    for (int i = 0; i < other.size_ || (carry != 0 && i < size_); ++i) {
      carry += uint64_t{i < size_ ? limbs_[i] : 0} + (i < other.size_ ? other.limbs_[i] : 0);
      limbs_[i] = static_cast<uint32_t>(carry);
      carry >>= 32;
      if (i >= size_) size_ = i + 1;
    }
    if (carry != 0) limbs_[size_++] = static_cast<uint32_t>(carry);
  }

  // `other` must not be greater.
  void Subtract(const Natural& other) {
    int64_t borrow = 0;
    for (int i = 0; i < size_; ++i) {
      borrow += int64_t{limbs_[i]} - (i < other.size_ ? other.limbs_[i] : 0);
      limbs_[i] = static_cast<uint32_t>(borrow);
      borrow >>= 32;
    }
    while (size_ > 0 && limbs_[size_ - 1] == 0) --size_;
  }

  // Negative, zero or positive if this is below, equal to or above `other`.
  int Compare(const Natural& other) const {
    if (size_ != other.size_) return size_ < other.size_ ? -1 : 1;
    for (int i = size_ - 1; i >= 0; --i) {
      if (limbs_[i] != other.limbs_[i]) return limbs_[i] < other.limbs_[i] ? -1 : 1;
    }
    return 0;
  }

 private:
  int size_ = 0;
  uint32_t limbs_[192];
};

// As many as a limb holds whatever they are.
constexpr size_t kDigitsAtOnce = 9;

// The powers of ten that are exact in a double.
constexpr double kExactPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// A floating number above zero as mantissa x 2^exponent.
struct Binary {
  uint64_t mantissa;
  int exponent;
  bool narrow;  // at a power of two the gap below is half as wide
};

// From the bits of a number whose fraction has that many of them.
Binary Split(uint64_t bits, int fraction_bits, int lowest_exponent) {
  const int biased = static_cast<int>(bits >> fraction_bits);
  const uint64_t hidden = uint64_t{1} << fraction_bits;
  const uint64_t fraction = bits & (hidden - 1);
  if (biased == 0) return {fraction, lowest_exponent, false};
  return {fraction | hidden, biased - 1 + lowest_exponent, fraction == 0 && biased > 1};
}

Binary Split(double value) { return Split(BitCast<uint64_t>(value), 52, -1074); }
Binary Split(float value) { return Split(BitCast<uint32_t>(value), 23, -149); }

double NextUp(double value) { return BitCast<double>(BitCast<uint64_t>(value) + 1); }
double NextDown(double value) { return BitCast<double>(BitCast<uint64_t>(value) - 1); }

// value x 10^exponent within a few units of the last place.
double ScaleRoughly(double value, int exponent) {
  for (; exponent > 22; exponent -= 22) value *= kExactPowers[22];
  for (; exponent < -22; exponent += 22) value /= kExactPowers[22];
  return exponent < 0 ? value / kExactPowers[-exponent] : value * kExactPowers[exponent];
}

// Compares digits x 10^exponent with the midpoint between `value` and the next double.
int CompareWithMiddleAbove(const Natural& digits, int exponent, double value) {
  const Binary binary = Split(value);
  Natural left = digits;
  Natural right(binary.mantissa * 2 + 1);
  const int shift = binary.exponent - 1;
  if (exponent > 0) left.MultiplyPowerOfTen(exponent);
  if (exponent < 0) right.MultiplyPowerOfTen(-exponent);
  if (shift < 0) left.ShiftLeft(-shift);
  if (shift > 0) right.ShiftLeft(shift);
  return left.Compare(right);
}

bool IsOdd(double value) { return (BitCast<uint64_t>(value) & 1) != 0; }

// Moves `guess` to the double nearest digits x 10^exponent.
double Correct(const Natural& digits, int exponent, double guess) {
  constexpr double kLargest = std::numeric_limits<double>::max();
  if (guess > kLargest) guess = kLargest;
  while (true) {
    const int above = CompareWithMiddleAbove(digits, exponent, guess);
    if (above < 0 || (above == 0 && !IsOdd(guess))) break;
    guess = NextUp(guess);
    if (guess > kLargest) return guess;
  }
  while (guess > 0) {
    const int below = CompareWithMiddleAbove(digits, exponent, NextDown(guess));
    if (below > 0 || (below == 0 && !IsOdd(guess))) break;
    guess = NextDown(guess);
  }
  return guess;
}

uint64_t ReadDigits(std::string_view digits) {
  uint64_t value = 0;
  for (char c : digits) value = value * 10 + static_cast<uint64_t>(c - '0');
  return value;
}

double ConvertExactly(std::string_view digits, int64_t point) {
  Natural number;
  const std::string_view head = digits.substr(0, kDigitsThatMatter);
  for (size_t i = 0; i < head.size(); i += kDigitsAtOnce) {
    const std::string_view some = head.substr(i, kDigitsAtOnce);
    number.MultiplyAdd(static_cast<uint32_t>(kExactPowers[some.size()]), static_cast<uint32_t>(ReadDigits(some)));
  }
  int exponent = static_cast<int>(point) - static_cast<int>(head.size());
  if (head.size() < digits.size()) {
    number.MultiplyAdd(10, 1);
    --exponent;
  }
  const std::string_view lead = digits.substr(0, 18);
  const int lead_exponent = static_cast<int>(point) - static_cast<int>(lead.size());
  return Correct(number, exponent, ScaleRoughly(static_cast<double>(ReadDigits(lead)), lead_exponent));
}

}  // namespace

double DecimalToDouble(std::string_view digits, int64_t point) {
  while (!digits.empty() && digits.front() == '0') {
    digits.remove_prefix(1);
    --point;
  }
  while (!digits.empty() && digits.back() == '0') digits.remove_suffix(1);
  if (digits.empty() || point < -324) return 0;
  if (point > 310) return std::numeric_limits<double>::infinity();

  const int64_t exponent = point - static_cast<int64_t>(digits.size());
  if (digits.size() <= 15 && exponent >= -22 && exponent <= 22) {
    return ScaleRoughly(static_cast<double>(ReadDigits(digits)), static_cast<int>(exponent));
  }
  return ConvertExactly(digits, point);
}

namespace {

// The fraction numerator/denominator = value / 10^point, with the distances from value to the midpoints of the gaps
// above and below, over the same denominator.
struct Scaled {
  Natural numerator;
  Natural denominator;
  Natural above;
  Natural below;
  bool ends_count;  // the midpoints themselves read back as the value
};

Scaled Scale(const Binary& binary, int point) {
  const int spare = binary.narrow ? 2 : 1;
  Scaled s{Natural(binary.mantissa), Natural(1), Natural(1), Natural(1), binary.mantissa % 2 == 0};
  const int up = binary.exponent > 0 ? binary.exponent : 0;
  s.numerator.ShiftLeft(up + spare);
  s.above.ShiftLeft(up + spare - 1);
  s.below.ShiftLeft(up);
  s.denominator.ShiftLeft((binary.exponent < 0 ? -binary.exponent : 0) + spare);
  if (point > 0) s.denominator.MultiplyPowerOfTen(point);
  if (point < 0) {
    s.numerator.MultiplyPowerOfTen(-point);
    s.above.MultiplyPowerOfTen(-point);
    s.below.MultiplyPowerOfTen(-point);
  }
  return s;
}

// Whether the value may be written as 1 x 10^point or more.
bool ReachesOne(const Scaled& s) {
  Natural high = s.numerator;
  high.Add(s.above);
  const int order = high.Compare(s.denominator);
  return order > 0 || (order == 0 && s.ends_count);
}

// Takes the next digit out of numerator/denominator.
int NextDigit(Scaled& s) {
  s.numerator.MultiplyAdd(10, 0);
  s.above.MultiplyAdd(10, 0);
  s.below.MultiplyAdd(10, 0);
  int digit = 0;
  for (; s.numerator.Compare(s.denominator) >= 0; ++digit) s.numerator.Subtract(s.denominator);
  return digit;
}

// Whether the last digit is rounded up: the rest is above one half, or exactly one half after an odd digit.
bool RestRoundsUp(const Scaled& s, int digit) {
  Natural twice = s.numerator;
  twice.MultiplyAdd(2, 0);
  const int order = twice.Compare(s.denominator);
  return order > 0 || (order == 0 && digit % 2 == 1);
}

ShortestDigits ShortestOf(const Binary& binary) {
  const int bits = 64 - std::countl_zero(binary.mantissa) + binary.exponent;
  // Too low by at most one.
  int point = static_cast<int>(std::ceil((bits - 1) * 0.30102999566398114 - 1e-10));
  Scaled s = Scale(binary, point);
  if (ReachesOne(s)) {
    ++point;
    s.denominator.MultiplyAdd(10, 0);
  }

  ShortestDigits out{{}, 0, point};
  while (true) {
    const int digit = NextDigit(s);
    const int low_order = s.numerator.Compare(s.below);
    const bool low = low_order < 0 || (low_order == 0 && s.ends_count);
    const bool high = ReachesOne(s);
    const bool up = high && (!low || RestRoundsUp(s, digit));
    out.digits[out.count++] = static_cast<char>('0' + digit + (up ? 1 : 0));
    if (low || high) return out;
  }
}

}  // namespace

ShortestDigits ToShortest(double value) { return ShortestOf(Split(value)); }

ShortestDigits ToShortest(float value) { return ShortestOf(Split(value)); }

}  // namespace agentrender
