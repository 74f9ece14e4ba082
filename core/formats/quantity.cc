// Takes the text of a quantity, gives its digits and exponent, and the canonical text: as Kubernetes' parser does,
// quirks included, but in decimal digits instead of big numbers.
#include "core/formats/quantity.h"

#include <charconv>
#include <cstring>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/formats/json_text.h"

namespace agentrender {

namespace {

using Format = Quantity::Format;

struct Suffix {
  std::string_view text;
  Format format;
  int32_t exponent;  // of 10, or of 2 for binary suffixes
};

constexpr Suffix kSuffixes[] = {
    {"", Format::kDecimalSuffix, 0},   {"Ki", Format::kBinarySuffix, 10}, {"Mi", Format::kBinarySuffix, 20},
    {"Gi", Format::kBinarySuffix, 30}, {"Ti", Format::kBinarySuffix, 40}, {"Pi", Format::kBinarySuffix, 50},
    {"Ei", Format::kBinarySuffix, 60}, {"m", Format::kDecimalSuffix, -3}, {"u", Format::kDecimalSuffix, -6},
    {"n", Format::kDecimalSuffix, -9}, {"k", Format::kDecimalSuffix, 3},  {"M", Format::kDecimalSuffix, 6},
    {"G", Format::kDecimalSuffix, 9},  {"T", Format::kDecimalSuffix, 12}, {"P", Format::kDecimalSuffix, 15},
    {"E", Format::kDecimalSuffix, 18},
};

constexpr int32_t kNano = -9;
constexpr std::string_view kMaxBinaryDigits = "9223372036854775807";  // 2^63-1

// Kubernetes keeps exponents in an int32 that wraps around.
int32_t Wrap(int64_t value) { return static_cast<int32_t>(static_cast<uint32_t>(static_cast<uint64_t>(value))); }

// A quantity split into its parts, none of them interpreted yet.
struct Parts {
  bool negative = false;
  bool has_digits = false;  // in front of the suffix, leading zeros included
  std::string_view whole;   // no leading zeros
  std::string_view fraction;
  std::string_view suffix;
};

std::string_view WithoutLeadingZeros(std::string_view digits) {
  const size_t first = digits.find_first_not_of('0');
  return first == digits.npos ? std::string_view() : digits.substr(first);
}

size_t TrailingZeros(std::string_view digits) {
  const size_t last = digits.find_last_not_of('0');
  return last == digits.npos ? digits.size() : digits.size() - 1 - last;
}

// A sign alone, or nothing before a suffix, counts as 0 in Kubernetes.
Parts Split(std::string_view text) {
  Parts parts;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    parts.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const std::string_view whole = TakeDigits(text);
  parts.whole = WithoutLeadingZeros(whole);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    parts.fraction = TakeDigits(text);
  }
  parts.has_digits = !whole.empty() || !parts.fraction.empty();
  parts.suffix = text;
  return parts;
}

// `e6`, `E-3`: an exponent as Go's ParseInt takes it.
std::optional<Suffix> ReadExponent(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  std::string_view number = text.substr(1);
  if (number[0] == '+') {
    number.remove_prefix(1);
    if (number.empty() || !IsDigit(number[0])) return std::nullopt;
  }
  int64_t exponent = 0;
  const char* begin = number.data();  // NOLINT(bugprone-suspicious-stringview-data-usage): with its end
  const char* end = begin + number.size();
  const auto read = std::from_chars(begin, end, exponent);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return Suffix{text, Format::kDecimalExponent, Wrap(exponent)};
}

std::optional<Suffix> FindSuffix(std::string_view text) {
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.text == text) return suffix;
  }
  return ReadExponent(text);
}

// The result of Kubernetes' path for small numbers, if the parts take that path.
struct Small {
  bool taken = false;
  bool keeps_text = false;
  int32_t exponent = 0;
};

// The value of a number's last three digits, which decide its remainder modulo 8.
unsigned LastThreeDigits(std::string_view digits) {
  unsigned value = 0;
  for (char c : digits.substr(digits.size() > 3 ? digits.size() - 3 : 0)) {
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

// Binary quantities: whole numbers of up to 15 digits, suffix included. A text whose number is not a multiple of 8 is
// kept.
Small TakeSmallBinary(const Parts& parts, const Suffix& suffix) {
  const size_t whole_digits = parts.whole.empty() ? 1 : parts.whole.size();
  const size_t suffix_digits = static_cast<size_t>(suffix.exponent) * 3 / 10 + 1;
  if (!parts.fraction.empty() || whole_digits + suffix_digits > 15) return {};
  return {true, LastThreeDigits(parts.whole) % 8 != 0, 0};
}

// Decimal quantities: up to 18 digits, at most nine decimals. The text is kept if the exponent is a multiple of three
// and the digits neither start with 0 nor end with 000.
Small TakeSmallDecimal(const Parts& parts, const Suffix& suffix) {
  const size_t whole_digits = parts.whole.empty() ? 1 : parts.whole.size();
  if (whole_digits + parts.fraction.size() > 18) return {};
  const int32_t exponent = Wrap(int64_t{suffix.exponent} - static_cast<int64_t>(parts.fraction.size()));
  if (exponent < kNano) return {};
  size_t zeros = TrailingZeros(parts.fraction);
  if (zeros == parts.fraction.size()) zeros += TrailingZeros(parts.whole);
  return {true, !parts.whole.empty() && zeros < 3 && exponent % 3 == 0, exponent};
}

// Decimal digits x 2^bits, bits up to 60; the result has no leading zeros.
std::string_view MultiplyPowerOfTwo(Arena& arena, std::string_view digits, int bits) {
  constexpr size_t kMore = 19;
  char* place = arena.TakeArray<char>(digits.size() + kMore);
  if (place == nullptr) return {};
  char* at = place + digits.size() + kMore;
  char* const end = at;
  uint64_t carry = 0;
  for (size_t i = digits.size(); i > 0; --i) {
    carry += static_cast<uint64_t>(digits[i - 1] - '0') << bits;
    *--at = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  for (; carry != 0; carry /= 10) *--at = static_cast<char>('0' + carry % 10);
  return WithoutLeadingZeros({at, static_cast<size_t>(end - at)});
}

// digits + 1 in the last place, one digit longer if necessary.
std::string_view Increment(Arena& arena, std::string_view digits) {
  char* place = arena.TakeArray<char>(digits.size() + 1);
  if (place == nullptr) return {};
  place[0] = '0';
  std::memcpy(place + 1, digits.data(), digits.size());
  size_t i = digits.size();
  for (; place[i] == '9'; --i) place[i] = '0';
  ++place[i];
  return WithoutLeadingZeros({place, digits.size() + 1});
}

void DropTrailingZeros(Quantity& q) {
  const size_t zeros = TrailingZeros(q.digits);
  q.digits.remove_suffix(zeros);
  q.exponent = q.digits.empty() ? 0 : Wrap(int64_t{q.exponent} + static_cast<int64_t>(zeros));
}

// The number of digits in front of the decimal point, as if they were written out.
int64_t PointOf(const Quantity& q) { return static_cast<int64_t>(q.digits.size()) + q.exponent; }

// The i-th digit, counted from the first; zeros follow the last.
char DigitAt(const Quantity& q, size_t i) { return i < q.digits.size() ? q.digits[i] : '0'; }

int CompareSizes(const Quantity& a, const Quantity& b) {
  if (a.digits.empty() || b.digits.empty()) return (a.digits.empty() ? 0 : 1) - (b.digits.empty() ? 0 : 1);
  if (PointOf(a) != PointOf(b)) return PointOf(a) < PointOf(b) ? -1 : 1;
  const size_t count = a.digits.size() > b.digits.size() ? a.digits.size() : b.digits.size();
  for (size_t i = 0; i < count; ++i) {
    if (DigitAt(a, i) != DigitAt(b, i)) return DigitAt(a, i) < DigitAt(b, i) ? -1 : 1;
  }
  return 0;
}

Quantity Whole(std::string_view digits) {
  Quantity q;
  q.digits = digits;
  return q;
}

void CapBinary(Quantity& q) {
  if (CompareSizes(q, Whole(kMaxBinaryDigits)) <= 0) return;
  q.digits = kMaxBinaryDigits;
  q.exponent = 0;
}

// The digits of whole and fraction as one text.
std::string_view AllDigits(Arena& arena, const Parts& parts) {
  if (parts.fraction.empty()) return parts.whole;
  if (parts.whole.empty()) return WithoutLeadingZeros(parts.fraction);
  return arena.Join(parts.whole, parts.fraction);
}

}  // namespace

void RoundUp(Arena& arena, int32_t exponent, Quantity& q) {
  if (q.digits.empty() || q.exponent >= exponent) return;
  const int64_t beyond = int64_t{exponent} - q.exponent;
  q.exponent = exponent;
  if (beyond >= static_cast<int64_t>(q.digits.size())) {
    q.digits = "1";
    return;
  }
  // There are no trailing zeros, so what is cut off is not zero.
  q.digits = Increment(arena, q.digits.substr(0, q.digits.size() - static_cast<size_t>(beyond)));
  DropTrailingZeros(q);
}

std::optional<Quantity> ParseQuantity(Arena& arena, std::string_view text) {
  if (text.empty()) return std::nullopt;
  const Parts parts = Split(text);
  const std::optional<Suffix> suffix = FindSuffix(parts.suffix);
  if (!suffix) return std::nullopt;
  const bool binary = suffix->format == Format::kBinarySuffix;
  const Small small = binary ? TakeSmallBinary(parts, *suffix) : TakeSmallDecimal(parts, *suffix);
  if (!small.taken && !parts.has_digits) return std::nullopt;

  Quantity q;
  q.format = suffix->format;
  q.negative = parts.negative;
  q.digits = AllDigits(arena, parts);
  if (binary && !q.digits.empty()) q.digits = MultiplyPowerOfTwo(arena, q.digits, suffix->exponent);
  const int64_t decimals = static_cast<int64_t>(parts.fraction.size());
  q.exponent = small.taken ? small.exponent : Wrap((binary ? 0 : int64_t{suffix->exponent}) - decimals);
  DropTrailingZeros(q);
  if (!small.taken) RoundUp(arena, kNano, q);
  if (binary) CapBinary(q);
  if (q.digits.empty()) q.negative = false;
  if (small.keeps_text) q.kept = text;
  return q;
}

std::optional<Quantity> QuantityOf(Arena& arena, const Value& value) {
  if (value.kind() == Kind::kInt || value.kind() == Kind::kFloat) {
    return ParseQuantity(arena, arena.Copy(JsonNumberOf(value).text()));
  }
  if (!value.IsString()) return std::nullopt;
  std::string_view text = value.text();
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return ParseQuantity(arena, text);
}

namespace {

// The suffix of a power of ten or 1024. Where there is no suffix Kubernetes writes none, even above E, where that
// changes the value.
std::string_view SuffixText(Format format, int32_t exponent) {
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.format == format && suffix.exponent == exponent) return suffix.text;
  }
  return {};
}

std::string_view DecimalText(Arena& arena, const Quantity& q, Format format) {
  const int zeros = (q.exponent % 3 + 3) % 3;
  const int32_t exponent = Wrap(int64_t{q.exponent} - zeros);
  const std::string_view sign = q.negative ? "-" : "";
  const std::string_view padding = std::string_view("00").substr(0, static_cast<size_t>(zeros));
  if (format != Format::kDecimalExponent) return arena.Join(sign, q.digits, padding, SuffixText(format, exponent));
  if (exponent == 0) return arena.Join(sign, q.digits, padding);
  char number[12];
  const auto end = std::to_chars(number, number + sizeof number, exponent).ptr;
  return arena.Join(sign, q.digits, padding, "e", std::string_view(number, static_cast<size_t>(end - number)));
}

// The value of a whole quantity that is at most 2^63-1.
uint64_t WholeValue(const Quantity& q) {
  uint64_t value = 0;
  const size_t count = static_cast<size_t>(PointOf(q));
  for (size_t i = 0; i < count; ++i) value = value * 10 + static_cast<uint64_t>(DigitAt(q, i) - '0');
  return value;
}

std::string_view BinaryText(Arena& arena, uint64_t value, bool negative) {
  int32_t exponent = 0;
  for (; value % 1024 == 0; value /= 1024) exponent += 10;
  char number[24];
  const auto end = std::to_chars(number, number + sizeof number, value).ptr;
  return arena.Join(negative ? "-" : "", std::string_view(number, static_cast<size_t>(end - number)),
                    SuffixText(Format::kBinarySuffix, exponent));
}

}  // namespace

std::string_view CanonicalText(Arena& arena, const Quantity& quantity) {
  if (!quantity.kept.empty()) return quantity.kept;
  if (quantity.digits.empty()) return "0";
  if (quantity.format != Format::kBinarySuffix) return DecimalText(arena, quantity, quantity.format);
  if (CompareSizes(quantity, Whole("1024")) < 0 || !IsInteger(quantity)) {
    return DecimalText(arena, quantity, Format::kDecimalSuffix);
  }
  return BinaryText(arena, WholeValue(quantity), quantity.negative);
}

int SignOf(const Quantity& quantity) {
  if (quantity.digits.empty()) return 0;
  return quantity.negative ? -1 : 1;
}

int Compare(const Quantity& a, const Quantity& b) {
  if (SignOf(a) != SignOf(b)) return SignOf(a) < SignOf(b) ? -1 : 1;
  const int sizes = CompareSizes(a, b);
  return a.negative ? -sizes : sizes;
}

bool IsInteger(const Quantity& quantity) { return quantity.exponent >= 0; }

}  // namespace agentrender
