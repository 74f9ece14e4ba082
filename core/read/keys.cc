// Takes a key that is a fraction, gives the string that Go's YAML reader makes of it, a float32 with %g: keys must
// be the same here as in the cluster.
#include "core/read/keys.h"

#include <cmath>
#include <string>

#include "core/base/floating.h"

namespace agentrender {

namespace {

// D.DDDe+06, with at least two digits in the exponent.
std::string WithExponent(std::string_view digits, int exponent) {
  std::string text(digits.substr(0, 1));
  if (digits.size() > 1) text.append(".").append(digits.substr(1));
  text += exponent < 0 ? "e-" : "e+";
  const std::string size = std::to_string(exponent < 0 ? -exponent : exponent);
  return text.append(size.size() < 2 ? "0" : "").append(size);
}

// 0.DIGITS x 10^point, written without an exponent.
std::string Fixed(std::string_view digits, int point) {
  if (point <= 0) return "0." + std::string(static_cast<size_t>(-point), '0').append(digits);
  const auto whole = static_cast<size_t>(point);
  if (whole >= digits.size()) return std::string(digits).append(whole - digits.size(), '0');
  return std::string(digits.substr(0, whole)).append(".").append(digits.substr(whole));
}

std::string TextOf(float size) {
  constexpr int kLeastExponent = -4;
  constexpr int kMostExponent = 5;
  if (size == 0) return "0";
  const ShortestDigits shortest = ToShortest(size);
  const int exponent = shortest.point - 1;
  const bool fixed = exponent >= kLeastExponent && exponent <= kMostExponent;
  return fixed ? Fixed(shortest.text(), shortest.point) : WithExponent(shortest.text(), exponent);
}

}  // namespace

std::string_view KeyOfFloat(double value, Arena& arena) {
  // Halfway between the largest float and the next power of two: from here on, numbers round to infinity.
  constexpr double kInfinite = 340282356779733661637539395458142568448.0;
  if (value != value) return ".nan";
  const bool negative = std::signbit(value);
  const double size = negative ? -value : value;
  if (size >= kInfinite) return negative ? "-.inf" : ".inf";
  return arena.Join(negative ? "-" : "", TextOf(static_cast<float>(size)));
}

}  // namespace agentrender
