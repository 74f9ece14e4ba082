// Numbers, as Kubernetes' reader takes them.
#include "core/base/number.h"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/base/floating.h"

namespace agentrender {
namespace {

TEST_CASE("Plain scalars are of the kind that sigs.k8s.io/yaml finds") {
  const struct {
    Kind kind;
    std::vector<const char*> texts;
  } cases[] = {
      {Kind::kNull, {"", "~", "null", "Null", "NULL"}},
      {Kind::kBool, {"y", "Y", "yes", "n", "NO", "on", "Off", "true", "FALSE"}},
      {Kind::kInt, {"0", "-0", "+1", "0755", "0o17", "0xFF", "0b101", "-0b1", "1_000", "0b-1", "9223372036854775808"}},
      {Kind::kFloat,
       {"1.0", "1.", ".5", "1e3", "08", "+18446744073709551615", "18446744073709551616", ".inf", "-.INF", ".NaN",
        "1.7976931348623158e308", "-.00017976931348623158079e312", "000e999999999999999999", "0.0001e312", ".1_0"}},
      {Kind::kString, {"yEs", "nULL", "1:30",  "2001-01-01", "<<",  "=",   "0b",    "0x",    "0o8", "-",
                       "+",   ".",    "1e400", "10.0.0.0",   "4Gi", "inf", "+.nan", "0x1p3", "._5", "0b2"}},
  };
  for (const auto& [kind, texts] : cases) {
    for (const char* text : texts) {
      INFO(text);
      CHECK(KindOfPlain(text) == kind);
    }
  }
}

TEST_CASE("A number is a text from where the nearest double is infinite") {
  const std::string halfway =  // 2^1024 - 2^970
      "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692"
      "887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842"
      "914819860834936475292719074168444365510704342711559699508093042880177904174497792";
  std::string below = halfway;
  below.back() = '1';
  CHECK(KindOfPlain(below) == Kind::kFloat);
  CHECK(KindOfPlain(below + ".99999999") == Kind::kFloat);
  CHECK(KindOfPlain("-0000" + below) == Kind::kFloat);
  CHECK(ParseDouble(below) == std::numeric_limits<double>::max());
  CHECK(KindOfPlain(halfway) == Kind::kString);
  CHECK(KindOfPlain(halfway + ".0") == Kind::kString);
  CHECK(KindOfPlain("0." + halfway + "e309") == Kind::kString);
  CHECK(KindOfPlain("0." + below + "e309") == Kind::kFloat);
  for (const char* text :
       {"1.7976931348623159e308", "9e308", "1e309", "0.0018e312", "-18e307", "1e99999999999999999999"})
    CHECK(KindOfPlain(text) == Kind::kString);
}

TEST_CASE("Integers keep their value in every base") {
  const struct {
    const char* text;
    int64_t value;
  } cases[] = {
      {"0755", 493},
      {"0o755", 493},
      {"0xFF", 255},
      {"-0b11", -3},
      {"+1", 1},
      {"-0", 0},
      {"1_000", 1000},
      {"0x_1F", 31},
      {"0b-11", -3},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
  };
  for (const auto& [text, value] : cases) {
    INFO(text);
    CHECK(ParseInt(text) == value);
  }
  CHECK_FALSE(ParseInt("9223372036854775808").has_value());
  CHECK(ParseDouble("9223372036854775808") == 0x1p63);
}

TEST_CASE("Doubles are the nearest ones") {
  const struct {
    const char* text;
    double value;
  } cases[] = {
      {"1e3", 1000},
      {"0.1", 0.1},
      {"9007199254740993.0", 9007199254740992},
      {"9007199254740993.00000000000000000000000000000000001", 9007199254740994},
      {"4.9e-324", 0x1p-1074},
      {"2.4703282292062327e-324", 0},
      {"2.4703282292062328e-324", 0x1p-1074},
      {"2.2250738585072011e-308", 0x1.ffffffffffffep-1023},
      {"1.7976931348623158e308", std::numeric_limits<double>::max()},
      {"1e23", 1e23},
      {"-.5", -0.5},
      {"0e999999", 0},
      {"1e-999999", 0},
  };
  for (const auto& [text, value] : cases) {
    INFO(text);
    CHECK(ParseDouble(text) == value);
  }
  CHECK(std::isnan(ParseDouble(".nan")));
  CHECK(ParseDouble("-.inf") == -std::numeric_limits<double>::infinity());
}

TEST_CASE("Doubles come back from their shortest digits") {
  uint64_t bits = 1;
  for (int i = 0; i < 20000; ++i) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    const double value = std::bit_cast<double>(bits >> 1);
    if (!std::isfinite(value) || value == 0) continue;
    const ShortestDigits shortest = ToShortest(value);
    INFO(value);
    CHECK(DecimalToDouble(shortest.text(), shortest.point) == value);
  }
}

}  // namespace
}  // namespace agentrender
