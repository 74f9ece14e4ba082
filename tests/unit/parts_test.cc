// Inputs of several parts of which one is empty, too large or there by two ways: nothing of it is silent, and what can
// be said of the others is said.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/unit/program.h"

namespace agentrender {
namespace {

using Catch::Matchers::ContainsSubstring;

std::string Agent(const std::string& name, const std::string& more = "") {
  return "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: " + name +
         ", namespace: t}\nspec:\n  workspaceDir: /w\n  serviceAccountName: s\n" + more;
}

constexpr char kConfigMap[] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n";
constexpr char kNoItems[] = "apiVersion: v1\nitems: []\nkind: List\nmetadata: {resourceVersion: ''}\n";

TEST_CASE("parts: one that holds nothing removes no file, and is no secret") {
  const Workplace place;
  place.Put("a.yaml", Agent("a"));
  place.Put("empty.yaml", "\n");
  place.Put("comments.yaml", "# nothing yet\n");
  place.Put("folder/notes.md", "x");
  place.Put("blank/a.yaml", "# nothing yet\n");
  REQUIRE(place.Run("agentrender render --output-dir o a.yaml - && ls o > before", kConfigMap).status == 0);
  struct Row {
    const char* paths;
    const char* in;
    const char* what;
  };
  const Row rows[] = {
      {"a.yaml -", "", "stdin"},
      {"- a.yaml", "null\n", "stdin"},
      {"a.yaml -", "# a\n---\n", "stdin"},
      {"a.yaml -", kNoItems, "stdin"},
      {"a.yaml folder", "", "folder"},
      {"a.yaml blank", "", "blank"},
      {"a.yaml empty.yaml", "", "empty.yaml"},
      {"a.yaml /dev/fd/0", "", "/dev/fd/0"},
  };
  for (const Row& row : rows) {
    INFO(row.paths << " and " << row.in);
    const std::string paths = row.paths;
    const ProgramRun refused = place.Run("agentrender render --output-dir o " + paths, row.in);
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, ContainsSubstring("error: there is no resource in " + std::string(row.what) + ";"));
    const bool piped = std::string_view(row.what) == "stdin" || row.what[0] == '/';
    CHECK((refused.err.find("pipefail") != std::string::npos) == piped);
    CHECK(place.Run("ls o | cmp - before").status == 0);
    for (const char* command : {"agentrender render ", "agentrender validate "}) {
      const ProgramRun warned = place.Run(command + paths, row.in);
      CHECK(warned.status == 0);
      CHECK_THAT(warned.err, ContainsSubstring("warning: nothing was read from " + std::string(row.what)));
    }
    const ProgramRun pinned = place.Run("agentrender pin " + paths, row.in);
    CHECK(pinned.status == 1);
    CHECK_THAT(pinned.err, ContainsSubstring("nothing is pinned"));
  }
  // Who names a file of comments has seen it; what one path has read, another has too.
  for (const char* paths : {"a.yaml comments.yaml", "a.yaml a.yaml", ". a.yaml", "a.yaml ."}) {
    INFO(paths);
    CHECK(place.Run(std::string("agentrender render --output-dir other ") + paths).err.find("AR0206") ==
          std::string::npos);
  }
  CHECK(place.Run("agentrender render --allow-empty --output-dir o a.yaml -").status == 0);
}

TEST_CASE("parts: one of a build that holds nothing is no build that is well") {
  const Workplace place;
  place.Put("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n");
  CHECK(place.Run("agentrender doctor pod.yaml").status == 0);
  const ProgramRun empty = place.Run("agentrender doctor pod.yaml -");
  CHECK(empty.status == 1);
  CHECK_THAT(empty.err, ContainsSubstring("there is no resource in stdin; nothing is checked"));
}

TEST_CASE("parts: a function never gets nothing") {
  const Workplace place;
  for (const char* in : {"", "\n", "# a\n", "---\n", "null\n"}) {
    const ProgramRun outcome = place.Run("agentrender fn", in);
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.err, ContainsSubstring("error: nothing was read: a function gets a ResourceList on stdin"));
  }
}

TEST_CASE("parts: what is too large or cannot be read hides no findings of the others") {
  const Workplace place;
  place.Put("a.yaml", Agent("a", "  spelt: wrong\n"));
  place.Put("b.yaml", std::string(size_t{17} << 20, '#'));
  place.Put("c.yaml", Agent("c", "  misspelt: too\n"));
  const std::string commands[] = {"agentrender validate .", "agentrender validate b.yaml a.yaml c.yaml",
                                  "cat b.yaml | agentrender validate - a.yaml c.yaml"};
  for (const std::string& command : commands) {
    INFO(command);
    const ProgramRun outcome = place.Run(command);
    CHECK(outcome.status == 1);
    for (const char* said : {":1:1: error: the input is larger than 16 MiB [AR0102]", "--large",
                             "spec.spelt: ", "spec.misspelt: ", "2 Agents: 3 errors"})
      CHECK_THAT(outcome.err, ContainsSubstring(said));
  }
  CHECK(place.Run("agentrender render .").out.empty());
  CHECK(place.Run("agentrender validate --large .").err.find("AR0102") == std::string::npos);
  // doctor, too: an Agent that is left is found beside what cannot be read; what may be there is not missed.
  place.Put("d/bad.yaml", "a: [");
  place.Put("d/left.yaml", Agent("left", "  templateRef: {name: gone}\n"));
  const ProgramRun doctor = place.Run("agentrender doctor d nowhere.yaml");
  CHECK(doctor.status == 2);
  for (const char* said : {"d/bad.yaml:1:4: error", "the Agent is left", "nowhere.yaml cannot be read"})
    CHECK_THAT(doctor.err, ContainsSubstring(said));
  CHECK(doctor.err.find("AR0702") == std::string::npos);
}

TEST_CASE("parts: forms with a line for each finding name the second place") {
  const Workplace place;
  place.Put("one.yaml", Agent("a"));
  place.Put("two.yaml", Agent("a"));
  const char* said = "is in the input twice (keep one of the two, or rename one; also: one.yaml:1:1) [AR0205]";
  CHECK_THAT(place.Run("agentrender validate --report=lines one.yaml two.yaml").err, ContainsSubstring(said));
  CHECK_THAT(place.Run("agentrender argocd generate").err, ContainsSubstring(said));
  const auto item = [](const std::string& file) {
    return "- apiVersion: kubeopencode.io/v1alpha1\n  kind: Agent\n  metadata: {name: a, namespace: t, annotations: "
           "{config.kubernetes.io/path: " +
           file + "}}\n  spec: {workspaceDir: /w, serviceAccountName: s}\n";
  };
  const ProgramRun function =
      place.Run("agentrender fn", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" +
                                      item("one.yaml") + item("two.yaml"));
  for (const std::string& text : {function.err, function.out})
    CHECK_THAT(text, ContainsSubstring("also: one.yaml: Agent t/a)"));
}

TEST_CASE("parts: Argo CD reads a file once, whatever the ways to it") {
  const Workplace place;
  place.Put("base/a.yaml", Agent("a"));
  const ProgramRun outcome = place.Run(
      "mkdir app; ln -s ../base/a.yaml app/a.yaml; ln -s a.yaml app/b.yaml; "
      "ARGOCD_APP_SOURCE_PATH=. agentrender argocd generate");
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
}

TEST_CASE("parts: names of what passes through are strings, or no file is written") {
  const Workplace place;
  for (const char* name : {"y", "1", "0x10", "{}"}) {
    const std::string text =
        std::string("apiVersion: v1\nkind: Foo\nmetadata: {name: ") + name + "}\n---\n" + Agent("a");
    const ProgramRun outcome = place.Run("agentrender render --output-dir o -", text);
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, ContainsSubstring("of a Foo, metadata.name, which must be a string, is a"));
  }
}

}  // namespace
}  // namespace agentrender
