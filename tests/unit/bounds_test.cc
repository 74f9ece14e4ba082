// One budget for a run: whoever takes memory counts it, and a run that has spent it ends with one error.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/base/arena.h"
#include "core/base/output.h"
#include "core/fields/table.h"
#include "core/model/size_limits.h"
#include "core/render.h"

namespace agentrender {
namespace {

std::string AgentText(const std::string& name, const std::string& more) {
  return "---\napiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: " + name +
         ", namespace: b}\nspec:\n  workspaceDir: /w\n  serviceAccountName: s\n" + more;
}

std::string GitContexts(int count) {
  std::string text = "  contexts:\n";
  for (int i = 0; i < count; ++i) {
    text += "  - {type: Git, mountPath: g" + std::to_string(i) + ", git: {repository: 'https://g/r'}}\n";
  }
  return text;
}

TEST_CASE("The table of requests has the default of SizeLimits") {
  const Field* memory = FindField(TypeId::kRequestLimits, "memoryMiB");
  REQUIRE(memory != nullptr);
  CHECK(memory->fallback() == std::to_string(SizeLimits{}.memory_bytes >> 20));
}

const Problem* FindCode(const Rendering& rendering, Code code) {
  for (const Problem& problem : rendering.problems.list()) {
    if (problem.code == code) return &problem;
  }
  return nullptr;
}

TEST_CASE("an arena within a limit gives small pieces after its end, then nothing") {
  Budget budget(size_t{1} << 20);
  Arena arena(&budget);
  const Arena::Position mark = arena.Mark();
  CHECK(arena.Take(size_t{512} << 10) != nullptr);
  CHECK(arena.Take(size_t{2} << 20) == nullptr);
  CHECK(arena.full());
  CHECK(budget.spent());
  CHECK(arena.Copy("a few bytes") == "a few bytes");
  CHECK(arena.Copy(std::string(size_t{1} << 20, 'x')).empty());
  Value list = Value::List(arena);
  for (int i = 0; i < 1'000'000; ++i) list.Push(arena, Value::Bool(true));
  CHECK(list.size() < 1'000'000);
  arena.Rewind(mark);
  CHECK(arena.full());  // a budget is spent for good
}

TEST_CASE("what an arena took for one piece of work is given back") {
  Budget budget(size_t{8} << 20);
  Arena arena(&budget);
  const Arena::Position mark = arena.Mark();
  for (int i = 0; i < 100; ++i) {
    arena.LimitTo(size_t{4} << 20);
    CHECK(arena.Take(size_t{3} << 20) != nullptr);
    CHECK(arena.Take(size_t{5} << 20) == nullptr);
    CHECK(arena.full());
    arena.Rewind(mark);
    CHECK_FALSE(arena.full());
  }
  CHECK_FALSE(budget.spent());
}

TEST_CASE("findings that are no errors keep no Agent from being rendered, however many there are") {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += AgentText("a" + std::to_string(i), "  contexts:\n");
    for (int k = 0; k < 400; ++k) {
      text += "  - {type: ConfigMap, mountPath: m" + std::to_string(k) + ", configMap: {name: c, key: k}}\n";
    }
  }
  const Rendering rendering = Render({{"a.yaml", text}}, Options());
  CHECK(rendering.problems.left_out() != 0);
  CHECK(rendering.rendered == 30);
}

TEST_CASE("a document whose aliases stand for too much is one document in error") {
  std::string large = AgentText("big", "  config:\n    a: &a " + std::string(20'000, 'x') + "\n");
  for (int i = 0; i < 40'000; ++i) large += "    k" + std::to_string(i) + ": *a\n";
  const std::string text = AgentText("good1", "") + large + AgentText("good2", "");
  Options options;
  CHECK(Render({{"a.yaml", text}}, options).output.size() == 0);
  options.keep_going = true;
  const Rendering rendering = Render({{"a.yaml", text}}, options);
  CHECK(rendering.rendered == 2);
  CHECK(rendering.agents == 3);
  REQUIRE(rendering.problems.errors() == 1);
  const Problem* problem = FindCode(rendering, Code::kTooMuch);
  REQUIRE(problem != nullptr);
  CHECK(problem->message.find("Agent big") != std::string::npos);
  CHECK(problem->hint.find("40000 aliases of the text on line 16") != std::string::npos);
}

TEST_CASE("what is left out of a document that is too large is no mistake of its own") {
  const std::string base =
      AgentText("big", "  config:\n    a: &a " + std::string(20'000, 'x') + "\n    m: &m {b: c}\n");
  for (const char* row : {"    - {*a : 1}\n", "    - {<<: *m}\n", "    - {<<: [*m]}\n", "    - [*a, *m]\n"}) {
    std::string text = base + "    l:\n";
    for (int i = 0; i < 1'000; ++i) text += "    - *a\n";
    text += std::string(row) + row;
    const Rendering rendering = Render({{"a.yaml", text}}, Options());
    INFO(row);
    REQUIRE(rendering.problems.list().size() == 1);
    CHECK(rendering.problems.list()[0].code == Code::kTooMuch);
  }
}

TEST_CASE("aliases that stand for more nodes than memory could hold end the run") {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += AgentText("a" + std::to_string(i), "  config:\n    a0: &a0 [~,~,~,~,~,~,~,~,~,~]\n");
    for (int k = 1; k < 5; ++k) {
      const std::string below = "*a" + std::to_string(k - 1);
      text += "    a" + std::to_string(k) + ": &a" + std::to_string(k) + " [";
      for (int n = 0; n < 8; ++n) text += below + (n == 7 ? "]\n" : ",");
    }
  }
  const Rendering rendering = Render({{"a.yaml", text}}, Options());
  CHECK(rendering.output.size() == 0);
  CHECK(rendering.budget->spent());
  CHECK(rendering.problems.errors() < 100);
}

TEST_CASE("an output takes nothing beyond its limit") {
  Output out;
  out.Append("before");
  out.LimitTo(4);
  out.Append("four");
  CHECK_FALSE(out.full());
  out.Append('x');
  out.AppendAll("more", "of it");
  CHECK(out.full());
  CHECK(out.view() == "beforefour");
  out.NoLimit();
  out.Append("!");
  CHECK(out.view() == "beforefour!");
}

TEST_CASE("an Agent that is too large is in error, and the others are printed") {
  const std::string large = "  podSpec:\n    extraEnv: [{name: E, value: '" + std::string(1'000'000, 'x') + "'}]\n";
  const std::string text = AgentText("a", "") + AgentText("large", large + GitContexts(400)) + AgentText("z", "");
  Options options;
  options.keep_going = true;
  const Rendering rendering = Render({{"input.yaml", text}}, options);
  const Problem* problem = FindCode(rendering, Code::kTooLarge);
  REQUIRE(problem != nullptr);
  CHECK(problem->object.name == "large");
  CHECK(problem->hint.find("times the text on line 16") != std::string::npos);
  CHECK(rendering.rendered == 2);
  CHECK(rendering.output.view().find("name: z-server") != std::string_view::npos);
  CHECK(rendering.output.view().find("large") == std::string_view::npos);
}

TEST_CASE("aliases are counted in bytes, and the largest are named") {
  std::string text =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  a: &a '" + std::string(50'000, 'x') + "'\n";
  for (int i = 0; i < 1000; ++i) text += "  k" + std::to_string(i) + ": *a\n";
  const Rendering rendering = Render({{"input.yaml", text}}, {});
  REQUIRE(rendering.problems.list().size() == 1);
  CHECK(rendering.problems.list()[0].code == Code::kTooMuch);
  CHECK(rendering.problems.list()[0].hint.find("aliases of the text on line 5") != std::string::npos);
}

TEST_CASE("a budget that is spent ends the run, and nothing is printed") {
  std::string text;
  for (int i = 0; i < 400; ++i) text += AgentText("a" + std::to_string(i), "");
  Options options;
  options.keep_going = true;
  for (const Format format : {Format::kYaml, Format::kJson, Format::kNdjson, Format::kResourceList}) {
    options.format = format;
    options.sizes.memory_bytes = size_t{1} << 20;
    const Rendering rendering = Render({{"input.yaml", text}}, options);
    CHECK(FindCode(rendering, Code::kTooMuch) != nullptr);
    CHECK(rendering.HasErrors());
    CHECK(rendering.output.size() == 0);
    CHECK(rendering.rendered == 0);
  }
}

TEST_CASE("every size of budget ends well") {
  const std::string text =
      AgentText("a", GitContexts(20) + "  config: {a: [1, 2.50, {b: c}]}\n  plugins: [{name: p}]\n") +
      AgentText("b", "  profile: " + std::string(5000, 'p') + "\n");
  for (size_t bytes = 1 << 10; bytes < (size_t{4} << 20); bytes += bytes / 3) {
    for (const bool keep : {false, true}) {
      Options options;
      options.sizes.memory_bytes = bytes;
      options.keep_objects = keep;
      const Rendering rendering = Render({{"input.yaml", text}}, options);
      CHECK(rendering.HasErrors() == (FindCode(rendering, Code::kTooMuch) != nullptr));
      CHECK(rendering.HasErrors() == (rendering.output.size() == 0));
    }
  }
}

TEST_CASE("findings repeat no more of a text than a reader wants") {
  const std::string long_name(100'000, 'n');
  const Rendering rendering =
      Render({{"input.yaml", AgentText(long_name, "  " + std::string(900, 'f') + ": 1\n")}}, {});
  REQUIRE(rendering.HasErrors());
  for (const Problem& problem : rendering.problems.list()) {
    CHECK(problem.message.size() + problem.field.size() + problem.hint.size() < 6'000);
    CHECK(problem.object.name.size() <= 256);
  }
}

TEST_CASE("annotations and paths have the limits of those who take them") {
  const std::string annotated =
      "---\napiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata:\n  name: a\n"
      "  annotations: {a: '" +
      std::string(300'000, 'x') + "'}\nspec: {workspaceDir: /w, serviceAccountName: s}\n";
  CHECK(FindCode(Render({{"input.yaml", annotated}}, {}), Code::kBadValue) != nullptr);
  const std::string path = "  agentImage: " + std::string(5000, 'i') + "\n";
  CHECK(FindCode(Render({{"input.yaml", AgentText("a", path)}}, {}), Code::kBadValue) != nullptr);
}

}  // namespace
}  // namespace agentrender
