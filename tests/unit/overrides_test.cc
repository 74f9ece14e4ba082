// What callers set, through each interface, and what it does to a rendering.
#include "core/resolve/overrides.h"

#include <catch2/catch_test_macros.hpp>

#include "argocd-plugin/parameters.h"
#include "core/render.h"
#include "core/settings/config.h"
#include "wasm/request.h"

namespace agentrender {
namespace {

#define kDigestB "@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

std::string Overridden(std::string_view image, std::string_view name, std::string_view reference) {
  Arena arena;
  ImageOverride override;
  REQUIRE(ParseImageOverride(name, reference, override) == "");
  const std::vector<ImageOverride> overrides = {override};
  const ImageOverride* found = FindImageOverride(image, overrides);
  return std::string(found == nullptr ? image : OverrideImage(image, *found, arena));
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
      {"devbox:1", "devbox", kDigestB, "devbox" kDigestB},
      {"devbox:1", "devbox", "mirror/other", "mirror/other:1"},
      {"devbox@sha256:aa", "devbox", "mirror/other", "mirror/other@sha256:aa"},
      {"host:5000/devbox:1", "host:5000/devbox", "mirror:80/box:2", "mirror:80/box:2"},
      {"host:5000/devbox", "host:5000/devbox", "mirror:80/box", "mirror:80/box"},
      {"devbox:1", "devbox", "other:2" kDigestB, "other:2" kDigestB},
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

// One override, as each interface has it: of a namespace (`a`), an image (`a` becomes `b`) or resources (`a` is `b`).
struct Override {
  enum { kNamespace, kImage, kResource } kind;
  std::string a;
  std::string b;
  const char* says;  // part of the finding; null when it is taken
};

const std::string kLetters32(32, 'a');
const std::string kLetters64(64, 'a');

const Override kOverrideRows[] = {
    {Override::kNamespace, "team-a", "", nullptr},
    {Override::kNamespace, "Bad Namespace", "", "is not a namespace"},
    {Override::kNamespace, "a.b", "", "is not a namespace"},
    {Override::kNamespace, kLetters64, "", "is not a namespace"},
    {Override::kNamespace, "-a", "", "is not a namespace"},
    {Override::kImage, "devbox", ":2", nullptr},
    {Override::kImage, "localhost:5000/Devbox", "mirror.example.com:80/a/b__c:v1.2-x", nullptr},
    {Override::kImage, "devbox", "@sha256:" + kLetters64, nullptr},
    {Override::kImage, "devbox", "@sha512:" + kLetters64 + kLetters64, nullptr},
    {Override::kImage, "devbox", "@sha256:" + kLetters32, "the digest \""},
    {Override::kImage, "devbox", "@sha256:" + kLetters64 + "a", "the digest \""},
    {Override::kImage, "devbox", "@sha256:" + kLetters64.substr(1) + "A", "the digest \""},
    {Override::kImage, "devbox", "@" + kLetters64, "the digest \""},
    {Override::kImage, "devbox", ":a b", "the tag \""},
    {Override::kImage, "devbox", ":-a", "the tag \""},
    {Override::kImage, "devbox", ":" + kLetters64 + kLetters64 + "a", "the tag \""},
    {Override::kImage, "devbox", "mirror/Box", "the image name \""},
    {Override::kImage, "devbox", "a//b", "the image name \""},
    {Override::kImage, "devbox", "a/b c", "the image name \""},
    {Override::kImage, "devbox", "host:port/b", "the image name \""},
    {Override::kImage, "devbox:1", ":2", "has a tag or digest"},
    {Override::kImage, "dev box", ":2", "is not the name of an image"},
    {Override::kResource, "limits.memory", "8Gi", nullptr},
    {Override::kResource, "requests.nvidia.com/gpu", "1", nullptr},
    {Override::kResource, "limits.hugepages-2Mi", "4Mi", nullptr},
    {Override::kResource, "limits.memory", "lots", "is not a quantity"},
    {Override::kResource, "limits.memory", "", "is not a quantity"},
    {Override::kResource, "limits.memory", "-1", "is negative"},
    {Override::kResource, "limits.memroy", "1Gi", "did you mean memory?"},
    {Override::kResource, "requests.foo", "1", "is not a resource that a container can have"},
    {Override::kResource, "limits.nvidia.com/gpu", "500m", "must be a whole number"},
    {Override::kResource, "limits.hugepages-2Mi", "3Mi", "is not a multiple of the page size"},
    {Override::kResource, "limits.a b", "1", "is not the name of a resource"},
};

std::string Messages(const Problems& problems) {
  std::string all;
  for (const Problem& p : problems.list()) all += p.field + ": " + p.message + "; " + p.hint + "\n";
  return all;
}

std::string Json(std::string_view text) { return "\"" + std::string(text) + "\""; }

// {"newName": ..., TAG: ..., "digest": ...}
std::string JsonImage(const Override& row, const char* tag) {
  const ImageParts parts = SplitImage(row.b);
  std::string json = "{\"name\": " + Json(row.a);
  if (!parts.name.empty()) json += ", \"newName\": " + Json(parts.name);
  if (!parts.tag.empty()) json += std::string(", \"") + tag + "\": " + Json(parts.tag);
  if (!parts.digest.empty()) json += ", \"digest\": " + Json(parts.digest);
  return json + "}";
}

std::string AskBinaryInterface(const Override& row) {
  std::string options;
  switch (row.kind) {
    case Override::kNamespace: options = "\"namespace\": " + Json(row.a); break;
    case Override::kImage: options = "\"images\": [" + JsonImage(row, "newTag") + "]"; break;
    case Override::kResource:
      const size_t dot = row.a.find('.');
      options = "\"resources\": {" + Json(row.a.substr(0, dot)) + ": {" + Json(row.a.substr(dot + 1)) + ": " +
                Json(row.b) + "}}";
  }
  Arena arena;
  Problems problems;
  ReadRequest("{\"sources\": [], \"options\": {" + options + "}}", arena, problems);
  return Messages(problems);
}

std::string AskArgoCd(const Override& row) {
  static constexpr const char* kNames[] = {"namespace", "images", "resources"};
  const std::string value = row.kind == Override::kNamespace ? "\"string\": " + Json(row.a)
                                                             : "\"map\": {" + Json(row.a) + ": " + Json(row.b) + "}";
  Arena arena;
  argocd::Parameters parameters;
  std::vector<std::string> errors;
  argocd::ReadParameters("[{\"name\": " + Json(kNames[row.kind]) + ", " + value + "}]", arena, parameters, errors);
  std::string all;
  for (const std::string& error : errors) all += error + "\n";
  return all;
}

// A functionConfig sets resources as defaults, which go the way of an Agent's.
std::string AskFunctionConfig(const Override& row) {
  const std::string spec = row.kind == Override::kNamespace ? "\"namespace\": " + Json(row.a)
                                                            : "\"images\": [" + JsonImage(row, "newTag") + "]";
  const std::string text =
      "{\"apiVersion\": \"render.kubeopencode.io/v1alpha1\", \"kind\": \"AgentRender\", \"spec\": {" + spec + "}}";
  const std::vector<Source> sources = {{"config", text, true}};
  Reading reading = ReadSources(sources);
  Options options;
  Problems problems;
  ReadFunctionConfig(reading.documents.at(0).root, *reading.arena, options, problems);
  return Messages(problems);
}

void CheckAnswer(const Override& row, const std::string& parameter, const std::string& answer) {
  INFO(parameter << ": " << row.a << " = " << row.b << "\n" << answer);
  if (row.says == nullptr) {
    CHECK(answer == "");
    return;
  }
  CHECK(answer.find(row.says) != std::string::npos);
  CHECK(answer.find(parameter) != std::string::npos);
}

TEST_CASE("Overrides are held against the same rules whichever way they come") {
  static constexpr const char* kNames[] = {"namespace", "images", "resources"};
  for (const Override& row : kOverrideRows) {
    const std::string name = kNames[row.kind];
    CheckAnswer(row, "options." + name, AskBinaryInterface(row));
    CheckAnswer(row, name + ": ", AskArgoCd(row));
    if (row.kind != Override::kResource) CheckAnswer(row, "spec." + name, AskFunctionConfig(row));
  }
}

TEST_CASE("An image that is overridden twice is an error") {
  Arena arena;
  Problems problems;
  ReadRequest(R"({"sources": [], "options": {"images": [{"name": "a", "newTag": "1"}, {"name": "a", "newTag": "2"}]}})",
              arena, problems);
  CHECK(Messages(problems).find("options.images[1]: the image \"a\" is overridden twice") != std::string::npos);
}

TEST_CASE("Annotations that objects take over have names that annotations can have") {
  const auto ask = [](const std::string& names) {
    Arena arena;
    Problems problems;
    ReadRequest("{\"sources\": [], \"options\": {\"inheritedAnnotations\": " + names + "}}", arena, problems);
    return Messages(problems);
  };
  CHECK(ask(R"(["example.com/owner", "owner", "Example.com/Owner"])").empty());
  CHECK(ask(R"(["owner", "a b"])").find("options.inheritedAnnotations[1]") != std::string::npos);
  CHECK(ask(R"([""])").find("options.inheritedAnnotations[0]") != std::string::npos);
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
      RenderedWith({{}, true, {{"requests", "memory", "1Gi"}, {"limits", "memory", "4Gi"}}, "resources", {}}, messages);
  CHECK(text.find(R"("replicas":0)") != std::string::npos);
  CHECK(text.find(R"("resources":{"limits":{"cpu":"2","memory":"4Gi"},"requests":{"memory":"1Gi"}})") !=
        std::string::npos);
}

TEST_CASE("An override that makes something invalid is reported at the line that it replaces") {
  std::string messages;
  RenderedWith({{}, {}, {{"requests", "memory", "3Gi"}}, "the parameter resources", {}}, messages);
  CHECK(messages.find("AR0508:7") != std::string::npos);
}

TEST_CASE("An override that does not go together with a default is reported, and what sets it") {
  constexpr std::string_view kAgent =
      "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: a}\n"
      "spec: {workspaceDir: /w, serviceAccountName: s}\n";
  Options options;
  options.overrides.resources = {{"limits", "memory", "256Mi"}};
  options.overrides.resources_parameter = "the parameter resources";
  const Rendering rendering = Render({{"a.yaml", kAgent, true}}, options);
  REQUIRE(rendering.HasErrors());
  const std::string all = Messages(rendering.problems);
  CHECK(all.find("memory: the request 512Mi is above the limit 256Mi") != std::string::npos);
  CHECK(all.find("the parameter resources sets limits.memory") != std::string::npos);
  CHECK(rendering.output.size() == 0);
}

TEST_CASE("An image that no Agent uses is a warning") {
  std::string messages;
  RenderedWith({{{"devbox", "", "2", "", {}}}, {}, {}, {}, {}}, messages);
  CHECK(messages.find("AR0614") != std::string::npos);
}

}  // namespace
}  // namespace agentrender
