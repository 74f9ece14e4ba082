// CustomResourceDefinitions from the schemas.
#include "core/fields/crd.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

namespace agentrender {
namespace {

bool IsOneOf(std::string_view key, std::initializer_list<std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// What an API server refuses of a schema, as far as one can see it here; tests/e2e/cluster asks a real one.
void CheckNode(const Value& schema, bool is_rule) {
  for (const Member& member : schema.members()) {
    const std::string key(member.key.text());
    INFO(key);
    CHECK_FALSE(IsOneOf(key, {"$ref", "const", "if", "then", "else", "propertyNames", "uniqueItems"}));
    if (is_rule) CHECK_FALSE(IsOneOf(key, {"type", "additionalProperties", "x-kubernetes-preserve-unknown-fields"}));
    if (key == "pattern") {
      CHECK(member.value.text().find("(?") == std::string_view::npos);
      CHECK(member.value.text().find("\\u") == std::string_view::npos);
    }
    if (key == "properties") {
      for (const Member& field : member.value.members()) CheckNode(field.value, is_rule);
    }
    if (IsOneOf(key, {"items", "additionalProperties"})) CheckNode(member.value, is_rule);
    if (key == "not") CheckNode(member.value, true);
    if (!IsOneOf(key, {"allOf", "anyOf", "oneOf"})) continue;
    for (const Value& rule : member.value) {
      CHECK_FALSE(rule.empty());
      CheckNode(rule, true);
    }
  }
  const bool typed = schema.Get("type").IsString() || schema.Get("x-kubernetes-int-or-string").Present() ||
                     schema.Get("x-kubernetes-preserve-unknown-fields").Present();
  CHECK((is_rule || typed));
  CHECK_FALSE((schema.Get("properties").Present() && schema.Get("additionalProperties").Present()));
}

TEST_CASE("The custom resource definitions are structural") {
  Arena arena;
  const Value crds = DescribeCrds(arena);
  REQUIRE(crds.size() == 3);
  for (const Value& crd : crds) {
    const Value version = crd.Get("spec").Get("versions").at(0);
    CheckNode(version.Get("schema").Get("openAPIV3Schema"), false);
  }
  CHECK(crds.at(0).Get("metadata").TextOf("name") == "agents.kubeopencode.io");
  CHECK(crds.at(2).Get("spec").TextOf("scope") == "Cluster");
}

}  // namespace
}  // namespace agentrender
