// Quantities, with values that Kubernetes' own implementation gave.
#include "core/formats/quantity.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/number.h"

namespace agentrender {
namespace {

TEST_CASE("R60: quantities are written in Kubernetes' canonical form") {
  const struct {
    const char* text;
    const char* canonical;
  } cases[] = {
      {"1024Mi", "1Gi"},
      {"1Gi", "1Gi"},
      {"+1Gi", "+1Gi"},
      {"1536Mi", "1536Mi"},
      {"1.5Gi", "1536Mi"},
      {"0.1Gi", "107374182400m"},
      {"0.5", "500m"},
      {"12e6", "12e6"},
      {"5.", "5."},
      {"2e10", "20e9"},
      {"1e100", "10e99"},
      {"1000m", "1"},
      {"100m", "100m"},
      {"1000", "1k"},
      {"1500", "1500"},
      {"0.0000000001", "1n"},
      {"-0.0000000001", "-1n"},
      {"1.0000000001", "1000000001n"},
      {"0", "0"},
      {"0Gi", "0"},
      {"-", "0"},
      {"Ki", "0"},
      {"-0.5", "-500m"},
      {"1000Ei", "9223372036854775807"},
      {"-1000Ei", "-9223372036854775807"},
      {"1000E", "1"},
      {"0.5Ki", "512"},
      {"2048Ki", "2Mi"},
      {"9.99999999995", "10"},
      {"1e-10", "1e-9"},
      {"5e4294967296", "5e4294967296"},
  };
  Arena arena;
  for (const auto& [text, canonical] : cases) {
    INFO(text);
    const std::optional<Quantity> quantity = ParseQuantity(arena, text);
    REQUIRE(quantity.has_value());
    CHECK(CanonicalText(arena, *quantity) == canonical);
  }
}

TEST_CASE("R60: what is no quantity is refused") {
  Arena arena;
  for (const char* text :
       {"", "1 Gi", "1gi", "1KiB", "1e", "1e+", "1.2.3", "--1", "Pi", "e-10", "1mm", "e", "1e9223372036854775808"}) {
    INFO(text);
    CHECK_FALSE(ParseQuantity(arena, text).has_value());
  }
}

TEST_CASE("Quantities compare by their value") {
  Arena arena;
  const auto compare = [&](const char* a, const char* b) {
    return Compare(ParseQuantity(arena, a).value(), ParseQuantity(arena, b).value());
  };
  CHECK(compare("1Gi", "1024Mi") == 0);
  CHECK(compare("0.5", "500m") == 0);
  CHECK(compare("1G", "1Gi") < 0);
  CHECK(compare("-2", "-1") < 0);
  CHECK(compare("1e100", "1e99") > 0);
  CHECK(compare("0", "-0Gi") == 0);
  CHECK(compare("-1", "0") < 0);
}

TEST_CASE("Quantities know their sign and whether they are whole") {
  Arena arena;
  CHECK(SignOf(*ParseQuantity(arena, "-1m")) == -1);
  CHECK(SignOf(*ParseQuantity(arena, "-0")) == 0);
  CHECK(IsInteger(*ParseQuantity(arena, "1.0")));
  CHECK(IsInteger(*ParseQuantity(arena, "0.5Ki")));
  CHECK_FALSE(IsInteger(*ParseQuantity(arena, "1500m")));
}

TEST_CASE("Numbers are quantities by their JSON text") {
  const struct {
    const char* yaml;
    const char* canonical;
  } cases[] = {{"0.5", "500m"}, {"1e3", "1k"}, {"2", "2"}, {"1e21", "1e+21"}, {"0x10", "16"}, {"1.50", "1500m"}};
  Arena arena;
  for (const auto& [yaml, canonical] : cases) {
    INFO(yaml);
    const std::optional<Quantity> quantity = QuantityOf(arena, Value::Scalar(KindOfPlain(yaml), yaml, {}));
    REQUIRE(quantity.has_value());
    CHECK(CanonicalText(arena, *quantity) == canonical);
  }
  CHECK_FALSE(QuantityOf(arena, Value::Bool(true)).has_value());
  CHECK_FALSE(QuantityOf(arena, Value::Scalar(Kind::kFloat, ".inf", {})).has_value());
}

}  // namespace
}  // namespace agentrender
