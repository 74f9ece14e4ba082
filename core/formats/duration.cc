// Takes the text of a duration, gives nanoseconds, with Go's units, fractions and overflow.
#include "core/formats/duration.h"

#include "core/base/text.h"

namespace agentrender {

namespace {

struct Unit {
  std::string_view name;
  uint64_t nanoseconds;
};

constexpr Unit kUnits[] = {
    {"h", 3600 * uint64_t{kSecond}},
    {"m", 60 * uint64_t{kSecond}},
    {"s", uint64_t{kSecond}},
    {"ms", 1'000'000},
    {"us", 1000},
    {"\xC2\xB5s", 1000},  // micro sign
    {"\xCE\xBCs", 1000},  // Greek mu
    {"ns", 1},
};

constexpr uint64_t kLimit = uint64_t{1} << 63;

// The whole number at the start of `text`; nothing if it is beyond 2^63.
std::optional<uint64_t> TakeWhole(std::string_view& text) {
  uint64_t value = 0;
  for (; !text.empty() && IsDigit(text[0]); text.remove_prefix(1)) {
    if (value > kLimit / 10) return std::nullopt;
    value = value * 10 + static_cast<uint64_t>(text[0] - '0');
    if (value > kLimit) return std::nullopt;
  }
  return value;
}

// Digits after a point: value/scale. Digits that do not fit into an int64 are dropped.
struct Fraction {
  uint64_t value = 0;
  double scale = 1;
};

Fraction TakeFraction(std::string_view& text) {
  Fraction fraction;
  bool full = false;
  for (; !text.empty() && IsDigit(text[0]); text.remove_prefix(1)) {
    if (full) continue;
    const uint64_t next = fraction.value * 10 + static_cast<uint64_t>(text[0] - '0');
    full = fraction.value > (kLimit - 1) / 10 || next > kLimit;
    if (full) continue;
    fraction.value = next;
    fraction.scale *= 10;
  }
  return fraction;
}

// The nanoseconds of the unit at the start of `text`, which ends before a digit or point; 0 if it is unknown.
uint64_t TakeUnit(std::string_view& text) {
  size_t size = 0;
  while (size < text.size() && text[size] != '.' && !IsDigit(text[size])) ++size;
  const std::string_view name = text.substr(0, size);
  text.remove_prefix(size);
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return unit.nanoseconds;
  }
  return 0;
}

// One `1.5h` at the start of `text`.
std::optional<uint64_t> TakeTerm(std::string_view& text) {
  const size_t before = text.size();
  const std::optional<uint64_t> whole = TakeWhole(text);
  if (!whole) return std::nullopt;
  bool has_digits = text.size() != before;
  Fraction fraction;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    const size_t point = text.size();
    fraction = TakeFraction(text);
    has_digits = has_digits || text.size() != point;
  }
  if (!has_digits) return std::nullopt;
  const uint64_t unit = TakeUnit(text);
  if (unit == 0 || *whole > kLimit / unit) return std::nullopt;
  uint64_t value = *whole * unit;
  if (fraction.value > 0) {
    const double share = static_cast<double>(unit) / fraction.scale;
    value += static_cast<uint64_t>(static_cast<double>(fraction.value) * share);
  }
  if (value > kLimit) return std::nullopt;
  return value;
}

}  // namespace

std::optional<int64_t> ParseDuration(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  uint64_t sum = 0;
  while (!text.empty()) {
    const std::optional<uint64_t> term = TakeTerm(text);
    if (!term) return std::nullopt;
    sum += *term;
    if (sum > kLimit) return std::nullopt;
  }
  if (negative) return static_cast<int64_t>(~sum + 1);
  if (sum == kLimit) return std::nullopt;
  return static_cast<int64_t>(sum);
}

}  // namespace agentrender
