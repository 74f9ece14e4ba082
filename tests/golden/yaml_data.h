// YAML data as other programs read it: by yaml-cpp, and with the rules of scalar
// types written down here a second time, so that the product's own reader and
// writer are not judged by themselves.
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace agentrender {

// Whose rules say what a scalar without quotes is.
enum class Typing {
  kYaml11,      // PyYAML: yes and on are booleans, 1:30 and 010 integers, dates are dates
  kKubernetes,  // sigs.k8s.io/yaml: y and n too, 0o10 and 0b1; dates and 1:30 are strings
  kYaml12,      // the core schema: true, null, 0o10, 1e3, and little else
};

// One node. A scalar's type stands in front of its text, so "8" and 8 are different:
// "str:8", "int:8".
struct Data {
  enum class Kind { kScalar, kList, kMap } kind = Kind::kScalar;
  std::string scalar;
  std::vector<Data> list;
  std::map<std::string, Data> map;  // by the scalar of the key

  // The child of a map whose key is a string; an empty scalar when there is none.
  const Data& operator[](std::string_view key) const;
  // A string's text; empty for everything else.
  std::string Text() const;
  bool Present() const { return kind != Kind::kScalar || !scalar.empty(); }
};

// "int:8" for the plain scalar 0x8, and so on.
std::string TypedScalar(std::string_view plain, Typing typing);

Data DataOf(const YAML::Node& node, Typing typing);

// All documents of a text, empty ones left out. Throws YAML::Exception.
std::vector<Data> ReadDocuments(const std::string& text, Typing typing);

// The documents, and in place of a list (List, ResourceList, a JSON array) its items.
std::vector<Data> ReadObjects(const std::string& text, Typing typing);

// One line a difference: "spec.replicas: int:2, want int:1". Empty when there is none.
std::vector<std::string> Differences(const std::string& path, const Data& want, const Data& got);

}  // namespace agentrender
