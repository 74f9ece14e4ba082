// The cases of tests/diff/: old/, new/, and the three forms of what changes.

#include "core/explain/diff.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

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

Rendering RenderKept(const InputFiles& files) {
  Options options;
  options.keep_objects = true;
  return Render(files.sources(), options);
}

TEST_CASE("the cases of tests/diff") {
  const std::vector<fs::path> folders = FoldersWith(TestsFolder() / "diff", "new");
  CHECK(folders.size() >= 5);
  for (const fs::path& folder : folders) {
    INFO(folder.string());
    const InputFiles old_files(folder / "old"), new_files(folder / "new");
    const Rendering before = RenderKept(old_files), after = RenderKept(new_files);
    REQUIRE_FALSE(before.HasErrors());
    REQUIRE_FALSE(after.HasErrors());
    const LeftAside old_rest{ReadManifests(old_files.sources(), {}).others, {}};
    const LeftAside new_rest{ReadManifests(new_files.sources(), {}).others, {}};
    const DiffSide old_side{before, old_files.sources(), old_rest}, new_side{after, new_files.sources(), new_rest};
    const std::vector<AgentDiff> diff = Diff(before, after);
    Output text, markdown, json;
    DiffText(diff, old_side, new_side, text);
    DiffMarkdown(diff, old_side, new_side, markdown);
    DiffJson(diff, old_side, new_side, json);
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
