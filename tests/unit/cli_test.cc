// The program as a user meets it.

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/unit/program.h"

namespace agentrender {
namespace {

using Catch::Matchers::ContainsSubstring;

constexpr char kAgent[] =
    "apiVersion: kubeopencode.io/v1alpha1\n"
    "kind: Agent\n"
    "metadata:\n"
    "  name: scout\n"
    "spec:\n"
    "  workspaceDir: /workspace\n"
    "  serviceAccountName: runner\n";

std::string Named(const std::string& name) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
}

std::string Broken(const std::string& name) {
  return "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {name: " + name +
         "}\nspec:\n  workspaceDir: /workspace\n  serviceAccountNam: runner\n";
}

// The lines of `text` that have `part`.
size_t Lines(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("cli: an Agent comes in by file, by directory, by - and without a path") {
  const Workplace place;
  place.Put("agents/a.yaml", kAgent);
  const ProgramRun file = place.Run("agentrender render agents/a.yaml");
  CHECK(file.status == 0);
  CHECK(file.err.empty());
  CHECK_THAT(file.out, ContainsSubstring("kind: Deployment\nmetadata:\n  name: scout-server\n"));
  CHECK(place.Run("agentrender render agents").out == file.out);
  CHECK(place.Run("agentrender render -", kAgent).out == file.out);
  CHECK(place.Run("agentrender render", kAgent).out == file.out);
  CHECK(place.Run("agentrender", kAgent).out == file.out);
  CHECK_THAT(place.Run("agentrender render --namespace team-a agents").out, ContainsSubstring("namespace: team-a\n"));
  CHECK(place.Run("agentrender render -nteam-a agents").out == place.Run("agentrender render --nam=team-a agents").out);
}

TEST_CASE("cli: the formats of output") {
  const Workplace place;
  CHECK(place.Run("agentrender render -o json", Named("a") + "---\n" + Named("b")).out ==
        R"([{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}},)"
        R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}])"
        "\n");
  CHECK(place.Run("agentrender render -o ndjson", Named("a") + "---\n" + Named("b")).out ==
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}\n"
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b\"}}\n");
  const ProgramRun both = place.Run("agentrender render --keep-inputs", kAgent);
  CHECK(both.out.rfind(kAgent, 0) == 0);
  CHECK_THAT(both.out, ContainsSubstring("kind: Deployment\n"));
}

TEST_CASE("cli: on errors nothing is on stdout, unless --keep-going") {
  const Workplace place;
  const std::string input = Broken("bad") + "---\n" + kAgent;
  const ProgramRun refused = place.Run("agentrender render", input);
  CHECK(refused.status == 1);
  CHECK(refused.out.empty());
  CHECK(refused.err ==
        "stdin:6:3: error: spec.serviceAccountNam: unknown field [AR0301]\n"
        "    6 |   serviceAccountNam: runner\n"
        "      |   ^~~~~~~~~~~~~~~~~ did you mean serviceAccountName?\n"
        "1 error; nothing was rendered\n");
  const ProgramRun partly = place.Run("agentrender render -k", input);
  CHECK(partly.status == 1);
  CHECK_THAT(partly.out, ContainsSubstring("name: scout-server"));
  CHECK_THAT(partly.err, ContainsSubstring("1 error; 1 of 2 Agents was rendered\n"));
  CHECK(place.Run("agentrender render --lenient", input).status == 0);
  const ProgramRun lenient = place.Run("agentrender render --lenient", std::string(kAgent) + "  nonsense: 1\n");
  CHECK(lenient.status == 0);
  CHECK_THAT(lenient.err, ContainsSubstring("stdin:8:3: warning: spec.nonsense: unknown field, ignored [AR0301]"));
  CHECK_THAT(lenient.err, ContainsSubstring("\n1 warning\n"));
  CHECK(place.Run("agentrender render -q -n a --report lines --lenient", std::string(kAgent) + "  nonsense: 1\n")
            .err.empty());
}

TEST_CASE("cli: validate prints findings and their number only") {
  const Workplace place;
  const ProgramRun good = place.Run("agentrender validate -n a", kAgent);
  CHECK(good.status == 0);
  CHECK(good.out.empty());
  CHECK(good.err == "1 Agent: no errors\n");
  CHECK(place.Run("agentrender validate -q", kAgent).err.empty());
  const ProgramRun bad = place.Run("agentrender validate", Broken("a") + "---\n" + Broken("b"));
  CHECK(bad.status == 1);
  CHECK(bad.out.empty());
  CHECK_THAT(bad.err, ContainsSubstring("\n2 Agents: 2 errors\n"));
  CHECK(place.Run("agentrender validate --report=lines", Broken("a")).err ==
        "stdin:6:3: error: spec.serviceAccountNam: unknown field (did you mean serviceAccountName?) [AR0301]\n");
  CHECK(
      place.Run("agentrender validate --report json", Broken("a")).err ==
      R"([{"severity":"error","code":"AR0301","message":"unknown field","hint":"did you mean serviceAccountName?",)"
      R"("file":"stdin","line":6,"column":3,)"
      R"("object":{"apiVersion":"kubeopencode.io/v1alpha1","kind":"Agent","name":"a"},"field":"spec.serviceAccountNam",)"
      R"("controller":"v0.1.7"}])"
      "\n");
}

TEST_CASE("cli: colours are for terminals, or when asked for") {
  const Workplace place;
  CHECK(place.Run("agentrender validate", Broken("a")).err.find('\x1b') == std::string::npos);
  CHECK_THAT(place.Run("agentrender validate --color=always", Broken("a")).err,
             ContainsSubstring("\x1b[1;31merror\x1b[0m"));
}

TEST_CASE("cli: wrong usage is status 2 and says what is meant") {
  const Workplace place;
  struct Row {
    const char* command;
    const char* says;
  };
  constexpr Row kRows[] = {
      {"agentrender rendr", "there is no command rendr; did you mean render?\n"},
      {"agentrender -o json", "the first word must be a command, not -o\n"},
      {"agentrender render --namespce a", "unknown option --namespce; did you mean --namespace?\n"},
      {"agentrender render -x", "unknown option -x\n"},
      {"agentrender render -n", "option -n needs a value\n"},
      {"agentrender render --keep", "option --keep could be --keep-going or --keep-inputs\n"},
      {"agentrender render --keep-going=1", "option --keep-going takes no value\n"},
      {"agentrender render -o xml", "--output takes yaml, json or ndjson, not \"xml\"\n"},
      {"agentrender render --color=red", "--color takes auto, always or never, not \"red\"\n"},
      {"agentrender render -n A_b", "--namespace: \"A_b\" is not a namespace"},
      {"agentrender render no.yaml", "no.yaml cannot be read: No such file or directory"},
      {"agentrender help rendr", "did you mean render?"},
      {"agentrender fn a.yaml", "fn reads stdin and takes no paths"},
  };
  for (const Row& row : kRows) {
    const ProgramRun outcome = place.Run(row.command, kAgent);
    INFO(row.command << ": " << outcome.err);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, ContainsSubstring(row.says));
  }
}

TEST_CASE("cli: help is on stdout, and lists what there is") {
  const Workplace place;
  const ProgramRun help = place.Run("agentrender --help");
  CHECK(help.status == 0);
  for (const char* command : {"render", "validate", "fn", "version", "help"}) {
    CHECK_THAT(help.out, ContainsSubstring("\n  " + std::string(command) + " "));
    const ProgramRun one = place.Run(std::string("agentrender help ") + command);
    CHECK(one.status == 0);
    CHECK(one.out.rfind(std::string("agentrender ") + command, 0) == 0);
  }
  CHECK(place.Run("agentrender render --help").out == place.Run("agentrender help render").out);
  CHECK(place.Run("agentrender --version").out == place.Run("agentrender version").out);
  CHECK(place.Run("agentrender version").out.find("v0.1.2 to ") != std::string::npos);
  for (const char* path : {"missing.yaml", "./missing.yml", "/", "-"}) {
    const std::string meant = std::string("; did you mean agentrender render ") + path + "?";
    CHECK(place.Run(std::string("agentrender ") + path).err.find(meant) != std::string::npos);
  }
}

TEST_CASE("cli: a directory is read in the order of paths, hidden directories left out") {
  const Workplace place;
  for (const char* path : {"d/b.yaml", "d/a/z.yml", "d/a.json", "d/Z.yaml", "d/.git/x.yaml", "d/no.txt"}) {
    place.Put(path, Named(std::string(path) == "d/a.json" ? "a-json" : "x" + std::to_string(path[2])));
  }
  place.Put("d/a.json", R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j"}})");
  const ProgramRun outcome = place.Run("agentrender render d");
  CHECK(outcome.status == 0);
  CHECK(outcome.out == Named("x90") + "---\n" + R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j"}})" +
                           "\n---\n" + Named("x97") + "---\n" + Named("x98"));
  CHECK_THAT(outcome.err, ContainsSubstring("warning: no Agent was found in the input [AR0206]"));
  // Paths are shown as they were written.
  place.Put("d/e.yaml", "a: [");
  CHECK_THAT(place.Run("agentrender render ./d//").err, ContainsSubstring("./d//e.yaml:1:4: error: "));
}

TEST_CASE("cli: a file is read once, whatever the ways to it") {
  const Workplace place;
  place.Put("d/sub/a.yaml", Named("a"));
  const std::string ways = "ln -s a.yaml d/sub/link.yaml; ln -s sub d/also; ln -s . d/loop; ln -s .. d/sub/up; ";
  const ProgramRun outcome = place.Run(ways + "agentrender render -v d d/sub/a.yaml d/also/link.yaml");
  CHECK(outcome.status == 0);
  CHECK(outcome.out == Named("a"));
}

TEST_CASE("cli: links that lead nowhere are skipped, links that leave the directory refused") {
  const Workplace place;
  place.Put("d/a.yaml", kAgent);
  place.Put("other/o.yaml", Named("o"));
  const ProgramRun skipped =
      place.Run("ln -s no d/b.yaml; ln -s c.yaml d/c.yaml; mkfifo d/p.yaml; agentrender render -v d");
  CHECK(skipped.status == 0);
  CHECK_THAT(skipped.err, ContainsSubstring("info: d/b.yaml is skipped: No such file or directory"));
  CHECK_THAT(skipped.err, ContainsSubstring("info: d/c.yaml is skipped: Too many levels of symbolic links"));
  CHECK_THAT(skipped.err, ContainsSubstring("info: d/p.yaml is skipped: it is a named pipe"));
  CHECK(place.Run("agentrender render d/p.yaml").status == 2);
  for (const char* link : {"ln -s ../other/o.yaml d/l.yaml; ", "rm d/l.yaml; ln -s ../other d/l; "}) {
    const ProgramRun refused = place.Run(std::string(link) + "agentrender render d");
    CHECK(refused.status == 2);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.err, ContainsSubstring("it is a link to ") && ContainsSubstring("outside of the directory"));
    CHECK_THAT(place.Run("agentrender render --follow-outside d").out, ContainsSubstring(Named("o")));
  }
}

TEST_CASE("cli: output that cannot be written is an error; a reader that goes away is none to speak of") {
  const Workplace place;
  place.Put("a.yaml", kAgent);
  const ProgramRun full = place.Run("agentrender render a.yaml >/dev/full");
  CHECK(full.status == 2);
  CHECK(full.err == "agentrender: stdout cannot be written: No space left on device\n");
  CHECK(place.Run("agentrender render a.yaml >&-").status == 2);
  const ProgramRun gone =
      place.Run("mkfifo p; : <p & { sleep 0.2; agentrender render a.yaml; echo $? >../status; } >p; wait");
  CHECK(place.Get("../status") == "2\n");
  CHECK(gone.err.empty());
}

TEST_CASE("cli: what a terminal would obey is escaped") {
  const Workplace place;
  place.Put("\x1b[31m.yaml", std::string(kAgent) + "  \"\\e[0m\u202e\": 1\n");
  const ProgramRun outcome = place.Run("agentrender validate .");
  CHECK(outcome.status == 1);
  CHECK(outcome.err.find('\x1b') == std::string::npos);
  CHECK(outcome.err.find("\u202e") == std::string::npos);
  CHECK_THAT(outcome.err, ContainsSubstring("./\\x1b[31m.yaml:8:3: error: spec.\\x1b[0m"));
}

TEST_CASE("cli: nobody reads thousands of findings; their number is told") {
  const Workplace place;
  std::string input;
  for (int agent = 0; agent < 12; ++agent) {
    input += "---\n" + std::string(kAgent) + "  contexts:\n";
    // Values that differ are not grouped.
    for (int i = 0; i < 400; ++i) input += "  - {name: c, type: T" + std::to_string(400 * agent + i) + "}\n";
  }
  const ProgramRun outcome = place.Run("agentrender render", input);
  CHECK(outcome.status == 1);
  CHECK(Lines(outcome.err, "[AR0304]") > 900);
  CHECK_THAT(outcome.err, ContainsSubstring("more findings are not shown"));
}

}  // namespace
}  // namespace agentrender
