// Text of an Agent stays where it is put, and no input exhausts the machine; docs/security.md.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/read/read.h"
#include "core/render.h"
#include "core/report/report.h"

namespace agentrender {
namespace {

const std::string kAgent =
    "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: a, namespace: b}\nspec:\n"
    "  workspaceDir: /w\n  serviceAccountName: s\n";

// A text that would end whatever it is put into.
const std::string kHostile = "\"`'$(id);{}[]\\\\\\n---\\nkind: Secret\\n</file></context>\\u2028\\x1b[31m#%";

Rendering RenderText(const std::string& text, Format format = Format::kYaml) {
  Options options;
  options.format = format;
  return Render({{"input.yaml", text}}, options);
}

// What was printed, read again.
struct Printed {
  explicit Printed(const Rendering& rendering) {
    good = Read({"output", rendering.output.view()}, 0, arena, documents, problems);
  }
  const Value Object(std::string_view kind) const {
    for (const Document& document : documents) {
      if (document.root.TextOf("kind") == kind) return document.root;
    }
    return {};
  }
  Value Pod() const { return Object("Deployment").Get("spec").Get("template").Get("spec"); }

  Arena arena;
  Problems problems;
  std::vector<Document> documents;
  bool good = false;
};

Value EnvOf(const Value& container, std::string_view name) {
  for (const Value& env : container.Get("env")) {
    if (env.TextOf("name") == name) return env.Get("value");
  }
  return {};
}

Value Named(const Value& list, std::string_view name) {
  for (const Value& item : list) {
    if (item.TextOf("name") == name) return item;
  }
  return {};
}

// The JSON in a variable.
struct Json {
  explicit Json(const Value& env) { Read({"env", env.text()}, 0, arena, documents, problems); }
  const Value root() const { return documents.size() == 1 ? documents[0].root : Value(); }

  Arena arena;
  Problems problems;
  std::vector<Document> documents;
};

std::string Unescaped() {
  Arena arena;
  Problems problems;
  std::vector<Document> documents;
  const std::string text = "\"" + std::string("\\\"") + kHostile.substr(1) + "\"";
  Read({"text", text}, 0, arena, documents, problems);
  return std::string(documents.at(0).root.text());
}

std::string Quoted(const std::string& text) { return "\"\\\"" + text.substr(1) + "\""; }

// The same without line breaks and control characters, for what a request or a command line carries: there they are
// refused.
std::string HostileLine() {
  std::string line = Quoted(kHostile);
  for (size_t at = line.find("\\n"); at != std::string::npos; at = line.find("\\n")) line.replace(at, 2, " ");
  line.erase(line.find("\\x1b"), 4);
  return line;
}

std::string HostileAgent() {
  const std::string text = Quoted(kHostile);
  const std::string line = HostileLine();
  return kAgent + "  executorImage: " + Quoted(kHostile) + "\n  profile: " + text + "\n  config: {a: " + text +
         "}\n  contexts:\n  - {type: Text, text: " + text + "}\n  - {type: Text, mountPath: " + text +
         ", text: " + text + "}\n  - {type: URL, mountPath: u, url: {source: " + line + ", headers: {" + line + ": " +
         line + "}}}\n  - {type: Git, mountPath: g, git: {repository: " + line + ", ref: " + line +
         "}}\n  plugins:\n  - {name: " + text + "}\n  podSpec:\n    extraEnv:\n    - {name: X, value: " + text + "}\n";
}

}  // namespace

TEST_CASE("hostile text makes no further documents, and stays in its field") {
  const Rendering rendering = RenderText(HostileAgent());
  for (const Problem& problem : rendering.problems.list()) INFO(problem.field + ": " + problem.message);
  REQUIRE_FALSE(rendering.HasErrors());
  const Printed printed(rendering);
  REQUIRE(printed.good);
  CHECK(printed.documents.size() == 3);  // ConfigMap, Deployment, Service
  const Value server = Named(printed.Pod().Get("containers"), "opencode-server");
  CHECK(EnvOf(server, "X").text() == Unescaped());
  CHECK(server.TextOf("image") == Unescaped());
}

TEST_CASE("the command line of the server has a number of the Agent's, and nothing else") {
  const Rendering rendering = RenderText(HostileAgent());
  const Printed printed(rendering);
  const Value command = Named(printed.Pod().Get("containers"), "opencode-server").Get("command");
  REQUIRE(command.size() == 3);
  CHECK(
      command.at(2).text() ==
      "ln -sf /tools/opencode /usr/local/bin/opencode 2>/dev/null || true; /tools/opencode serve --port 4096 --hostname "
      "0.0.0.0");
  for (const Value& container : printed.Pod().Get("initContainers")) {
    CHECK(container.Get("command").size() <= 2);  // a program and its verb, no shell
  }
}

TEST_CASE("JSON in variables has the texts as texts") {
  const Rendering rendering = RenderText(HostileAgent());
  const Printed printed(rendering);
  const Value inits = printed.Pod().Get("initContainers");
  const Json files(EnvOf(Named(inits, "context-init"), "FILE_MAPPINGS"));
  REQUIRE(files.root().size() == 3);
  CHECK(files.root().at(0).TextOf("targetPath") == "/w/" + Unescaped());
  CHECK(files.root().at(0).size() == 2);
  const Json headers(EnvOf(Named(inits, "url-fetch-0"), "URL_HEADERS"));
  REQUIRE(headers.root().size() == 1);
  std::string line = Unescaped();
  std::replace(line.begin(), line.end(), '\n', ' ');
  line.erase(line.find('\x1b'), 1);
  CHECK(headers.root().TextOf(line) == line);
  const Json packages(EnvOf(Named(inits, "plugin-init"), "PLUGIN_PACKAGES"));
  REQUIRE(packages.root().size() == 1);
  CHECK(packages.root().at(0).text() == Unescaped());
  const Json config(printed.Object("ConfigMap").Get("data").Get("tools-opencode.json"));
  CHECK(config.root().TextOf("a") == Unescaped());
}

TEST_CASE("attributes of context.md cannot be left") {
  const Rendering bad =
      RenderText("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: b}\ndata: {'a\"><x': text}\n---\n" +
                 kAgent + "  contexts: [{type: ConfigMap, configMap: {name: c}}]\n");
  REQUIRE(bad.problems.errors() == 1);
  CHECK(bad.problems.list()[0].code == Code::kBadName);
  Options options;
  options.default_namespace = TextWithoutPlace("a\"><x");
  const std::string text = kAgent.substr(0, kAgent.find(", namespace")) +
                           "}\nspec: {workspaceDir: /w, serviceAccountName: s, " +
                           "contexts: [{type: Text, text: a}]}\n";
  const Rendering quoted = Render({{"input.yaml", text}}, options);
  CHECK(quoted.output.view().find("namespace=\"a\"><x\"") == std::string_view::npos);
}

TEST_CASE("findings print nothing that a terminal acts upon") {
  CHECK(Shown("a\x1b[31m\n\x7f\xc2\x9b\xe2\x80\xae\xe2\x81\xa6z") == "a\\x1b[31m\\x0a\\x7f\\x9b\\u202e\\u2066z");
  CHECK(Shown("Gr\xc3\xb6\xc3\x9f"
              "e \xe2\x82\xac") ==
        "Gr\xc3\xb6\xc3\x9f"
        "e \xe2\x82\xac");
  const Rendering rendering = RenderText(kAgent + "  \"\\e]0;x\\a\": 1\n  templateRef: {name: \"\\u202ea\"}\n");
  REQUIRE(rendering.problems.list().size() >= 2);
  // A field is the key as it is, for JSON; the text of a report shows it.
  for (const Problem& problem : rendering.problems.list()) CHECK(Shown(problem.message) == problem.message);
  Output out;
  ReportLines(rendering.problems.list(), {{"input.yaml", "", true}}, {}, out);
  CHECK(Shown(out.view()).find("\\x1b") != std::string::npos);
  CHECK(out.view().find('\x1b') == std::string_view::npos);
}

TEST_CASE("a line break that only YAML knows moves no text in a ResourceList") {
  const Rendering rendering = RenderText("apiVersion: v1\nkind: A\nspec:\n  a: b\r  c: d\n", Format::kResourceList);
  const Printed printed(rendering);
  REQUIRE(printed.good);
  CHECK(printed.documents.at(0).root.Get("items").at(0).Get("spec").TextOf("c") == "d");
}

TEST_CASE("more than a limit of the whole input is an error") {
  const auto code_of = [](const std::string& text) {
    const Rendering rendering = RenderText(text);
    const auto& list = rendering.problems.list();
    const auto found =
        std::find_if(list.begin(), list.end(), [](const Problem& p) { return p.code == Code::kTooMuch; });
    return found != list.end();
  };
  CHECK(code_of(std::string(SizeLimits{}.source_bytes + 1, ' ')));
  CHECK_FALSE(code_of(std::string(SizeLimits{}.source_bytes, ' ')));
  std::string documents;
  for (size_t i = 0; i <= SizeLimits{}.documents; ++i) documents += "a: 1\n---\n";
  CHECK(code_of(documents));
  std::string nodes;
  for (int i = 0; i < 7; ++i) {
    nodes += "[";
    for (int k = 0; k < 400'000; ++k) nodes += "1,";
    nodes += "1]\n";
  }
  CHECK(code_of(nodes));
  std::string large = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n";
  for (int i = 0; i < 50'001; ++i) large += "  k" + std::to_string(i) + ": v\n";
  CHECK(code_of(large));
}

TEST_CASE("two files share the limit of the input") {
  const std::string half(SizeLimits{}.source_bytes / 2 + 1, ' ');
  const Rendering rendering = Render({{"a.yaml", half}, {"b.yaml", half}}, {});
  REQUIRE(rendering.problems.list().size() == 1);
  CHECK(rendering.problems.list()[0].code == Code::kTooMuch);
  CHECK(rendering.problems.list()[0].where.source == 1);
}

TEST_CASE("the output has a limit") {
  std::string text;
  for (int i = 0; i < 30'000; ++i) {
    text += "---\napiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: a" + std::to_string(i) +
            ", namespace: b}\nspec: {workspaceDir: /w, serviceAccountName: s}\n";
  }
  const Rendering rendering = RenderText(text);
  CHECK(rendering.HasErrors());
  CHECK(rendering.problems.list()[0].code == Code::kTooMuch);
  CHECK(rendering.output.size() == 0);
}

}  // namespace agentrender
