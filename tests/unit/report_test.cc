// Findings as text.

#include "core/report/report.h"

#include <catch2/catch_test_macros.hpp>

#include "core/formats/shown.h"
#include "core/report/excerpt.h"

namespace agentrender {
namespace {

// The report on one error at a place of `text`, with `hint`.
std::string Report(std::string_view text, uint32_t line, uint32_t column, const std::string& hint = "") {
  const std::vector<Source> sources = {{"a.yaml", text, true}};
  Problems problems;
  problems.Error(Code::kUnknownField, {line, column, 0, 0}, "wrong").Hint(hint);
  Output out;
  ReportText(problems.list(), sources, {}, out);
  return std::string(out.view());
}

TEST_CASE("report: the token is underlined") {
  struct Row {
    const char* rest;
    bool in_flow;
    size_t size;
  };
  constexpr Row kRows[] = {{"key: value", false, 3}, {"two words # comment", false, 9},
                           {"a:b#c", false, 5},      {"url: http://x", false, 3},
                           {"http://x, y", true, 8}, {"http://x, y", false, 11},
                           {"'it''s' x", false, 4},  {"\"a \\\" b\": c", false, 8},
                           {"\"open", false, 5},     {"[a, b]", false, 1},
                           {"| # text", false, 1},   {"- a", false, 1},
                           {"-1", false, 2},         {"&anchor x", false, 7},
                           {"!!str x", false, 5},    {"", false, 0}};
  for (const Row& row : kRows) {
    INFO(row.rest);
    CHECK(TokenSize(row.rest, row.in_flow) == row.size);
  }
}

TEST_CASE("report: the caret stands below its token, whatever is before it") {
  CHECK(Report("a:\n  keey: 1\n", 2, 3, "did you mean key?") ==
        "a.yaml:2:3: error: wrong [AR0301]\n"
        "    2 |   keey: 1\n"
        "      |   ^~~~ did you mean key?\n");
  CHECK(Report("{\tx: y}\r\n", 1, 3) ==
        "a.yaml:1:3: error: wrong [AR0301]\n"
        "    1 | {    x: y}\n"
        "      |      ^\n");
  CHECK(Report("日本: \"n\u0303\"\n", 1, 5) ==
        "a.yaml:1:5: error: wrong [AR0301]\n"
        "    1 | 日本: \"n\u0303\"\n"
        "      |       ^~~\n");
  CHECK(Report("k: \x1b[31m\xff\u202e\n", 1, 4) ==
        "a.yaml:1:4: error: wrong [AR0301]\n"
        "    1 | k: \\x1b[31m\\xff\\u202e\n"
        "      |    ^~~~~~~~~~~~~~~~~~\n");
}

TEST_CASE("report: a place beside the text") {
  CHECK(Report("a: 1\n", 9, 1, "fix it") == "a.yaml:9:1: error: wrong [AR0301]\n      hint: fix it\n");
  CHECK(Report("a: 1\n", 1, 5) == "a.yaml:1:5: error: wrong [AR0301]\n    1 | a: 1\n      |     ^\n");
  CHECK(Report("a: 1\n", 1, 99) == "a.yaml:1:99: error: wrong [AR0301]\n    1 | a: 1\n");
  CHECK(Report("", 1, 1) == "a.yaml:1:1: error: wrong [AR0301]\n");
}

TEST_CASE("report: long lines are cut around the token") {
  const std::string line = std::string(1 << 20, 'x') + " key " + std::string(1 << 20, 'y');
  const Excerpt excerpt = MakeExcerpt(line, (1 << 20) + 2);
  CHECK(excerpt.text.size() < 130);
  CHECK(excerpt.text.substr(excerpt.indent, 4) == "key ");
  CHECK(excerpt.text.substr(0, 4) == "...x");
  CHECK(excerpt.text.substr(excerpt.text.size() - 4) == "y...");
}

TEST_CASE("report: a long hint has its own line, a second place too") {
  const std::vector<Source> sources = {{"a.yaml", "a: 1\nb: 2\n", true}};
  Problems problems;
  problems.Warning(Code::kPortTwice, {2, 1, 0, 0}, "again").Hint(std::string(120, 'h')).Other({1, 1, 0, 0});
  Output out;
  ReportText(problems.list(), sources, {}, out);
  CHECK(out.view() == "a.yaml:2:1: warning: again [AR0501]\n    2 | b: 2\n      | ^\n      hint: " +
                          std::string(120, 'h') + "\n      also: a.yaml:1:1\n");
}

TEST_CASE("report: a problem a line; without a place the object is named") {
  const std::vector<Source> sources = {{"a.yaml", "", true}};
  Problems problems;
  problems.Error(Code::kPortTwice, {2, 1, 0, 0}, "wrong");
  problems.Warning(Code::kPortTwice, {1, 1, 0, 0}, "odd");
  Problem& problem = problems.Info(Code::kNoNamespace, {}, "nowhere");
  problem.object = {"v1", "Agent", "tidepool", "scout", "agents/a.yaml", "0"};
  problem.field = "spec.port";
  Output lines;
  ReportLines(problems.list(), sources, {}, lines);
  CHECK(lines.view() ==
        "a.yaml:2:1: error: wrong [AR0501]\n"
        "a.yaml:1:1: warning: odd [AR0501]\n"
        "Agent tidepool/scout: info: spec.port: nowhere [AR0606]\n");
  Output errors;
  ReportLines(problems.list(), sources, {false, Severity::kError}, errors);
  CHECK(errors.view() == "a.yaml:2:1: error: wrong [AR0501]\n");
  problem.severity = Severity::kError;
  Output objects;
  ReportObjects({problem}, sources, "x: ", objects);
  CHECK(objects.view() == "x: error: agents/a.yaml: Agent tidepool/scout: spec.port: nowhere [AR0606]\n");
  CHECK(CountProblems(problems.list()) == "2 errors, 1 warning");
}

TEST_CASE("report: JSON has every part") {
  const std::vector<Source> sources = {{"a\n.yaml", "", true}};
  Problems problems;
  problems.Error(Code::kPortTwice, {2, 1, 0, 0}, "m\x1b").Hint("h").Other({1, 1, 0, 0});
  Output out;
  ReportJson(problems.list(), sources, {}, out);
  CHECK(out.view() ==
        R"([{"severity":"error","code":"AR0501","message":"m\u001b","hint":"h","file":"a\n.yaml","line":2,"column":1,)"
        R"("other":{"file":"a\n.yaml","line":1,"column":1}}])"
        "\n");
}

}  // namespace
}  // namespace agentrender
