// The forms of names.
#include "core/formats/names.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

namespace agentrender::names {
namespace {

struct Case {
  const char* what;
  const char* (*check)(std::string_view);
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

std::string Repeat(char c, size_t count) { return std::string(count, c); }

TEST_CASE("Names have the forms that Kubernetes asks for") {
  const Case cases[] = {
      {"DNS-1123 label",
       CheckDns1123Label,
       {"a", "a-1", "1a", Repeat('a', 63)},
       {"", "-a", "a-", "A", "a.b", Repeat('a', 64)}},
      {"DNS-1123 subdomain",
       CheckDns1123Subdomain,
       {"a.b", Repeat('a', 253)},
       {"", "a..b", ".a", "a.", "a_b", Repeat('a', 254)}},
      {"DNS-1035 label", CheckDns1035Label, {"a1"}, {"", "1a", "a-", Repeat('a', 64)}},
      {"qualified name",
       CheckQualifiedName,
       {"A_b.c", "x.io/N"},
       {"", "/a", "a/", "a/b/c", "X.io/n", "-a", Repeat('a', 64)}},
      {"annotation key", CheckAnnotationKey, {"X.io/N"}, {"", "a b"}},
      {"label value", CheckLabelValue, {"", "A_b.c"}, {"-a", "a/b", Repeat('a', 64)}},
      {"port name", CheckPortName, {"http", "a-1"}, {"", "80", "a--b", "-a", "a-", "A", Repeat('a', 16)}},
      {"env name", CheckEnvName, {"A", "1 a.b-c"}, {"", "A=B", "\t", "\xc3\xa9"}},
      {"ConfigMap key",
       CheckConfigMapKey,
       {"A_b.c", ".a", Repeat('a', 253)},
       {"", ".", "..", "..a", "a/b", Repeat('a', 254)}},
  };
  for (const Case& c : cases) {
    for (const std::string& text : c.good) {
      INFO(c.what << ": " << text);
      CHECK(c.check(text) == nullptr);
    }
    for (const std::string& text : c.bad) {
      INFO(c.what << ": " << text);
      CHECK(c.check(text) != nullptr);
    }
  }
}

TEST_CASE("Address ranges are read as by Go's net.ParseCIDR") {
  for (const char* text : {"10.0.0.0/8", "0.0.0.0/0", "1.2.3.4/032", "::/0", "2001:db8::/32", "::ffff:1.2.3.4/128",
                           "1:2:3:4:5:6:7::/64"}) {
    INFO(text);
    CHECK(CheckCidr(text) == nullptr);
  }
  for (const char* text :
       {"", "10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "10.0.0/8", "256.0.0.0/8", "10.0.0.0/", "10.0.0.0/-1", ":::/8",
        "1::2::3/8", "::1%eth0/64", "1:2:3:4:5:6:7:8::/64", "12345::/8", "1.2.3.4::/8"}) {
    INFO(text);
    CHECK(CheckCidr(text) != nullptr);
  }
}

TEST_CASE("Dates with times are RFC 3339") {
  for (const char* text : {"2026-01-31T12:00:00Z", "2024-02-29T23:59:59.123+01:00", "0000-01-01T00:00:00Z"}) {
    INFO(text);
    CHECK(CheckDateTime(text) == nullptr);
  }
  for (const char* text : {"", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31t12:00:00Z", "2026-01-31T12:00:00z",
                           "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z",
                           "2026-01-31T12:00:60Z", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00+25:00"}) {
    INFO(text);
    CHECK(CheckDateTime(text) != nullptr);
  }
}

}  // namespace
}  // namespace agentrender::names
