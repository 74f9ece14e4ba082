// Takes findings, gives a JUnit report, as CI systems show it: a test case for each text, with its findings as lines.
#include <string>
#include <string_view>

#include "cli/reports.h"
#include "core/base/text.h"
#include "core/formats/shown.h"

namespace agentrender {

namespace {

constexpr char kOfNoText[] = "input";

// Text as XML has it. Reports escape control characters already, except line breaks; of the others XML lacks two.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kNeither[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};
  std::string escaped;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == kNeither[0] || text.substr(i, 3) == kNeither[1]) {
      escaped += '?';
      i += 2;
      continue;
    }
    switch (text[i]) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      default: escaped += text[i];
    }
  }
  return escaped;
}

// The findings that one test case has.
struct TestCase {
  std::vector<Problem> problems;
  size_t errors = 0;
  Code first_error{};
};

std::string XmlOf(std::string_view name, const TestCase& test, const std::vector<Source>& sources,
                  const ReportOptions& options) {
  std::string xml = R"(    <testcase classname="agentrender" name=")" + Escaped(Shown(name)) + "\"";
  Output lines;
  ReportLines(test.problems, sources, options, lines);
  if (lines.view().empty()) return xml + "/>\n";
  const std::string text = Escaped(lines.view());
  if (test.errors == 0) return xml + ">\n      <system-out>" + text + "</system-out>\n    </testcase>\n";
  return xml + ">\n      <failure type=\"" + CodeText(test.first_error) + "\" message=\"" +
         Escaped(CountProblems(test.problems)) + "\">" + text + "</failure>\n    </testcase>\n";
}

}  // namespace

void ReportJunit(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                 Output& out) {
  std::vector<TestCase> tests(sources.size() + 1);  // the last for findings of no text
  size_t failures = 0;
  for (const Problem& problem : problems) {
    const bool known = problem.where.HasPlace() && problem.where.source < sources.size();
    TestCase& test = tests[known ? problem.where.source : sources.size()];
    test.problems.push_back(problem);
    if (problem.severity != Severity::kError || test.errors++ != 0) continue;
    test.first_error = problem.code;
    ++failures;
  }
  const bool others = !tests.back().problems.empty();
  const std::string counts = " tests=\"" + std::to_string(sources.size() + (others ? 1 : 0)) + "\" failures=\"" +
                             std::to_string(failures) + R"(" errors="0")";
  out.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts +
             ">\n  <testsuite name=\"agentrender\"" + counts + " skipped=\"0\">\n");
  for (size_t i = 0; i < sources.size(); ++i) out.Append(XmlOf(sources[i].name, tests[i], sources, options));
  if (others) out.Append(XmlOf(kOfNoText, tests.back(), sources, options));
  out.Append("  </testsuite>\n</testsuites>\n");
}

}  // namespace agentrender
