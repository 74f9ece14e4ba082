// The choice of a controller, and what a choice forbids.
#include "core/model/controller.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/files.h"

namespace agentrender {
namespace {

TEST_CASE("a controller is chosen by its version, with or without v") {
  for (const char* text : {"v0.1.9", "0.1.9"}) {
    Controller controller;
    CHECK_FALSE(controller.chosen());
    CHECK(Controller::Parse(text, controller) == "");
    CHECK(controller.chosen());
    CHECK(controller.version() == "v0.1.9");
  }
  for (const char* text : {"", "v", "0.1", "v0.1.1", "0.1.10", "vv0.1.9", "V0.1.9", " 0.1.9", "0.1.9 ", "latest"}) {
    Controller controller;
    INFO(text);
    CHECK(Controller::Parse(text, controller).find("from v0.1.2 to v0.1.9") != std::string::npos);
    CHECK_FALSE(controller.chosen());
    CHECK(controller.version() == "v0.1.7");
  }
}

TEST_CASE("a change is there from its release on") {
  for (const std::string_view release : controllers::kReleases) {
    Controller controller;
    REQUIRE(Controller::Parse(release, controller) == "");
    CHECK(controller.Has(Change::kObservability) == (release >= "v0.1.6"));
    CHECK(controller.Has(Change::kConfigRef) == (release >= "v0.1.8"));
    CHECK(controller.Has(Change::kMergePodSpecs) == (release >= "v0.1.9"));
  }
}

// What is written by hand says what the table has.
TEST_CASE("helps, docs and interfaces name the versions of the table") {
  const std::string first(controllers::kReleases[0]);
  const std::string last(controllers::kReleases[controllers::kCount - 1]);
  const std::string standard(Controller().version());
  for (const char* name : {"wasm/agentrender.h", "wasm/hosts/go/types.go", "wasm/hosts/js/index.d.ts",
                           "wasm/hosts/python/src/agentrender/_types.py", "docs/kustomize.md", "docs/argocd.md"}) {
    INFO(name);
    const std::string text = FileText(TestsFolder().parent_path() / name);
    for (const std::string& version : {first, last, standard}) CHECK(text.find(version) != std::string::npos);
  }
}

}  // namespace
}  // namespace agentrender
