// What counts as a resource, and as which.
#include "core/collect/collect.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/reading.h"

namespace agentrender {
namespace {

using Strings = std::vector<std::string>;

// Documents collected.
class Collecting {
 public:
  explicit Collecting(const std::string& text, bool named = true, std::string_view default_namespace = {})
      : reading_(text), sources_{{"test", "", named}} {
    REQUIRE(reading_.good);
    Options options;
    options.default_namespace = TextWithoutPlace(default_namespace);
    input = Collect(reading_.documents, sources_, options, reading_.arena, reading_.problems);
  }

  Strings Found() const { return CodesAndPlaces(reading_.problems); }
  Severity FirstSeverity() const { return reading_.problems.list().at(0).severity; }
  std::string FirstHint() const { return reading_.problems.list().at(0).hint; }

  // The names of all resources, those that are refused with a `!`.
  Strings Names() const {
    Strings names;
    for (const Resource& r : input.resources) names.push_back((r.refused ? "!" : "") + std::string(r.ref.name));
    return names;
  }

  Input input;

 private:
  SourceReading reading_;
  std::vector<Source> sources_;
};

std::string Object(const std::string& api_version, const std::string& kind, const std::string& name) {
  return "apiVersion: " + api_version + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n";
}

const std::string kOurs = "kubeopencode.io/v1alpha1";

TEST_CASE("R1: kinds and their roles") {
  const auto role = [](const std::string& api_version, const std::string& kind) {
    Collecting collecting(Object(api_version, kind, "x"));
    for (const std::string& found : collecting.Found())
      CHECK(found.starts_with("AR0624"));  // of Tasks: nothing acts on them
    return collecting.input.resources.front().role;
  };
  CHECK(role(kOurs, "Agent") == Role::kAgent);
  CHECK(role(kOurs, "AgentTemplate") == Role::kTemplate);
  CHECK(role(kOurs, "KubeOpenCodeConfig") == Role::kConfig);
  CHECK(role("v1", "ConfigMap") == Role::kConfigMap);
  CHECK(role("v2", "ConfigMap") == Role::kOther);
  CHECK(role("apps/v1", "Deployment") == Role::kOther);
  CHECK(role(kOurs, "Task") == Role::kOther);
  CHECK(role(kOurs, "CronTask") == Role::kOther);
  CHECK(role(kOurs, "Registry") == Role::kOther);
  CHECK(role("example.com/v1", "Agent") == Role::kOther);
  CHECK(role("example.com/v1", "Agents") == Role::kOther);
}

TEST_CASE("R1b: what is nearly ours is refused with a suggestion") {
  struct Row {
    std::string api_version;
    std::string kind;
    std::string found;
    std::string hint;
  };
  for (const Row& row : std::vector<Row>{
           {kOurs, "agent", "AR0203 2:7", "did you mean Agent?"},
           {kOurs, "Agents", "AR0203 2:7", "did you mean Agent?"},
           {kOurs, "AGENT", "AR0203 2:7", "did you mean Agent?"},
           {kOurs, "Agnet", "AR0203 2:7", "did you mean Agent?"},
           {kOurs, "agenttemplate", "AR0203 2:7", "did you mean AgentTemplate?"},
           {kOurs, "AgentTemplates", "AR0203 2:7", "did you mean AgentTemplate?"},
           {kOurs, "AgentTempalte", "AR0203 2:7", "did you mean AgentTemplate?"},
           {kOurs, "KubeOpencodeConfig", "AR0203 2:7", "did you mean KubeOpenCodeConfig?"},
           {kOurs, "KubeOpenCodeConfigs", "AR0203 2:7", "did you mean KubeOpenCodeConfig?"},
           {"kubeopencode.io/v1", "Agent", "AR0202 1:13", "write kubeopencode.io/v1alpha1"},
           {"kubeopencode.io/v1beta1", "AgentTemplate", "AR0202 1:13", "write kubeopencode.io/v1alpha1"},
           {"kubeopencode.io/v2", "KubeOpenCodeConfig", "AR0202 1:13", "write kubeopencode.io/v1alpha1"},
           {"kubeopencode.com/v1alpha1", "Agent", "AR0203 1:13", "did you mean kubeopencode.io/v1alpha1?"},
           {"kubeopencod.io/v1alpha1", "Agent", "AR0203 1:13", "did you mean kubeopencode.io/v1alpha1?"},
           {"KubeOpenCode.io/v1alpha1", "Agent", "AR0203 1:13", "did you mean kubeopencode.io/v1alpha1?"},
           {"v1alpha1", "Agent", "AR0203 1:13", "did you mean kubeopencode.io/v1alpha1?"},
           {"kubeopencode.io", "AgentTemplate", "AR0203 1:13", "did you mean kubeopencode.io/v1alpha1?"},
       }) {
    INFO(row.api_version << " " << row.kind);
    Collecting collecting(Object(row.api_version, row.kind, "x"));
    CHECK(collecting.Found() == Strings{row.found});
    CHECK(collecting.FirstSeverity() == Severity::kError);
    CHECK(collecting.FirstHint() == row.hint);
    CHECK(collecting.Names() == Strings{"!x"});
  }
}

TEST_CASE("R1b: another kind of the group passes through with a warning") {
  Collecting collecting(Object(kOurs, "Workflow", "x"));
  CHECK(collecting.Found() == Strings{"AR0204 2:7"});
  CHECK(collecting.FirstSeverity() == Severity::kWarning);
  CHECK(collecting.Names() == Strings{"x"});
}

TEST_CASE("R1a: what is no resource is refused in a named file, and skipped in a folder") {
  for (const std::string text : {"a: 1\n", "- a\n", "text\n", "apiVersion: v1\n", "kind: Agent\n",
                                 "apiVersion: 1\nkind: A\n", "apiVersion: v1\nkind:\n"}) {
    INFO(text);
    Collecting named(text);
    CHECK(named.Found() == Strings{"AR0201 1:1"});
    CHECK(named.FirstSeverity() == Severity::kError);
    Collecting found(text, false);
    CHECK(found.Found() == Strings{"AR0209 1:1"});
    CHECK(found.FirstSeverity() == Severity::kInfo);
    CHECK(found.Names().empty());
  }
}

TEST_CASE("R1a: lists hold resources") {
  const std::string items =
      "\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}}\n- {apiVersion: v1, kind: Secret, "
      "metadata: {name: b}}\n";
  for (const std::string head : {"apiVersion: v1\nkind: List", "apiVersion: kubeopencode.io/v1alpha1\nkind: AgentList",
                                 "apiVersion: kubeopencode.io/v1alpha1\nkind: AgentTemplateList",
                                 "apiVersion: config.kubernetes.io/v1\nkind: ResourceList",
                                 "apiVersion: config.kubernetes.io/v1beta1\nkind: ResourceList"}) {
    INFO(head);
    Collecting collecting(head + items);
    CHECK(collecting.Found().empty());
    CHECK(collecting.Names() == Strings{"a", "b"});
  }
  CHECK(Collecting("apiVersion: v1\nkind: List\n").Names().empty());
  CHECK(Collecting("apiVersion: v1\nkind: List\nitems:\n").Names().empty());
  CHECK(Collecting("apiVersion: v1\nkind: List\nitems: []\n").Found().empty());
  CHECK(Collecting("apiVersion: v1\nkind: List\nitems: {}\n").Found() == Strings{"AR0207 3:8"});
  CHECK(Collecting("apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n").Names() == Strings{"a"});
  CHECK(Collecting("apiVersion: x.y/v1\nkind: ThingList\nitems: [{metadata: {name: a}}]\n").Names() == Strings{"a"});
  CHECK(Collecting("apiVersion: x.y/v1\nkind: ThingList\nmetadata: {name: b}\nitems: [a]\n").Names() == Strings{"b"});
  // An item is a resource or an error, wherever the list was found.
  CHECK(Collecting("apiVersion: v1\nkind: List\nitems:\n- a: 1\n", false).Found() == Strings{"AR0201 4:3"});
  CHECK(Collecting("apiVersion: v1\nkind: List\nitems:\n-\n").Found() == Strings{"AR0201 4:2"});
}

TEST_CASE("a list in a list holds resources too") {
  Collecting collecting(
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: v1, kind: Secret, metadata: {name: "
      "a}}\n");
  CHECK(collecting.Names() == Strings{"a"});
}

TEST_CASE("R1c: two of ours of one name are refused, both") {
  const std::string a = Object(kOurs, "Agent", "x");
  const std::string in_default = a + "  namespace: default\n";
  CHECK(Collecting(a + "---\n" + a).Found() == Strings{"AR0205 6:1"});
  CHECK(Collecting(a + "---\n" + a).Names() == Strings{"!x", "!x"});
  CHECK(Collecting(a + "---\n" + a + "---\n" + a).Found() == Strings{"AR0205 6:1", "AR0205 11:1"});
  CHECK(Collecting(a + "---\n" + in_default).Found().empty());
  CHECK(Collecting(a + "---\n" + in_default, true, "default").Found() == Strings{"AR0205 6:1"});
  CHECK(Collecting(a + "---\n" + in_default, true, "other").Found().empty());
  CHECK(Collecting(a + "---\n" + Object(kOurs, "AgentTemplate", "x")).Found().empty());
  const std::string secret = Object("v1", "Secret", "x");
  CHECK(Collecting(secret + "---\n" + secret).Found().empty());
}

TEST_CASE("R2: a selector whose names and labels match nothing together is said") {
  const auto found = [](std::vector<std::string_view> names, std::string_view team) {
    SourceReading reading(
        "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: a, labels: {team: x}}\n---\n"
        "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: b, labels: {team: y}}\n");
    const std::vector<Source> sources = {{"test", "", true}};
    Options options;
    options.selector.names = std::move(names);
    if (!team.empty()) options.selector.labels = {{"team", team}};
    Collect(reading.documents, sources, options, reading.arena, reading.problems);
    Strings messages;
    for (const Problem& problem : reading.problems.list()) messages.push_back(problem.message);
    return messages;
  };
  CHECK(found({"a"}, "x").empty());
  CHECK(found({"a"}, "y") == Strings{"no Agent has both a name and the labels that the selector asks for"});
  CHECK(found({}, "z") == Strings{"no Agent has the labels that the selector asks for"});
  CHECK(found({"c"}, "x").size() == 1);
}

}  // namespace
}  // namespace agentrender
