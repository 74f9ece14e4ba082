// Takes plain scalars, gives their kind and value by the rules of YAML 1.1 as Kubernetes' reader applies them. A table
// by first letter, because every plain scalar of an input comes through here.
#include "core/base/number.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <string>

#include "core/base/floating.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

struct Word {
  std::string_view text;
  Kind kind;
};

// The words that are not strings (YAML 1.1, each in three spellings), grouped by first character. `<<` and `=` have no
// meaning here.
constexpr Word kWords[] = {
    {"~", Kind::kNull},      {"null", Kind::kNull},   {"n", Kind::kBool},      {"no", Kind::kBool},
    {"Null", Kind::kNull},   {"NULL", Kind::kNull},   {"N", Kind::kBool},      {"No", Kind::kBool},
    {"NO", Kind::kBool},     {"y", Kind::kBool},      {"yes", Kind::kBool},    {"Y", Kind::kBool},
    {"Yes", Kind::kBool},    {"YES", Kind::kBool},    {"true", Kind::kBool},   {"True", Kind::kBool},
    {"TRUE", Kind::kBool},   {"on", Kind::kBool},     {"off", Kind::kBool},    {"On", Kind::kBool},
    {"ON", Kind::kBool},     {"Off", Kind::kBool},    {"OFF", Kind::kBool},    {"false", Kind::kBool},
    {"False", Kind::kBool},  {"FALSE", Kind::kBool},  {".nan", Kind::kFloat},  {".NaN", Kind::kFloat},
    {".NAN", Kind::kFloat},  {".inf", Kind::kFloat},  {".Inf", Kind::kFloat},  {".INF", Kind::kFloat},
    {"+.inf", Kind::kFloat}, {"+.Inf", Kind::kFloat}, {"+.INF", Kind::kFloat}, {"-.inf", Kind::kFloat},
    {"-.Inf", Kind::kFloat}, {"-.INF", Kind::kFloat},
};
constexpr size_t kLongestWord = 5;

// Where in kWords the words with a given first character begin.
constexpr std::array<uint8_t, 128> MakeFirstWords() {
  std::array<uint8_t, 128> first{};
  for (size_t i = std::size(kWords); i-- > 0;)
    first[static_cast<unsigned char>(kWords[i].text[0])] = static_cast<uint8_t>(i);
  return first;
}
constexpr std::array<uint8_t, 128> kFirstWords = MakeFirstWords();

Kind KindOfWord(std::string_view text) {
  if (text.size() > kLongestWord) return Kind::kString;
  for (size_t i = kFirstWords[static_cast<size_t>(text[0]) & 127]; i < std::size(kWords); ++i) {
    if (kWords[i].text[0] != text[0]) break;
    if (kWords[i].text == text) return kWords[i].kind;
  }
  return Kind::kString;
}

// The value of a digit in any base up to 36, or 255.
unsigned DigitValue(char c) {
  if (IsDigit(c)) return static_cast<unsigned>(c - '0');
  const char lower = ToLower(c);
  return lower >= 'a' && lower <= 'z' ? static_cast<unsigned>(lower - 'a') + 10 : 255;
}

// A number without its underscores. `storage` holds the text if it had any.
std::string_view WithoutUnderscores(std::string_view text, std::string& storage) {
  if (text.find('_') == text.npos) return text;
  for (char c : text) {
    if (c != '_') storage.push_back(c);
  }
  return storage;
}

// What the first characters of an integer mean, and the rest of it.
struct Prefixed {
  std::string_view digits;
  unsigned base;
};

Prefixed ReadPrefix(std::string_view text) {
  if (text.empty() || text[0] != '0') return {text, 10};
  if (text.size() >= 3) {
    switch (ToLower(text[1])) {
      case 'b': return {text.substr(2), 2};
      case 'o': return {text.substr(2), 8};
      case 'x': return {text.substr(2), 16};
    }
  }
  return {text.substr(1), 8};
}

std::optional<uint64_t> ReadMagnitude(std::string_view digits, unsigned base) {
  uint64_t value = 0;
  for (char c : digits) {
    const unsigned digit = DigitValue(c);
    if (digit >= base) return std::nullopt;
    if (value > (std::numeric_limits<uint64_t>::max() - digit) / base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

struct Integer {
  uint64_t magnitude;
  bool negative;
};

constexpr uint64_t kInt64Limit = uint64_t{1} << 63;

// An integer as Go's ParseInt and then ParseUint read it, both with base 0, plus go-yaml's own "0b" followed by a sign.
// No underscores.
std::optional<Integer> ReadInteger(std::string_view text) {
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  bool negative = sign && text[0] == '-';
  Prefixed number = ReadPrefix(text.substr(sign ? 1 : 0));
  bool signed_digits = sign;
  if (!sign && text.starts_with("0b") && text.size() > 3 && (text[2] == '-' || text[2] == '+')) {
    number = {text.substr(3), 2};
    negative = text[2] == '-';
    signed_digits = true;
  }
  if (number.digits.empty() && text.substr(sign ? 1 : 0) != "0") return std::nullopt;
  const std::optional<uint64_t> magnitude = ReadMagnitude(number.digits, number.base);
  if (!magnitude) return std::nullopt;
  const uint64_t limit = negative ? kInt64Limit : kInt64Limit - 1;
  if (signed_digits && *magnitude > limit) return std::nullopt;
  return Integer{*magnitude, negative};
}

// The parts of [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
struct Decimal {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  int64_t exponent = 0;
};

bool TakeSign(std::string_view& text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

// Large exponents are capped; none of them gives a finite number.
int64_t ReadExponent(std::string_view digits) {
  constexpr int64_t kEnough = int64_t{1} << 40;
  int64_t value = 0;
  for (char c : digits) {
    if (value < kEnough) value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Decimal> ReadDecimal(std::string_view text) {
  Decimal d;
  d.negative = TakeSign(text);
  d.whole = TakeDigits(text);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    d.fraction = TakeDigits(text);
  }
  if (d.whole.empty() && d.fraction.empty()) return std::nullopt;
  if (text.empty()) return d;
  if (ToLower(text[0]) != 'e') return std::nullopt;
  text.remove_prefix(1);
  const bool negative = TakeSign(text);
  const std::string_view digits = TakeDigits(text);
  if (digits.empty() || !text.empty()) return std::nullopt;
  d.exponent = negative ? -ReadExponent(digits) : ReadExponent(digits);
  return d;
}

double ToDouble(const Decimal& d) {
  const int64_t point = static_cast<int64_t>(d.whole.size()) + d.exponent;
  double value = 0;
  if (d.fraction.empty()) {
    value = DecimalToDouble(d.whole, point);
  } else {
    value = DecimalToDouble(std::string(d.whole).append(d.fraction), point);
  }
  return d.negative ? -value : value;
}

// 2^1024 - 2^970: from here on the nearest double is infinite.
constexpr std::string_view kInfinite =
    "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070963"
    "3028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447573027"
    "0069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792";

// A number too large for a double is a string. Its digits tell, without a conversion: there may be many such numbers.
bool IsFinite(const Decimal& d) {
  constexpr int64_t kMost = kInfinite.size();
  const int64_t most = static_cast<int64_t>(d.whole.size()) + d.exponent;
  if (most < kMost) return true;
  const std::string digits = std::string(d.whole).append(d.fraction);
  const size_t zeros = digits.find_first_not_of('0');
  if (zeros == digits.npos) return true;
  const int64_t point = most - static_cast<int64_t>(zeros);
  return point < kMost || (point == kMost && digits.compare(zeros, digits.npos, kInfinite) < 0);
}

// A float that starts with its point keeps Go's rule for underscores: only between two digits.
bool UnderscoresSeparateDigits(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') continue;
    if (i == 0 || i + 1 == text.size() || !IsDigit(text[i - 1]) || !IsDigit(text[i + 1])) return false;
  }
  return true;
}

Kind KindOfFloat(std::string_view plain) {
  const std::optional<Decimal> d = ReadDecimal(plain);
  return d && IsFinite(*d) ? Kind::kFloat : Kind::kString;
}

// Text that starts with a digit or a sign.
Kind KindOfNumber(std::string_view text) {
  std::string storage;
  const std::string_view plain = WithoutUnderscores(text, storage);
  return ReadInteger(plain) ? Kind::kInt : KindOfFloat(plain);
}

// A function of its own, so that nothing is set up for the many texts that are not numbers.
[[gnu::noinline]] Kind KindOfPointed(std::string_view text) {
  const Kind kind = KindOfWord(text);
  if (kind != Kind::kString) return kind;
  if (!UnderscoresSeparateDigits(text)) return Kind::kString;
  std::string storage;
  return KindOfFloat(WithoutUnderscores(text, storage));
}

double ParseSpecial(std::string_view text) {
  const double infinity = std::numeric_limits<double>::infinity();
  if (text.size() == 5) return text[0] == '-' ? -infinity : infinity;
  return ToLower(text[1]) == 'i' ? infinity : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::string_view TakeDigits(std::string_view& text) {
  size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

Kind KindOfPlain(std::string_view text) {
  if (text.empty()) return Kind::kNull;
  switch (text[0]) {
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': return KindOfNumber(text);
    case '+':
    case '-': {
      const Kind kind = KindOfWord(text);
      return kind == Kind::kString ? KindOfNumber(text) : kind;
    }
    case '.': return KindOfPointed(text);
    case '~':
    case 'f':
    case 'F':
    case 'n':
    case 'N':
    case 'o':
    case 'O':
    case 't':
    case 'T':
    case 'y':
    case 'Y': return KindOfWord(text);
  }
  return Kind::kString;
}

std::optional<int64_t> ParseInt(std::string_view text) {
  std::string storage;
  const std::optional<Integer> number = ReadInteger(WithoutUnderscores(text, storage));
  if (!number) return std::nullopt;
  if (number->negative) return static_cast<int64_t>(~number->magnitude + 1);
  if (number->magnitude >= kInt64Limit) return std::nullopt;
  return static_cast<int64_t>(number->magnitude);
}

std::optional<uint64_t> ParseLargeInt(std::string_view text) {
  std::string storage;
  const std::optional<Integer> number = ReadInteger(WithoutUnderscores(text, storage));
  if (!number || number->negative || number->magnitude < kInt64Limit) return std::nullopt;
  return number->magnitude;
}

size_t ConversionSteps(std::string_view text) {
  const bool scaled = text.find_first_of("eE") != text.npos;
  if (!scaled && text.size() <= 17) return 10;
  return 100 + 2 * std::min(text.size(), kDigitsThatMatter) + (scaled ? 500 : 0);
}

double ParseDouble(std::string_view text) {
  if (KindOfWord(text) == Kind::kFloat) return ParseSpecial(text);
  std::string storage;
  const std::string_view plain = WithoutUnderscores(text, storage);
  if (const std::optional<Integer> number = ReadInteger(plain)) {
    const double magnitude = static_cast<double>(number->magnitude);
    return number->negative && magnitude != 0 ? -magnitude : magnitude;
  }
  const std::optional<Decimal> d = ReadDecimal(plain);
  return d ? ToDouble(*d) : 0;
}

}  // namespace agentrender
