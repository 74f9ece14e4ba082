// The cases of tests/diff/: old/, new/, and the three forms of what changes.

#include "core/explain/diff.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <sstream>

#include "core/explain/manifests.h"
#include "tests/unit/files.h"

namespace agentrender {
namespace {

namespace fs = std::filesystem;

// AGENTRENDER_UPDATE=1 writes what is expected anew.
void CheckFile(const fs::path& path, std::string_view text) {
  if (std::getenv("AGENTRENDER_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  INFO(path.string());
  CHECK(FileText(path) == text);
}

// What a case's file `args` asks for: --controller and --namespace.
struct Arguments {
  explicit Arguments(const fs::path& folder) {
    options.keep_objects = true;
    options.takes_arrays = true;
    std::istringstream words(FileText(folder / "args"));
    for (std::string option, value; words >> option >> value;) {
      if (option == "--namespace") ns = value;
      if (option == "--controller") REQUIRE(Controller::Parse(value, options.controller).empty());
    }
    options.default_namespace = TextWithoutPlace(ns);
  }

  std::string ns;
  Options options;
};

struct Side {
  Side(const fs::path& folder, const Options& options)
      : files(folder), manifests(ReadManifests(files.sources(), options)) {}

  void Render(Options options, LeftAgents left) {
    options.left_agents = left;
    rendering = agentrender::Render(files.sources(), options);
    REQUIRE_FALSE(rendering.HasErrors());
  }
  DiffSide shown() const { return {rendering, files.sources(), rest}; }

  InputFiles files;
  Manifests manifests;
  Rendering rendering;
  LeftAside rest;
};

TEST_CASE("the cases of tests/diff") {
  const std::vector<fs::path> folders = FoldersWith(TestsFolder() / "diff", "new");
  CHECK(folders.size() >= 5);
  for (const fs::path& folder : folders) {
    INFO(folder.string());
    const Arguments arguments(folder);
    Side before(folder / "old", arguments.options), after(folder / "new", arguments.options);
    before.Render(arguments.options, LeftOfOld(before.manifests));
    after.Render(arguments.options, LeftOfNew(before.manifests, after.manifests));
    AddManifests(before.manifests, before.rendering, before.rest, after.manifests, after.rendering, after.rest);
    const std::vector<AgentDiff> diff = Diff(before.rendering, after.rendering);
    Output text, markdown, json;
    DiffText(diff, before.shown(), after.shown(), text);
    DiffMarkdown(diff, before.shown(), after.shown(), markdown);
    DiffJson(diff, before.shown(), after.shown(), json);
    CheckFile(folder / "expected.txt", text.view());
    CheckFile(folder / "expected.md", markdown.view());
    CheckFile(folder / "expected.json", json.view());
  }
}

TEST_CASE("an input differs in nothing from itself") {
  for (const fs::path& folder : FoldersWith(TestsFolder() / "golden", "expected.yaml")) {
    INFO(folder.string());
    const InputFiles files(folder);
    Options options;
    options.keep_objects = true;
    options.keep_going = true;
    const Rendering before = Render(files.sources(), options), after = Render(files.sources(), options);
    if (before.HasErrors()) continue;  // an input with errors is not compared
    CHECK(Diff(before, after).empty());
  }
}

}  // namespace
}  // namespace agentrender
