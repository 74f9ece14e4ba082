// Text rules of Go and Kubernetes, with values that their own implementations gave.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/base/number.h"
#include "core/formats/clean_path.h"
#include "core/formats/duration.h"
#include "core/formats/go_quote.h"
#include "core/formats/json_text.h"
#include "core/formats/sha256.h"
#include "core/formats/utf8.h"

namespace agentrender {
namespace {

Value PlainValue(std::string_view text) { return Value::Scalar(KindOfPlain(text), text, {}); }

TEST_CASE("A text builder keeps what it held when it grows") {
  Arena arena;
  TextBuilder builder(arena);
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    builder.Append("ab");
    builder.Append('c');
    builder.Append(2, ' ');
    expected += "abc  ";
  }
  CHECK(builder.Take() == expected);
  CHECK(builder.empty());
}

TEST_CASE("Paths are cleaned as by Go's path.Clean") {
  Arena arena;
  const struct {
    const char* path;
    const char* clean;
    const char* directory;
    const char* base;
  } cases[] = {
      {"", ".", ".", "."},
      {"/", "/", "/", "/"},
      {"a", "a", ".", "a"},
      {"/a/b", "/a/b", "/a", "b"},
      {"/a//b/", "/a/b", "/a/b", "b"},
      {"a/../..", "..", ".", ".."},
      {"/../a", "/a", "/", "a"},
      {"../../x", "../../x", "../..", "x"},
      {"a/./b/..", "a", "a/b", ".."},
      {"./", ".", ".", "."},
      {"//", "/", "/", "/"},
  };
  for (const auto& c : cases) {
    INFO(c.path);
    CHECK(CleanPath(arena, c.path) == c.clean);
    CHECK(Directory(arena, c.path) == c.directory);
    CHECK(Base(c.path) == c.base);
  }
  const std::string_view clean = "/workspace/context.md";
  CHECK(CleanPath(arena, clean).data() == clean.data());
  CHECK(JoinPath(arena, "/a", "../b") == "/b");
}

TEST_CASE("A path is below its directory only at a slash") {
  CHECK(IsBelow("/a/b", "/a"));
  CHECK(IsBelow("/a", "/a"));
  CHECK(IsBelow("/a", "/"));
  CHECK_FALSE(IsBelow("/ab", "/a"));
  CHECK_FALSE(IsBelow("a", "/"));
}

TEST_CASE("R26: JSON strings are escaped as by Go") {
  Arena arena;
  const auto json = [&](std::string_view text) {
    TextBuilder out(arena);
    AppendJsonString(text, out);
    return std::string(out.Take());
  };
  CHECK(json("a\"\\/\b\f\n\r\t") == R"("a\"\\/\b\f\n\r\t")");
  CHECK(json("<a&b>") == "\"\\u003ca\\u0026b\\u003e\"");
  CHECK(json("\x01\x1f\x7f") == "\"\\u0001\\u001f\x7f\"");
  CHECK(json("\xe2\x80\xa8\xe2\x80\xa9\xc3\xa9") == "\"\\u2028\\u2029\xc3\xa9\"");
  CHECK(json("\xff\xed\xa0\x80") == R"("\ufffd\ufffd\ufffd\ufffd")");
}

TEST_CASE("R26: JSON numbers are what the API server stores") {
  const struct {
    const char* yaml;
    const char* stored;
    const char* as_double;
  } cases[] = {
      {"0755", "493", "493"},
      {"-0", "0", "0"},
      {"-0.0", "0", "0"},
      {"1e3", "1000", "1000"},
      {"1e20", "100000000000000000000", "100000000000000000000"},
      {"1e21", "1e+21", "1e+21"},
      {"0.000001", "0.000001", "0.000001"},
      {"1e-7", "1e-7", "1e-7"},
      {"1.50", "1.5", "1.5"},
      {"-1.25e-10", "-1.25e-10", "-1.25e-10"},
      {"9007199254740993", "9007199254740993", "9007199254740992"},
      {"18446744073709551615", "18446744073709552000", "18446744073709552000"},
      {"5e-324", "5e-324", "5e-324"},
  };
  for (const auto& c : cases) {
    INFO(c.yaml);
    CHECK(JsonNumberOf(PlainValue(c.yaml)).text() == c.stored);
    CHECK(JsonNumberOf(PlainValue(c.yaml), true).text() == c.as_double);
  }
  CHECK(JsonNumberOf(PlainValue(".inf")).text().empty());
}

TEST_CASE("R26: JSON is compact, with sorted keys") {
  Arena arena;
  Value list = Value::List(arena);
  list.Push(arena, PlainValue("yes"));
  list.Push(arena, PlainValue("~"));
  list.Push(arena, Value::Map(arena));
  Value map = Value::Map(arena);
  map.Add(arena, "b", list);
  map.Add(arena, "a", Value::String("x"));
  map.Add(arena, "B", PlainValue("1"));
  CHECK(JsonText(arena, map) == R"({"B":1,"a":"x","b":[true,null,{}]})");
  JsonOptions options;
  options.sort_keys = false;
  CHECK(JsonText(arena, map, options) == R"({"b":[true,null,{}],"a":"x","B":1})");
  CHECK(FindWithoutJsonForm(map) == nullptr);
  map.Add(arena, "c", PlainValue(".nan"));
  CHECK(FindWithoutJsonForm(map) != nullptr);
}

TEST_CASE("R22: text is quoted as by Go's %q") {
  Arena arena;
  const struct {
    std::string_view text;
    const char* quoted;
  } cases[] = {
      {"default", R"("default")"},
      {"a\"\\\n\a\x7f", R"("a\"\\\n\a\x7f")"},
      {"\xc3\xa9\xe4\xb8\xad", "\"\xc3\xa9\xe4\xb8\xad\""},
      {"\xc2\xa0\xe2\x80\x8b\xf3\xa0\x80\x81\xff", R"("\u00a0\u200b\U000e0001\xff")"},
  };
  for (const auto& [text, quoted] : cases) {
    TextBuilder out(arena);
    AppendGoQuoted(text, out);
    CHECK(out.Take() == quoted);
  }
}

TEST_CASE("Durations are read as by Go's time.ParseDuration") {
  const struct {
    const char* text;
    int64_t nanoseconds;
  } cases[] = {
      {"0", 0},
      {"1h30m", 5400 * kSecond},
      {"90s", 90 * kSecond},
      {"-1.5us", -1500},
      {"+.5s", kSecond / 2},
      {"1.ns", 1},
      {"1\xc2\xb5s", 1000},
      {"1\xce\xbcs", 1000},
      {"2562047h47m16.854775807s", INT64_MAX},
      {"-9223372036854775808ns", INT64_MIN},
      {"0.3333333333333333333h", 1200 * kSecond},
  };
  for (const auto& [text, nanoseconds] : cases) {
    INFO(text);
    CHECK(ParseDuration(text) == nanoseconds);
  }
  for (const char* text : {"", "-", "5", "1d", ".s", "1h 2m", "--1s", "9223372036854775808ns", "3000000h"}) {
    INFO(text);
    CHECK_FALSE(ParseDuration(text).has_value());
  }
}

TEST_CASE("R29: SHA-256 does not depend on how the data is cut") {
  CHECK(Sha256().HexDigest() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::string data(1000, 'a');
  Sha256 whole;
  whole.Update(data);
  const std::string digest = whole.HexDigest();
  CHECK(digest == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
  Sha256 pieces;
  for (size_t at = 0; at < data.size(); at += 37) pieces.Update(std::string_view(data).substr(at, 37));
  CHECK(pieces.HexDigest(16) == digest.substr(0, 16));
}

TEST_CASE("Characters of UTF-8 are counted, invalid bytes one by one") {
  CHECK(CountCharacters("a\xc3\xa9\xf0\x9f\x98\x80") == 3);
  CHECK(CountCharacters("\xed\xa0\x80") == 3);
  CHECK(IsValidUtf8("\xf4\x8f\xbf\xbf"));
  for (const char* text : {"\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80", "\x80"}) {
    CHECK_FALSE(IsValidUtf8(text));
  }
}

}  // namespace
}  // namespace agentrender
