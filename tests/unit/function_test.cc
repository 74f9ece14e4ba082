// The program as a KRM function: facts of the functions specification (v1) and of kustomize and kpt.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/unit/program.h"

namespace agentrender {
namespace {

using Catch::Matchers::ContainsSubstring;

// A ResourceList; `config` is a flow map or "".
std::string List(const std::string& items, const std::string& config = "", const std::string& version = "v1") {
  return "apiVersion: config.kubernetes.io/" + version + "\nkind: ResourceList\n" +
         (config.empty() ? "" : "functionConfig: " + config + "\n") + "items:\n" + items;
}

std::string AgentRender(const std::string& spec) {
  return "{apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, metadata: {name: conf}, spec: {" + spec +
         "}}";
}

std::string ConfigMap(const std::string& data) {
  return "{apiVersion: v1, kind: ConfigMap, metadata: {name: conf}, data: {" + data + "}}";
}

constexpr char kAgent[] =
    "- apiVersion: kubeopencode.io/v1alpha1\n"
    "  kind: Agent\n"
    "  metadata:\n"
    "    name: scout\n"
    "    annotations:\n"
    "      internal.config.kubernetes.io/path: agents/scout.yaml\n"
    "      internal.config.kubernetes.io/index: '2'\n"
    "      internal.config.kubernetes.io/prefixes: p-\n"
    "      internal.config.kubernetes.io/suffixes: -s\n"
    "  spec:\n"
    "    workspaceDir: /workspace\n"
    "    serviceAccountName: runner\n";

constexpr char kOther[] =
    "- apiVersion: example.com/v1 # kept\n"
    "  kind: Thing\n"
    "  metadata: {name: t, annotations: {internal.config.kubernetes.io/id: '3', a: \"b\"}}\n"
    "  list: [ 0x10, 010,   yes ] # kept, too\n"
    "- apiVersion: kpt.dev/v1\n"
    "  kind: Kptfile\n"
    "  metadata: {name: no-spec}\n";

TEST_CASE("function: Agents are replaced, all else is as it was") {
  const Workplace place;
  const ProgramRun outcome = place.Run("agentrender", List(std::string(kOther) + kAgent));
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out.rfind(List(kOther), 0) == 0);
  CHECK(outcome.out.find("\n  kind: Agent\n") == std::string::npos);
  CHECK_THAT(outcome.out, ContainsSubstring("  kind: Deployment\n"));
  CHECK_THAT(outcome.out, ContainsSubstring("    annotations:\n"
                                            "      internal.config.kubernetes.io/prefixes: p-\n"
                                            "      internal.config.kubernetes.io/suffixes: -s\n"));
  CHECK(place.Run("agentrender fn", List(std::string(kOther) + kAgent)).out == outcome.out);
  // A second run has nothing to do.
  const std::string second = place.Run("agentrender", outcome.out.substr(0, outcome.out.find("results:"))).out;
  CHECK(second == outcome.out.substr(0, outcome.out.find("results:")));
}

TEST_CASE("function: errors come with the items, in results and on stderr") {
  const Workplace place;
  std::string items = std::string(kOther) + kAgent + "    prot: 1\n";
  const ProgramRun outcome = place.Run("agentrender", List(items));
  CHECK(outcome.status == 1);
  CHECK(outcome.out == List(items) +
                           "results:\n"
                           "- message: unknown field (did you mean port?)\n"
                           "  severity: error\n"
                           "  resourceRef:\n"
                           "    apiVersion: kubeopencode.io/v1alpha1\n"
                           "    kind: Agent\n"
                           "    name: scout\n"
                           "  field:\n"
                           "    path: spec.prot\n"
                           "  file:\n"
                           "    path: agents/scout.yaml\n"
                           "    index: 2\n"
                           "  tags:\n"
                           "    code: AR0301\n");
  CHECK(outcome.err ==
        "agentrender: error: agents/scout.yaml: Agent scout: spec.prot: unknown field (did you mean port?) [AR0301]\n");
}

TEST_CASE("function: every version of the list is taken and given back") {
  const Workplace place;
  for (const char* version : {"v1", "v1beta1", "v1alpha1"}) {
    CHECK(place.Run("agentrender", List(kOther, "", version)).out == List(kOther, "", version));
  }
}

TEST_CASE("function: stdout is never empty when the input could be read") {
  const Workplace place;
  const std::string head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n";
  for (const char* rest : {"", "items:\n", "items: null\n", "items: []\n"}) {
    const ProgramRun outcome = place.Run("agentrender", head + rest);
    CHECK(outcome.status == 0);
    CHECK(outcome.out == head + "items: []\n");
  }
  const ProgramRun unreadable = place.Run("agentrender fn", "items: [");
  CHECK(unreadable.status == 1);
  CHECK(unreadable.out.empty());
  CHECK_THAT(unreadable.err, ContainsSubstring("agentrender: error: stdin:1:8: "));
}

TEST_CASE("function: JSON, a List and bare documents are taken too") {
  const Workplace place;
  const std::string thing = R"({"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"t"}})";
  const std::string expected = List("- apiVersion: example.com/v1\n  kind: Thing\n  metadata:\n    name: t\n");
  CHECK(place
            .Run("agentrender",
                 R"({"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[)" + thing + "]}")
            .out == expected);
  CHECK(place.Run("agentrender fn", R"({"apiVersion":"v1","kind":"List","items":[)" + thing + "]}").out == expected);
  CHECK_THAT(place.Run("agentrender fn", "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\n").out,
             ContainsSubstring("items:\n- apiVersion: example.com/v1\n"));
}

TEST_CASE("function: the functionConfig sets options, and is no item") {
  const Workplace place;
  for (const std::string& config :
       {AgentRender("namespace: team-a, keepInputs: true"), ConfigMap("namespace: team-a, keepInputs: 'true'")}) {
    const ProgramRun outcome = place.Run("agentrender", List(kAgent, config));
    CHECK(outcome.status == 0);
    CHECK(outcome.out.rfind(List(kAgent), 0) == 0);
    CHECK_THAT(outcome.out, ContainsSubstring("    namespace: team-a\n"));
    CHECK(outcome.out.find("name: conf") == std::string::npos);
  }
  for (const char* config : {"null", "{}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"}) {
    INFO(config);
    CHECK(place.Run("agentrender", List(kOther, config)).status == (config == std::string("{}") ? 1 : 0));
  }
}

TEST_CASE("function: the functionConfig is read strictly") {
  const Workplace place;
  struct Row {
    std::string config;
    const char* says;
  };
  const Row rows[] = {
      {AgentRender("namspace: a"), "AgentRender conf: spec.namspace: unknown field (did you mean namespace?) [AR0301]"},
      {AgentRender("keepInputs: 'true'"), "AgentRender conf: spec.keepInputs: expected a boolean, found a string"},
      {AgentRender("namespace: A_b"),
       "AgentRender conf: spec.namespace: \"A_b\" is not a namespace: expected at most 63"},
      {ConfigMap("keepInputs: yes"), "ConfigMap conf: data.keepInputs: expected a string, found a boolean"},
      {ConfigMap("keepInputs: 'yes'"), "ConfigMap conf: data.keepInputs: \"yes\" is not one of true, false"},
      {"{apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, metadata: {name: conf}, namespace: a}",
       "AgentRender conf: namespace: unknown field"},
      {"{apiVersion: render.kubeopencode.io/v1, kind: AgentRender, metadata: {name: conf}}",
       "the functionConfig is \"AgentRender\" of \"render.kubeopencode.io/v1\""},
      {"{apiVersion: v1, kind: Secret, metadata: {name: conf}}", "the functionConfig is \"Secret\" of \"v1\""},
      {"[a]", "expected an object, found a list"},
  };
  for (const Row& row : rows) {
    const ProgramRun outcome = place.Run("agentrender", List(kAgent, row.config));
    INFO(row.config << "\n" << outcome.err);
    CHECK(outcome.status == 1);
    CHECK(outcome.out.rfind(List(kAgent) + "results:\n", 0) == 0);
    CHECK_THAT(outcome.err, ContainsSubstring(row.says));
  }
}

TEST_CASE("function: as a validator it has no output") {
  const Workplace place;
  const ProgramRun good = place.Run("agentrender validate", List(kAgent));
  CHECK(good.status == 0);
  CHECK(good.out.empty());
  const ProgramRun bad = place.Run("agentrender validate", List(std::string(kAgent) + "    prot: 1\n"));
  CHECK(bad.status == 1);
  CHECK(bad.out.empty());
  CHECK_THAT(bad.err, ContainsSubstring("Agent scout: spec.prot: unknown field"));
}

}  // namespace
}  // namespace agentrender
