// The parts of the language server that no client sees by themselves: framing, positions, addresses, and that what is
// kept over edits is what a look at everything would find.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "core/base/text.h"
#include "lsp/place.h"
#include "lsp/text.h"
#include "lsp/transport.h"
#include "lsp/uri.h"
#include "lsp/workspace.h"

namespace agentrender::lsp {

TEST_CASE("messages are found in bytes however they arrive") {
  const std::string bytes = Framed("{\"a\":1}") + "Content-Type: x\r\nContent-Length:  2 \r\n\r\n{}" +
                            "content-length: 2\n\n[]" + "Nonsense\r\n\r\n" + Framed("3");
  for (const size_t step : {size_t{1}, size_t{7}, bytes.size()}) {
    Framing framing;
    std::vector<std::string> texts;
    size_t broken = 0;
    for (size_t at = 0; at < bytes.size(); at += step) {
      framing.Add(std::string_view(bytes).substr(at, step));
      while (const std::optional<Framing::Item> item = framing.Next()) {
        if (item->broken) ++broken;
        if (!item->broken) texts.push_back(item->text);
      }
    }
    CHECK(texts == std::vector<std::string>{"{\"a\":1}", "{}", "[]", "3"});
    CHECK(broken == 1);
  }
  CHECK_FALSE(LengthIn("Content-Length: -1"));
  CHECK_FALSE(LengthIn("Content-Length: 99999999999999999999"));
  CHECK_FALSE(LengthIn("Content-Length: 1x"));
}

TEST_CASE("a message that is too large is passed over") {
  Framing framing;
  framing.Add("Content-Length: " + std::to_string(Framing::kLargest + 3) + "\r\n\r\n");
  CHECK(framing.Next()->broken);
  const std::string part(1 << 20, 'x');
  for (size_t i = 0; i < Framing::kLargest / part.size(); ++i) {
    framing.Add(part);
    CHECK_FALSE(framing.Next());
  }
  framing.Add("xxx" + Framed("{}"));
  CHECK(framing.Next()->text == "{}");
}

TEST_CASE("positions count as was agreed") {
  const Lines lines("a: \"\xF0\x9F\x98\x80\xC3\xA9\" # x\r\nb: 2\rc: 3");
  CHECK(lines.count() == 3);
  const auto at = [&](size_t line, size_t character, Encoding encoding) {
    return lines.OffsetOf(Json{{"line", line}, {"character", character}}, encoding);
  };
  CHECK(at(0, 6, Encoding::kUtf16) == 8);
  CHECK(at(0, 8, Encoding::kUtf8) == 8);
  CHECK(at(0, 5, Encoding::kUtf32) == 8);
  CHECK(at(0, 5, Encoding::kUtf16) == 4);  // within a character: before it
  CHECK(at(0, 999, Encoding::kUtf16) == 15);
  CHECK(at(1, 3, Encoding::kUtf16) == 20);
  CHECK(at(999, 0, Encoding::kUtf16) == lines.text().size());
  CHECK(lines.OffsetOf(Json{{"line", -5}, {"character", "x"}}, Encoding::kUtf16) == 0);
  for (size_t offset = 0; offset <= lines.text().size(); ++offset) {
    if (offset < lines.text().size() && ContinuesCharacter(lines.text()[offset])) continue;
    // Between \r and \n is the end of the line.
    CHECK(lines.OffsetOf(lines.PositionOf(offset, Encoding::kUtf16), Encoding::kUtf16) ==
          offset - (offset == 16 ? 1 : 0));
  }
}

TEST_CASE("changes apply one after the other") {
  std::string text = "one\ntwo\n";
  const auto change = [](size_t line, size_t from, size_t to, const char* with) {
    return Json{
        {"range", {{"start", {{"line", line}, {"character", from}}}, {"end", {{"line", line}, {"character", to}}}}},
        {"text", with}};
  };
  ApplyChanges(Json::array({change(0, 0, 3, "1\n1"), change(2, 0, 99, "2")}), Encoding::kUtf16, text);
  CHECK(text == "1\n1\n2\n");
  ApplyChanges(Json::array({Json{{"text", "all"}}, Json{{"no", 1}}}), Encoding::kUtf16, text);
  CHECK(text == "all");
}

TEST_CASE("many changes in one message come out as they would one by one") {
  std::mt19937 random(17);
  const auto below = [&](size_t most) { return random() % most; };
  const std::string_view kPieces[] = {"a", "\n", "\r", "\r\n", "\u00e9", "\U0001F600", "", "x\ny", "\n\r", "\n\n"};
  for (int round = 0; round < 300; ++round) {
    std::string together;
    for (size_t i = below(12); i > 0; --i) together += kPieces[below(std::size(kPieces))];
    std::string one_by_one = together;
    Json changes = Json::array();
    for (size_t i = 1 + below(12); i > 0; --i) {
      const size_t line = below(6);
      const size_t column = below(4);
      const Json range = {{"start", {{"line", line}, {"character", column}}},
                          {"end", {{"line", line + below(3)}, {"character", below(5)}}}};
      changes.push_back({{"range", range}, {"text", kPieces[below(std::size(kPieces))]}});
    }
    ApplyChanges(changes, Encoding::kUtf16, together);
    for (const Json& change : changes) ApplyChanges(Json::array({change}), Encoding::kUtf16, one_by_one);
    CHECK(together == one_by_one);
  }
}

TEST_CASE("addresses of files, as editors write them") {
  CHECK(PathOfUri("file:///a/b%20c/%C3%A9.yaml") == "/a/b c/\xC3\xA9.yaml");
  CHECK(PathOfUri("file:///a/./b//../c.yaml") == "/a/c.yaml");
  CHECK(PathOfUri("file://localhost/a.yaml") == "/a.yaml");
  CHECK(PathOfUri("FILE:/a.yaml") == "/a.yaml");
  CHECK(PathOfUri("file://elsewhere/a.yaml").empty());
  CHECK(PathOfUri("untitled:Untitled-1").empty());
  CHECK(PathOfUri("file:///a%00b").empty());
  CHECK(PathOfUri("file:///a%2").compare("/a%2") == 0);
  CHECK(UriOfPath("/a b/\xC3\xA9#?.yaml") == "file:///a%20b/%C3%A9%23%3F.yaml");
  CHECK(PathOfUri(UriOfPath("/a b/%41#?.yaml")) == "/a b/%41#?.yaml");
}

namespace {

std::string Agent(const char* name, const char* ns, const char* spec) {
  return std::string("apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata:\n  name: ") + name +
         "\n  namespace: " + ns + "\nspec:\n" + spec;
}

// Texts that a file can have, by file.
const std::vector<std::vector<std::string>>& Choices() {
  static const std::string kTeam =
      "apiVersion: kubeopencode.io/v1alpha1\nkind: AgentTemplate\nmetadata: {name: team, namespace: a}\nspec:\n"
      "  workspaceDir: /w\n  serviceAccountName: r\n";
  static const std::string kMap =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: guides, namespace: a}\ndata:\n  style.md: x\n";
  static const std::string kSettings =
      "apiVersion: render.kubeopencode.io/v1alpha1\nkind: AgentRender\nmetadata: {name: all}\nspec:\n";
  static const std::vector<std::vector<std::string>> choices = {
      {Agent("scout", "a", "  templateRef: {name: team}\n"), Agent("scout", "a", "  templateRef: {name: teem}\n"),
       Agent("scout", "a", "  workspaceDir: /w\n  serviceAccountName: r\n  odd: 1\n"),
       Agent("scout", "b", "  templateRef: {name: team}\n"), Agent("twin", "a", "  templateRef: {name: team}\n"),
       "x: 1\n"},
      {Agent(
           "twin", "a",
           "  templateRef: {name: team}\n  contexts:\n  - {type: ConfigMap, configMap: {name: guides, key: style.md}}\n"),
       Agent(
           "twin", "a",
           "  templateRef: {name: other}\n  contexts:\n  - {type: ConfigMap, configMap: {name: guides, key: stile.md}}\n"),
       Agent("twin", "a", "  templateRef: {name: team}\n  podSpec: {labels: {b: c}}\n")},
      {kTeam, "# moved\n" + kTeam, kTeam + "  podSpec: {labels: {a: \"-\"}}\n",
       kTeam + "  contexts:\n  - {type: ConfigMap, configMap: {name: guides}}\n", kTeam + "---\n" + kMap, "y: 1\n",
       kTeam + "  podSpec: {extraVolumes: [{name: v, emptyDir: {}}]}\n"},
      {kMap, kMap + "  rules.md: 5\n",
       "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: gides, namespace: a}\ndata: {}\n",
       "apiVersion: v1\nkind: Service\nmetadata: {name: scout, namespace: a}\n",
       "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels: {pod-security.kubernetes.io/enforce: restricted}\n"},
      {"z: 1\n", kSettings + "  strictness: Lenient\n", kSettings + "  strictness: WarningsAsErrors\n",
       kSettings + "  controllerVersion: v0.1.9\n", kSettings + "  namespace: nowhere\n",
       "apiVersion: kubeopencode.io/v1alpha1\nkind: KubeOpenCodeConfig\nmetadata: {name: cluster}\nspec: {clusterDomain: \"\"}\n"},
      {Agent("late", "a", "  templateRef: {name: team}\n  podSpec: {extraVolumeMounts: [{name: v, mountPath: /v}]}\n"),
       Agent("scout", "a", "  templateRef: {name: team}\n"), "- 1\n"},
  };
  return choices;
}

using Seen = std::vector<std::string>;

Seen AllIn(Workspace& workspace) {
  while (!workspace.AllChecked()) workspace.Check(2);
  Seen seen;
  for (const File& file : workspace.files()) {
    if (file.now == nullptr) continue;
    for (const Finding& finding : workspace.FindingsIn(workspace.SlotOf(file)))
      seen.push_back(file.path + ":" + std::to_string(finding.where.line) + ":" + std::to_string(finding.where.column) +
                     " " + CodeText(finding.code) + " " + finding.message + " | " + finding.hint);
  }
  std::sort(seen.begin(), seen.end());
  return seen;
}

std::string UriOf(size_t i) { return "file:///nowhere/" + std::to_string(i) + ".yaml"; }

}  // namespace

TEST_CASE("what is kept over edits is what a look at everything finds") {
  std::mt19937 random(7);
  const auto& choices = Choices();
  for (int round = 0; round < 20; ++round) {
    Workspace kept;
    std::vector<std::string> texts(choices.size());
    for (size_t i = 0; i < texts.size(); ++i) kept.OpenDocument(UriOf(i), texts[i] = choices[i][0], 1);
    for (int edit = 0; edit < 20; ++edit) {
      const size_t i = random() % texts.size();
      texts[i] = choices[i][random() % choices[i].size()];
      const File* file = kept.Find(UriOf(i));
      REQUIRE(file != nullptr);
      kept.ChangeDocument(kept.SlotOf(*file), texts[i], edit);
      if (random() % 3 != 0) AllIn(kept);
    }
    Workspace fresh;
    for (size_t i = 0; i < texts.size(); ++i) fresh.OpenDocument(UriOf(i), texts[i], 1);
    CHECK(AllIn(kept) == AllIn(fresh));
  }
}

TEST_CASE("a text that cannot be read leaves the others what it was") {
  Workspace workspace;
  const auto& choices = Choices();
  for (size_t i = 0; i < choices.size(); ++i) workspace.OpenDocument(UriOf(i), choices[i][0], 1);
  const Seen before = AllIn(workspace);
  const File* base = workspace.Find(UriOf(2));
  workspace.ChangeDocument(workspace.SlotOf(*base), choices[2][0] + "  podSpec: {\n", 2);
  const Seen broken = AllIn(workspace);
  CHECK(std::none_of(broken.begin(), broken.end(),
                     [](const std::string& line) { return line.find("AR0401") != std::string::npos; }));
  CHECK(std::any_of(broken.begin(), broken.end(),
                    [](const std::string& line) { return line.find("AR0101") != std::string::npos; }));
  workspace.ChangeDocument(workspace.SlotOf(*base), choices[2][0], 3);
  CHECK(AllIn(workspace) == before);
}

}  // namespace agentrender::lsp
