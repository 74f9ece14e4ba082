// What Applications can ask of the plugin, and the patterns of files.
#include <catch2/catch_test_macros.hpp>

#include "argocd-plugin/parameters.h"
#include "posix/glob.h"

namespace agentrender::argocd {
namespace {

TEST_CASE("Patterns of paths") {
  struct Row {
    const char *pattern, *path;
    bool want;
  };
  const Row rows[] = {
      {"*", "a/b.yaml", true},
      {"*.yaml", "a/b.yaml", true},
      {"a/*", "a/b/c.yaml", true},
      {"a/*", "b/a/c.yaml", false},
      {"**/c.yaml", "a/b/c.yaml", true},
      {"?.yaml", "ab.yaml", false},
      {"[a-c]?.yaml", "bz.yaml", true},
      {"[!a-c].yaml", "b.yaml", false},
      {"{a,b}/{x,y}.yaml", "b/x.yaml", true},
      {"{a,b}/{x,y}.yaml", "c/x.yaml", false},
      {"{*.yml,*.yaml}", "q/r.yaml", true},
      {"a*b*c", "a1b2b3c", true},
      {"a*b*c", "a1b2b3", false},
      {"\\*.yaml", "*.yaml", true},
      {"\\*.yaml", "a.yaml", false},
      {"[\\]a]b", "ab", true},
      {"{\\,,b}c", ",c", true},
      {"{[ab],c}*{}d{,e}", "bxd", true},
      {"{[ab],c}*{}d{,e}", "cde", true},
      {"{[,]}", "[", true},
      {"[{]a", "{a", true},
      {"a]b}c,d", "a]b}c,d", true},
      {"a", "", false},
      {"*", "", true},
  };
  for (const Row& row : rows) {
    INFO(row.pattern << " on " << row.path);
    CHECK(IsGlob(row.pattern));
    CHECK(Matches(row.pattern, row.path) == row.want);
  }
  for (const char* pattern : {"", "[a", "{a,b", "a{", "x[\\]", "{a{b,c}", "{a,{b,c}}"}) CHECK_FALSE(IsGlob(pattern));
}

TEST_CASE("A pattern made to be slow ends") {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "{*,?}a";
  CHECK_FALSE(Matches(pattern, std::string(200, 'a') + "b"));
}

TEST_CASE("A pattern takes no more steps than its length for each character") {
  const std::string path(1000, 'a');
  for (const char* part : {"*[a]", "*[aaaaaaaaaaaa]", "*{a,a}", "{}", "*{,,,,,,}", "*", "?*", "*a"}) {
    INFO(part);
    std::string pattern;
    while (pattern.size() < 4000) pattern += part;
    Glob glob(pattern);
    size_t steps = 0;
    glob.Matches(path, steps);
    CHECK(steps <= (pattern.size() + 2) * path.size() * 2);
    CHECK(glob.Matches(path, steps) == Glob(pattern).Matches(path, steps));
  }
}

std::string ErrorsOf(std::string_view json) {
  Arena arena;
  Parameters parameters;
  std::vector<std::string> errors;
  const bool good = ReadParameters(json, arena, parameters, errors);
  CHECK(good == errors.empty());
  std::string all;
  for (const std::string& error : errors) all += error + "\n";
  return all;
}

TEST_CASE("Parameters that are taken") {
  for (const char* json : {"", "null", "[]", R"([{"name":"suspend"}])", R"([{"name":"suspend","string":""}])",
                           R"([{"name":"include","array":null}])", R"([{"name":"include","array":[]}])",
                           R"([{"name":"source","string":"helm"},{"name":"images","map":{}}])"}) {
    INFO(json);
    CHECK(ErrorsOf(json) == "");
  }
}

TEST_CASE("Parameters that are refused") {
  for (const char* json :
       {"{}", "[", "1", "[1]", "[[]]", R"([{"name":1}])", R"([{"string":"x"}])",
        R"([{"name":"suspend","string":true}])", R"([{"name":"suspend","string":"yes"}])",
        R"([{"name":"suspend","array":["true"]}])", R"([{"name":"include","array":[1]}])",
        R"([{"name":"include","array":["[a"]}])", R"([{"name":"images","map":{"a":1}}])",
        R"([{"name":"images","map":{"a":""}}])", R"([{"name":"images","map":[]}])",
        R"([{"name":"suspend","string":"true"},{"name":"suspend","string":"true"}])",
        R"([{"name":"source","string":"Helm"}])", R"([{"name":"helm-values","array":["--post-renderer=x"]}])",
        R"([{"name":"suspend","value":"true"}])"}) {
    INFO(json);
    CHECK(ErrorsOf(json) != "");
  }
}

}  // namespace
}  // namespace agentrender::argocd
