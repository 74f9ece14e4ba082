// YAML and JSON -> Values with their places.
#include "core/read/read.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/reading.h"

namespace agentrender {
namespace {

using Strings = std::vector<std::string>;

// What a text reads as: its documents as JSON.
struct Row {
  std::string text;
  Strings documents;
};

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    SourceReading reading(row.text);
    CHECK(reading.good);
    CHECK(reading.Json() == row.documents);
    CHECK(reading.Found().empty());
  }
}

// A text that cannot be read, and what is found where.
struct Refused {
  std::string text;
  Strings found;
};

void Check(const std::vector<Refused>& rows) {
  for (const Refused& row : rows) {
    INFO(row.text);
    SourceReading reading(row.text);
    CHECK_FALSE(reading.good);
    CHECK(reading.Found() == row.found);
  }
}

std::string Repeated(std::string_view text, size_t count) {
  std::string repeated;
  for (; count > 0; --count) repeated += text;
  return repeated;
}

TEST_CASE("R1a: empty and null documents are skipped") {
  Check(std::vector<Row>{
      {"", {}},
      {"\n\n", {}},
      {"# a\n", {}},
      {"---\n", {}},
      {"---", {}},
      {"---\n---\n# a\n---\n", {}},
      {"null\n---\n~\n---\nNull\n", {}},
      {"--- null\n", {}},
      {"--- # a\n", {}},
      {"...\n", {}},
      {"\xef\xbb\xbf", {}},
      {"\xef\xbb\xbf---\n", {}},
      {"null", {}},
      {" \t\r\n", {}},
  });
}

TEST_CASE("documents of a source") {
  Check(std::vector<Row>{
      {"a: 1\n---\nb: 2\n", {R"({"a":1})", R"({"b":2})"}},
      {"a: 1\n---\n---\n---\nb: 2", {R"({"a":1})", R"({"b":2})"}},
      {"a: 1\r\n---\r\nb: 2\r\n", {R"({"a":1})", R"({"b":2})"}},
      {"a: 1\n--- \t\nb: 2\n", {R"({"a":1})", R"({"b":2})"}},
      {"a: 1\n--- # c\nb: 2\n", {R"({"a":1})", R"({"b":2})"}},
      {"--- {a: 1}\n--- {b: 2}\n", {R"({"a":1})", R"({"b":2})"}},
      {"--- |\n  x\n", {R"("x\n")"}},
      {"a: 1\n...\nb: 2\n", {R"({"a":1})", R"({"b":2})"}},
      {"a: 1\n...\n---\nb: 2\n...\n", {R"({"a":1})", R"({"b":2})"}},
      {"%YAML 1.1\n---\na: 1\n", {R"({"a":1})"}},
      {"# c\n%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n", {R"({"a":1})", R"({"b":2})"}},
      {"a: |\n  ---\n  x\n", {R"({"a":"---\nx\n"})"}},
      {"a: \"x\n  --- y\"\n", {R"({"a":"x --- y"})"}},
      {"---a: 1\n", {R"({"---a":1})"}},
      {"\xef\xbb\xbf"
       "a: 1\n",
       {R"({"a":1})"}},
      {"- a\n-\n- b\n", {R"(["a",null,"b"])"}},
      {"a:\n", {R"({"a":null})"}},
  });
}

TEST_CASE("a document's text is its bytes without a bare marker line") {
  SourceReading reading("# one\na: 1\n---\n# two\nb: 2\n\n--- {c: 3}\n---\n\nd: 4\n...\ne: 5\n");
  CHECK(reading.Texts() == Strings{"# one\na: 1\n", "# two\nb: 2\n\n", "--- {c: 3}\n", "\nd: 4\n", "e: 5\n"});
  Strings lines;
  for (const Document& document : reading.documents) lines.push_back(std::to_string(document.first_line));
  CHECK(lines == Strings{"1", "4", "7", "9", "12"});
}

TEST_CASE("a byte order mark is no part of a document's text") {
  CHECK(SourceReading("\xef\xbb\xbf"
                      "a: 1\n")
            .Texts() == Strings{"a: 1\n"});
  CHECK(SourceReading("\xef\xbb\xbf"
                      "{\"a\": \"\\ud83d\\ude00\"}")
            .Json() == Strings{"{\"a\":\"\xf0\x9f\x98\x80\"}"});
}

TEST_CASE("R1d: what is JSON is read as JSON") {
  Check(std::vector<Row>{
      {R"({"a":1}{"b":2})", {R"({"a":1})", R"({"b":2})"}},
      {"{\"a\":1}\n{\"b\":2}\n", {R"({"a":1})", R"({"b":2})"}},
      {"{\"a\":1}\n---\n{\"b\":2}\n", {R"({"a":1})", R"({"b":2})"}},
      {"[1, 2.5, -3e2, true, false, null, \"x\"]", {"[1,2.5,-300,true,false,null,\"x\"]"}},
      {"{\"a\":\n\t{\"b\":\t[ ]}\r\n}", {R"({"a":{"b":[]}})"}},
      {R"({"a":"\ud83d\ude00"})", {"{\"a\":\"\xf0\x9f\x98\x80\"}"}},
      {R"({"a":"\ud83d x"})", {"{\"a\":\"\xef\xbf\xbd x\"}"}},
      {R"({"a":"\ude00"})", {"{\"a\":\"\xef\xbf\xbd\"}"}},
      {R"({"a":"\"\\\/\b\f\n\r\t\u00e9"})", {"{\"a\":\"\\\"\\\\/\\b\\f\\n\\r\\t\xc3\xa9\"}"}},
      {"{\"a\":\"x\xc2\x85y\"}", {"{\"a\":\"x\xc2\x85y\"}"}},
      {R"({"y": "y", "no": "1_0"})", {R"({"y":"y","no":"1_0"})"}},
  });
}

TEST_CASE("flow style that is no JSON is YAML") {
  Check(std::vector<Row>{
      {"{a: b}", {R"({"a":"b"})"}},
      {"{\"a\": 1,}", {R"({"a":1})"}},
      {"{\"a\": 0x10}", {R"({"a":16})"}},
      {"[a, 'b', \"c\"] # d", {R"(["a","b","c"])"}},
      {"{\"a\":1} # c", {R"({"a":1})"}},
      {"{\"a\": 01}", {R"({"a":1})"}},
  });
}

TEST_CASE("R1d: anchors, aliases and merge keys") {
  Check(std::vector<Row>{
      {"a: &x {p: 1}\nb: *x\n", {R"({"a":{"p":1},"b":{"p":1}})"}},
      {"a: &x 5\nb: [*x, *x]\n", {R"({"a":5,"b":[5,5]})"}},
      {"a: &x 1\nb: &x 2\nc: *x\n", {R"({"a":1,"b":2,"c":2})"}},
      {"a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  p: 3\n", {R"({"a":{"p":1,"q":2},"b":{"p":3,"q":2}})"}},
      {"a: &x {p: 1, q: 2}\nb:\n  p: 3\n  <<: *x\n", {R"({"a":{"p":1,"q":2},"b":{"p":3,"q":2}})"}},
      {"- &x {p: 1}\n- &y {p: 2, q: 2}\n- <<: [*x, *y]\n", {R"([{"p":1},{"p":2,"q":2},{"p":1,"q":2}])"}},
      {"- <<: {p: 1}\n  q: 2\n", {R"([{"q":2,"p":1}])"}},
      {"- &x {p: 1}\n- &y {<<: *x, q: 2}\n- {<<: *y, r: 3}\n", {R"([{"p":1},{"q":2,"p":1},{"r":3,"q":2,"p":1}])"}},
      {"'<<': 1\n", {R"({"\u003c\u003c":1})"}},
      {"&x a: *x\n", {R"({"a":"a"})"}},
  });
  Check(std::vector<Refused>{
      {"a: *x\n", {"AR0106 1:4"}},
      {"a: &x 1\n---\nb: *x\n", {"AR0106 3:4"}},
      {"a: &x [*x]\n", {"AR0106 1:8"}},
      {"a: &x\n  <<: *x\n", {"AR0106 2:7"}},
      {"a:\n  <<: 5\n", {"AR0106 2:7"}},
      {"a:\n  <<: [{b: 1}, 5]\n", {"AR0106 2:7"}},
  });
}

TEST_CASE("documents know whether they have aliases") {
  CHECK(SourceReading("a: &x 1\nb: 2\n").documents[0].ties.empty());
  CHECK(SourceReading("a: &x 1\nb: *x\n").documents[0].ties.size() == 1);
  CHECK(SourceReading("<<: {a: 1}\n").documents[0].ties.empty());
}

TEST_CASE("R1d: a key written twice is an error naming both lines") {
  Check(std::vector<Refused>{
      {"a: 1\nb: 2\na: 3\n", {"AR0103 3:1"}},
      {"{\"a\": 1,\n \"a\": 2}", {"AR0103 2:2"}},
      {"1: a\n'1': b\n", {"AR0103 2:1"}},
      {"1: a\n0x1: b\n", {"AR0103 2:1"}},
      {"yes: a\n'true': b\n", {"AR0103 2:1"}},
      {"x:\n- {a: 1, b: 2, a: 3}\n", {"AR0103 2:16"}},
      {"a: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: 1\nh: 1\ni: 1\nj: 1\nk: 1\nl: 1\nm: 1\nd: 2\n", {"AR0103 14:1"}},
  });
  SourceReading reading("a: 1\nb: 2\na: 3\n");
  REQUIRE(reading.problems.list().size() == 1);
  CHECK(reading.problems.list()[0].other.line == 1);
  CHECK(reading.problems.list()[0].message.find("line 1") != std::string::npos);
}

TEST_CASE("R1d: YAML's core tags are followed, others refused") {
  Check(std::vector<Row>{
      {"a: !!str 5\n", {R"({"a":"5"})"}},
      {"a: !!int '5'\n", {R"({"a":5})"}},
      {"a: !!float 5\n", {R"({"a":5})"}},
      {"a: !!bool yes\n", {R"({"a":true})"}},
      {"a: !!null ''\n", {R"({"a":null})"}},
      {"a: ! 5\n", {R"({"a":"5"})"}},
      {"a: !!map {b: !!seq [c]}\n", {R"({"a":{"b":["c"]}})"}},
      {"!!str 5: a\n", {R"({"5":"a"})"}},
  });
  Check(std::vector<Refused>{
      {"a: !x 5\n", {"AR0104 1:4"}},
      {"a: !!binary aGk=\n", {"AR0104 1:4"}},
      {"a: !!set {b}\n", {"AR0104 1:4"}},
      {"a: !!timestamp 2026-03-14\n", {"AR0104 1:4"}},
      {"a: !!int b\n", {"AR0104 1:4"}},
      {"a: !!seq {}\n", {"AR0104 1:4"}},
      {"- !x\n  a: 1\n", {"AR0104 1:3"}},
  });
}

TEST_CASE("keys become the strings that Kubernetes makes of them") {
  Check(std::vector<Row>{
      {"0x10: a\n010: b\ntrue: c\nno: d\n", {R"({"16":"a","8":"b","true":"c","false":"d"})"}},
      {"? a\n: b\n", {R"({"a":"b"})"}},
      {"1.10: a\n1e3: b\n1e6: c\n.5: d\n1_000.25: e\n",
       {R"({"1.1":"a","1000":"b","1e+06":"c","0.5":"d","1000.25":"e"})"}},
      {"16777217.0: a\n123456.5: b\n1e-4: c\n1e-5: d\n-1.5: e\n",
       {R"({"1.6777216e+07":"a","123456.5":"b","0.0001":"c","1e-05":"d","-1.5":"e"})"}},
      {"1e39: a\n-1e39: b\n.nan: c\n-0.0: d\n0.0: e\n3.4028235e38: f\n",
       {R"({".inf":"a","-.inf":"b",".nan":"c","-0":"d","0":"e","3.4028235e+38":"f"})"}},
      {"1e-45: a\n1e-46: b\n18446744073709551616: c\n-9223372036854775809: d\n!!float 3: e\n",
       {R"({"1e-45":"a","0":"b","1.8446744e+19":"c","-9.223372e+18":"d","3":"e"})"}},
      {"9223372036854775807: a\n-9223372036854775808: b\n-0: c\n!!str 1.50: d\n",
       {R"({"9223372036854775807":"a","-9223372036854775808":"b","0":"c","1.50":"d"})"}},
  });
  Check(std::vector<Refused>{
      {"~: a\n", {"AR0105 1:1"}},
      {"18446744073709551615: a\n", {"AR0105 1:1"}},
      {"9223372036854775808: a\n", {"AR0105 1:1"}},
      {"[a]: b\n", {"AR0105 1:1"}},
      {"? {a: b}\n: c\n", {"AR0105 1:3"}},
  });
}

TEST_CASE("positions count lines and characters") {
  struct Place {
    std::string text;
    uint32_t line;
    uint32_t column;
  };
  for (const Place& place : std::vector<Place>{
           {"a: x\n", 1, 4},
           {"# \xe6\x97\xa5\n\xe6\x97\xa5\xe6\x9c\xac: x\n", 2, 5},
           {"{\"\xf0\x9f\x98\x80\xc3\xa9\": \"x\"}", 1, 8},
           {"\n\n  {\"a\":\n \"x\"}", 4, 2},
           {"# a\r\n\r\na: x\r\n", 3, 4},
           {"---\n---\n# a\na: x\n", 4, 4},
           {"b: 1\n---\n\na: x\n", 4, 4},
           {"b: 1\n...\na: x\n", 3, 4},
           {"{\"b\": 1}\n\n {\"a\": \"x\"}", 3, 8},
           {"\xef\xbb\xbf"
            "a: x\n",
            1, 4},
           {"# \xe2\x80\xa8 \xc2\x85\na: x\n", 2, 4},
           {"b: \"\xe2\x80\xa8\"\n---\na: x\n", 3, 4},
           {"a: &y !!str\n  x\n", 1, 4},
       }) {
    INFO(place.text);
    SourceReading reading(place.text);
    REQUIRE(!reading.documents.empty());
    const Value& x = reading.documents.back().root.member(0).value;
    CHECK(x.text() == "x");
    CHECK(x.origin().line == place.line);
    CHECK(x.origin().column == place.column);
  }
}

TEST_CASE("texts that are no YAML") {
  Check(std::vector<Refused>{
      {"a: b: c\n", {"AR0101 1:5"}},
      {"a: 1\n---\nb: [1, 2\n", {"AR0101 3:4"}},
      {"a:\n\t- b\n", {"AR0101 2:1"}},
      {"a: \"x\n", {"AR0101 1:4"}},
      {"a: @x\n", {"AR0101 1:4"}},
      {"{\"a\": 1\n", {"AR0101 1:1"}},
      {"a: 1\n b: 2\n", {"AR0101 2:3"}},
      {"a: b\n}\n", {"AR0101 2:1"}},
  });
  // What comes before the error has been read.
  SourceReading reading("a: 1\n---\nb: [\n");
  CHECK(reading.Json() == Strings{R"({"a":1})"});
}

TEST_CASE("a document after an unusual line break is refused") {
  Check(std::vector<Refused>{
      {"a: 1\r---\rb: 2\r", {"AR0101 1:1"}},
      {"a: 1\xe2\x80\xa8---\nb: 2\n", {"AR0101 1:1"}},
  });
  Check(std::vector<Row>{{"a: 1\rb: 2\r", {R"({"a":1,"b":2})"}}});
}

TEST_CASE("texts that are no text") {
  Check(std::vector<Refused>{
      {std::string("a: x\0y\n", 7), {"AR0107 1:5"}},
      {"a: 1\nb: \xff\n", {"AR0107 2:4"}},
      {"a: \x01\n", {"AR0107 1:4"}},
      {"{\"a\": \"\xff\"}", {"AR0107 1:8"}},
      {"a: 1\n---\nb: \xc3\n", {"AR0107 3:5"}},
      {"\xff\xfe"
       "a\0",
       {"AR0107 1:1"}},
  });
}

TEST_CASE("more than a limit is refused") {
  const size_t depth = limits::kDepth;
  CHECK(SourceReading(Repeated("[", depth) + Repeated("]", depth)).good);
  CHECK(SourceReading("# a\n" + Repeated("[", depth) + Repeated("]", depth)).good);
  const std::string key(limits::kKeyBytes, 'k');
  CHECK(SourceReading(key + ": 1\n").good);
  CHECK(SourceReading("{\"" + key + "\": 1}").good);
  const std::string where = "1:" + std::to_string(depth + 1);
  Check(std::vector<Refused>{
      {Repeated("[", depth + 1) + Repeated("]", depth + 1), {"AR0102 " + where}},
      {Repeated("[", 100000), {"AR0102 " + where}},
      {Repeated("- ", depth + 1) + "a\n", {"AR0102 1:" + std::to_string(2 * depth + 1)}},
      {Repeated("{\"a\":", depth + 1), {"AR0102 1:" + std::to_string(5 * depth + 1)}},
      {"? " + key + "k\n: 1\n", {"AR0102 1:3"}},
      {"{\"" + key + "k\": 1}", {"AR0102 1:2"}},
      {"[" + Repeated("1,", limits::kNodes) + "1]", {"AR0102 1:" + std::to_string(2 * limits::kNodes)}},
  });
}

TEST_CASE("aliases that grow without end are refused") {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    text += std::string(1, c) + ": &" + c + " [" + Repeated("*" + before + ", ", 9) + "*" + before + "]\n";
  }
  const SourceReading reading(text);
  REQUIRE(reading.problems.list().size() == 1);
  CHECK(reading.problems.list()[0].code == Code::kTooMuch);
}

TEST_CASE("a source larger than the limit is not looked at") {
  const std::string text = "a: 1\n";
  Arena arena;
  Problems problems;
  std::vector<Document> documents;
  const Source source{"test", std::string_view(text.data(), SizeLimits{}.source_bytes + 1), true};
  CHECK_FALSE(Read(source, 0, arena, documents, problems));
  CHECK(CodesAndPlaces(problems) == Strings{"AR0102 1:1"});
}

TEST_CASE("scalars keep their text") {
  SourceReading reading("a: 0755\nb: 1.10\nc: 4Gi\nd: '0755'\ne: Yes\nf: 1_000\n");
  std::string all;
  for (const Member& m : reading.documents[0].root.members()) {
    all += std::string(NameOf(m.value.kind())) + " " + std::string(m.value.text()) + "; ";
  }
  CHECK(all ==
        "a whole number 0755; a number 1.10; a string 4Gi; a string 0755; a boolean Yes; a whole number 1_000; ");
}

}  // namespace
}  // namespace agentrender
