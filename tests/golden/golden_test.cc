// Every folder tests/golden/FEATURE/CASE is a test case; README.md says what is in it.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "core/read/read.h"
#include "core/render.h"
#include "core/write/emit.h"
#include "tests/golden/yaml_data.h"
#include "tests/unit/files.h"

namespace agentrender {
namespace {

namespace fs = std::filesystem;

using Identity = std::tuple<std::string, std::string, std::string>;  // kind, namespace, name
using Objects = std::map<Identity, Data>;

Identity IdentityOf(const Data& object) {
  const Data& metadata = object["metadata"];
  return {object["kind"].Text(), metadata["namespace"].Text(), metadata["name"].Text()};
}

std::string Name(const Identity& id) {
  return std::get<0>(id) + " " + std::get<1>(id) + (std::get<1>(id).empty() ? "" : "/") + std::get<2>(id);
}

// One folder.
class Case {
 public:
  explicit Case(const fs::path& folder)
      : input_(FileText(folder / "input.yaml")),
        errors_(FileText(folder / "errors.json")),
        expected_(FileText(folder / "expected.yaml")),
        controller_(ControllerOf(folder)) {
    for (const Data& object : ReadObjects(input_, Typing::kKubernetes)) of_input_.insert(IdentityOf(object));
    for (const Data& object : ReadObjects(expected_, Typing::kKubernetes)) expected_ids_.insert(IdentityOf(object));
  }

  void Check() const {
    CheckRefusal();
    CheckObjects();
    CheckRepeatable();
    for (const Format format : {Format::kJson, Format::kNdjson, Format::kResourceList}) CheckFormat(format);
    CheckOwnReader();
  }

 private:
  bool Refused() const { return !errors_.empty(); }

  Rendering Run(Format format, bool keep_going) const {
    Options options;
    options.format = format;
    options.default_namespace = TextWithoutPlace("default");
    options.keep_going = keep_going;
    options.controller = controller_;
    return Render({{"input.yaml", input_, true}}, options);
  }
  std::string Text(Format format) const { return std::string(Run(format, Refused()).output.view()); }

  // What was rendered, without the objects of the input that pass through.
  Objects Rendered(const std::string& text, Typing typing) const {
    Objects objects;
    for (Data& object : ReadObjects(text, typing)) {
      const Identity id = IdentityOf(object);
      if (of_input_.count(id) == 0 || expected_ids_.count(id) != 0) objects[id] = std::move(object);
    }
    return objects;
  }

  static void CheckSame(const Objects& want, const Objects& got) {
    for (const auto& [id, object] : want) {
      const auto other = got.find(id);
      if (other == got.end()) {
        FAIL_CHECK(Name(id) << ": not rendered");
        continue;
      }
      for (const std::string& line : Differences(Name(id), object, other->second)) FAIL_CHECK(line);
    }
    for (const auto& [id, object] : got) {
      if (Name(id).starts_with("AgentRender ")) continue;  // stays in a ResourceList
      if (want.count(id) == 0) FAIL_CHECK(Name(id) << ": not expected");
    }
  }

  void CheckRefusal() const {
    const Rendering rendering = Run(Format::kYaml, false);
    CHECK(rendering.HasErrors() == Refused());
    if (!Refused()) return;
    CHECK(rendering.output.view().empty());
    for (const Data& finding : ReadObjects(errors_, Typing::kYaml12)) {
      INFO(finding["about"].Text());
      const auto& problems = rendering.problems.list();
      CHECK(std::any_of(problems.begin(), problems.end(), [&](const Problem& p) { return Matches(p, finding); }));
    }
  }

  static bool Matches(const Problem& problem, const Data& finding) {
    const auto same = [&](const char* key, std::string_view found) {
      return !finding[key].Present() || finding[key].Text() == found;
    };
    return problem.severity == Severity::kError && same("kind", problem.object.kind) &&
           same("namespace", problem.object.ns) && same("name", problem.object.name);
  }

  void CheckObjects() const {
    Objects want;
    for (Data& object : ReadObjects(expected_, Typing::kYaml11)) want[IdentityOf(object)] = std::move(object);
    CheckSame(want, Rendered(Text(Format::kYaml), Typing::kYaml11));
  }

  void CheckRepeatable() const { CHECK(Text(Format::kYaml) == Text(Format::kYaml)); }

  void CheckFormat(Format format) const {
    INFO("format " << static_cast<int>(format));
    const auto all = [](std::string text) {
      Objects objects;
      for (Data& object : ReadObjects(text, Typing::kKubernetes)) objects[IdentityOf(object)] = std::move(object);
      return objects;
    };
    std::string text = Text(format);
    // To yaml-cpp a JSON object a line is one document a line.
    if (format == Format::kNdjson) {
      for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 5) text.replace(at, 1, "\n---\n");
    }
    CheckSame(all(Text(Format::kYaml)), all(text));
  }

  // What we wrote, read and written again, is the same text.
  void CheckOwnReader() const {
    const Rendering rendering = Run(Format::kYaml, Refused());
    const Source source{"output", rendering.output.view(), true};
    Arena arena;
    Problems problems;
    std::vector<Document> documents;
    REQUIRE(Read(source, 0, arena, documents, problems));
    for (const Document& document : documents) {
      const Value metadata = document.root.Get("metadata");
      const Identity id{document.root.TextOf("kind"), metadata.TextOf("namespace"), metadata.TextOf("name")};
      // Items of typed lists may leave out their kind.
      if (of_input_.count(id) != 0 ||
          of_input_.count(Identity{"", metadata.TextOf("namespace"), metadata.TextOf("name")}) != 0)
        continue;
      Output again;
      EmitYaml(document.root, 0, again);
      CHECK(again.view() == document.text);
    }
  }

  std::string input_;
  std::string errors_;    // empty when the input is fine
  std::string expected_;  // with errors: what --keep-going prints
  Controller controller_;
  std::set<Identity> of_input_;
  std::set<Identity> expected_ids_;
};

class CaseInvoker : public Catch::ITestInvoker {
 public:
  explicit CaseInvoker(fs::path folder) : folder_(std::move(folder)) {}
  void invoke() const override { Case(folder_).Check(); }

 private:
  fs::path folder_;
};

// Makes each folder a test case of its own, named FEATURE/CASE.
size_t RegisterCases() {
  const fs::path root = fs::path(AGENTRENDER_SOURCE_DIR) / "tests" / "golden";
  std::set<fs::path> folders;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "expected.yaml") folders.insert(entry.path().parent_path());
  }
  for (const fs::path& folder : folders) {
    const std::string name = "golden " + folder.lexically_relative(root).generic_string();
    Catch::AutoReg(Catch::Detail::make_unique<CaseInvoker>(folder), CATCH_INTERNAL_LINEINFO, "",
                   Catch::NameAndTags{name, "[golden]"});
  }
  return folders.size();
}

const size_t kCases = RegisterCases();

TEST_CASE("golden cases are found") { CHECK(kCases > 100); }

}  // namespace
}  // namespace agentrender
