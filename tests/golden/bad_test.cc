// Every folder of tests/golden/bad is an input with something wrong or noteworthy,
// and the findings expected for it; see the README.md there.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/formats/shown.h"
#include "core/render.h"

namespace fs = std::filesystem;
using namespace agentrender;

namespace {

const fs::path kRoot = fs::path(AGENTRENDER_SOURCE_DIR) / "tests" / "golden" / "bad";

// What needs a program, which reads files, or options that no case has.
const std::set<Code> kFoundElsewhere = {
    Code::kUnreadable, Code::kLinkedFolder, Code::kNoAgent,    Code::kUnusedOverride, Code::kAgentLeft,
    Code::kDangling,   Code::kOldKustomize, Code::kNoRevision, Code::kNotLive,        Code::kStaysBehind};

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Case {
  std::string name;
  std::vector<std::string> file_names;
  std::vector<std::string> texts;
  std::string ns;
  Options options;
  bool named = true;
};

void ReadOptions(const fs::path& path, Case& c) {
  std::istringstream lines(ReadFile(path));
  for (std::string word; lines >> word;) {
    if (word == "walked") c.named = false;
    if (word == "lenient") c.options.strict = false;
    if (word == "keep-going") c.options.keep_going = true;
    if (word == "namespace") lines >> c.ns;
    if (word == "controller") {
      lines >> word;
      REQUIRE(Controller::Parse(word, c.options.controller) == "");
    }
  }
}

Case ReadCase(const fs::path& folder) {
  Case c;
  c.name = folder.filename().string();
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") c.file_names.push_back(entry.path().filename().string());
  }
  std::sort(c.file_names.begin(), c.file_names.end());
  for (const std::string& name : c.file_names) c.texts.push_back(ReadFile(folder / name));
  ReadOptions(folder / "options", c);
  return c;
}

std::vector<Case> ReadCases() {
  std::vector<Case> cases;
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    if (entry.is_directory()) cases.push_back(ReadCase(entry.path()));
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

Rendering RenderCase(Case& c) {
  std::vector<Source> sources;
  for (size_t i = 0; i < c.texts.size(); ++i) sources.push_back({c.file_names[i], c.texts[i], c.named});
  c.options.default_namespace = TextWithoutPlace(c.ns);
  return Render(sources, c.options);
}

std::string PlaceText(const Origin& where, const Case& c) {
  if (!where.HasPlace()) return "";
  return c.file_names[where.source] + ":" + std::to_string(where.line) + ":" + std::to_string(where.column) + ": ";
}

std::string TextOf(const Problem& problem, const Case& c) {
  std::string text = PlaceText(problem.where, c) + NameOf(problem.severity) + ": ";
  if (!problem.field.empty()) text += Shown(problem.field) + ": ";
  text += problem.message + " [" + CodeText(problem.code) + "]\n";
  if (problem.other.HasPlace()) {
    const std::string place = PlaceText(problem.other, c);
    text += "  other: " + place.substr(0, place.size() - 2) + "\n";
  }
  if (!problem.hint.empty()) text += "  hint: " + problem.hint + "\n";
  return text;
}

std::string TextOf(const Rendering& rendering, const Case& c) {
  std::string text;
  for (const Problem& problem : rendering.problems.list()) text += TextOf(problem, c);
  return text;
}

}  // namespace

TEST_CASE("bad input: every case gives the findings expected") {
  const bool update = std::getenv("AGENTRENDER_UPDATE") != nullptr;
  for (Case& c : ReadCases()) {
    const Rendering rendering = RenderCase(c);
    const std::string found = TextOf(rendering, c);
    const fs::path expected = kRoot / c.name / "problems.txt";
    if (update) std::ofstream(expected, std::ios::binary) << found;
    INFO("case " << c.name);
    CHECK(found == ReadFile(expected));
    CHECK_FALSE(found.empty());
    if (!c.options.keep_going) CHECK(rendering.output.size() * rendering.problems.errors() == 0);
  }
}

TEST_CASE("bad input: every code has a case") {
  std::set<Code> found;
  for (Case& c : ReadCases()) {
    const Rendering rendering = RenderCase(c);
    for (const Problem& problem : rendering.problems.list()) found.insert(problem.code);
  }
#define PROBLEM(number, name, title)          \
  if (!kFoundElsewhere.count(Code::name)) {   \
    INFO(CodeText(Code::name) << ": " title); \
    CHECK(found.count(Code::name) == 1);      \
  }
#include "core/model/problems.def"
#undef PROBLEM
}

TEST_CASE("bad input: findings are in one line, without control characters") {
  for (Case& c : ReadCases()) {
    const Rendering rendering = RenderCase(c);
    for (const Problem& problem : rendering.problems.list()) {
      INFO("case " << c.name << ": " << problem.field << ": " << problem.message << " " << problem.hint);
      const std::string all = problem.message + problem.hint;  // a field is as it is, for programs
      CHECK(std::none_of(all.begin(), all.end(),
                         [](char b) { return static_cast<unsigned char>(b) < 0x20 || b == 0x7f; }));
    }
  }
}

TEST_CASE("docs/problems.md explains every code, with examples that are found") {
  const std::string page = ReadFile(fs::path(AGENTRENDER_SOURCE_DIR) / "docs" / "problems.md");
  size_t codes = 0;
#define PROBLEM(number, name, title) \
  ++codes;                           \
  CHECK(page.find("### " + CodeText(Code::name) + " " title "\n\n") != std::string::npos);
#include "core/model/problems.def"
#undef PROBLEM
  size_t headings = 0;
  for (size_t at = page.find("\n### AR"); at != std::string::npos; at = page.find("\n### AR", at + 1)) ++headings;
  CHECK(headings == codes);

  std::set<std::string> known;
  for (Case& c : ReadCases()) {
    std::istringstream lines(ReadFile(kRoot / c.name / "problems.txt"));
    for (std::string line; std::getline(lines, line);) known.insert(line);
  }
  std::istringstream lines(page);
  bool example = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```") {
      example = !example;
    } else if (example) {
      INFO(line);
      CHECK(known.count(line) == 1);
    }
  }
}
