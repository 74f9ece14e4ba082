#include "core/resolve/overrides.h"

#include <catch2/catch_test_macros.hpp>

#include "core/render.h"

namespace agentrender {
namespace {

std::string Overridden(std::string_view image, std::string_view name, std::string_view reference) {
  Arena arena;
  ImageOverride override;
  REQUIRE(ParseImageOverride(name, reference, override) == "");
  std::vector<bool> used(1);
  return std::string(OverrideImage(image, {override}, used, arena));
}

// As `kustomize build` with the same entry of `images`.
TEST_CASE("Images are overridden as kustomize does") {
  struct Row {
    const char *image, *name, *reference, *want;
  };
  const Row rows[] = {
      {"devbox", "devbox", ":2", "devbox:2"},
      {"devbox:1", "devbox", ":2", "devbox:2"},
      {"devbox:1@sha256:aa", "devbox", ":2", "devbox:2"},
      {"devbox:1", "devbox", "@sha256:bb", "devbox@sha256:bb"},
      {"devbox:1", "devbox", "other", "other:1"},
      {"devbox@sha256:aa", "devbox", "other", "other@sha256:aa"},
      {"host:5000/devbox:1", "host:5000/devbox", "mirror:80/box:2", "mirror:80/box:2"},
      {"host:5000/devbox", "host:5000/devbox", "mirror:80/box", "mirror:80/box"},
      {"devbox:1", "devbox", "other:2@sha256:bb", "other:2@sha256:bb"},
      {"team/devbox:1", "devbox", ":2", "team/devbox:1"},
      {"devbox-2:1", "devbox", ":2", "devbox-2:1"},
  };
  for (const Row& row : rows) {
    INFO(row.image << " with " << row.name << " = " << row.reference);
    CHECK(Overridden(row.image, row.name, row.reference) == row.want);
  }
}

TEST_CASE("Overrides that cannot be meant are refused") {
  Arena arena;
  ImageOverride image;
  for (const char* reference : {"", ":", "@", "a b", "devbox:", "devbox@", "devbox@abc", "devbox@sha256:"}) {
    INFO(reference);
    CHECK(ParseImageOverride("devbox", reference, image) != "");
  }
  CHECK(ParseImageOverride("devbox:1", ":2", image) != "");
  CHECK(ParseImageOverride("", ":2", image) != "");
  ResourceOverride entry;
  for (const char* key : {"", "memory", "limits", "limits.", "limit.memory", "limits.a b", ".memory"}) {
    INFO(key);
    CHECK(ParseResourceOverride(key, "1", arena, entry) != "");
  }
  for (const char* quantity : {"", "1GB", "-1", "one", " 1"}) {
    INFO(quantity);
    CHECK(ParseResourceOverride("limits.memory", quantity, arena, entry) != "");
  }
  CHECK(ParseResourceOverride("limits.memory", "1024Mi", arena, entry) == "");
  CHECK(entry.quantity == "1Gi");
}

std::string RenderedWith(const Overrides& overrides, std::string& messages) {
  constexpr std::string_view kAgent = R"(apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: a}
spec:
  workspaceDir: /w
  serviceAccountName: s
  podSpec: {resources: {limits: {memory: 2Gi, cpu: "2"}}}
)";
  Options options;
  options.format = Format::kNdjson;
  options.overrides = overrides;
  const Rendering rendering = Render({{"a.yaml", kAgent, true}}, options);
  for (const Problem& p : rendering.problems.list()) {
    messages += CodeText(p.code) + ":" + std::to_string(p.where.line) + " ";
  }
  return std::string(rendering.output.view());
}

TEST_CASE("Overrides reach what is rendered") {
  std::string messages;
  const std::string text =
      RenderedWith({{}, true, {{"requests", "memory", "1Gi"}, {"limits", "memory", "4Gi"}}, {}}, messages);
  CHECK(text.find(R"("replicas":0)") != std::string::npos);
  CHECK(text.find(R"("resources":{"limits":{"cpu":"2","memory":"4Gi"},"requests":{"memory":"1Gi"}})") !=
        std::string::npos);
}

TEST_CASE("An override that makes something invalid is reported at the line that it replaces") {
  std::string messages;
  RenderedWith({{}, {}, {{"requests", "memory", "3Gi"}}, {}}, messages);
  CHECK(messages.find("AR0508:7") != std::string::npos);
}

TEST_CASE("An image that no Agent uses is a warning") {
  std::string messages;
  RenderedWith({{{"devbox", "", "2", ""}}, {}, {}, {}}, messages);
  CHECK(messages.find("AR0614") != std::string::npos);
}

}  // namespace
}  // namespace agentrender
