// Takes YAML, gives it as data by yaml-cpp, an independent reader, for comparison.
#include "tests/golden/yaml_data.h"

#include <regex.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace agentrender {

namespace {

// A POSIX extended regular expression for whole scalars.
class Pattern {
 public:
  explicit Pattern(const std::string& expression) {
    regcomp(&compiled_, ("^(" + expression + ")$").c_str(), REG_EXTENDED | REG_NOSUB);
  }
  bool Matches(const std::string& text) const { return regexec(&compiled_, text.c_str(), 0, nullptr, 0) == 0; }

 private:
  regex_t compiled_;
};

struct Rule {
  const char* type;
  Pattern pattern;
};
using Rules = std::vector<Rule>;

const std::string kBools11 = "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF";
const std::string kBoolsCore = "true|True|TRUE|false|False|FALSE";
const std::string kNulls = "~|null|Null|NULL|";
const std::string kNotFinite = "[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)";

// PyYAML's resolver, in its order.
const Rules& Yaml11() {
  static const auto* rules = new Rules{
      {"bool", Pattern(kBools11)},
      {"float", Pattern(R"([-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?)"
                        R"(|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|)" +
                        kNotFinite)},
      {"int", Pattern("[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
                      "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+")},
      {"merge", Pattern("<<")},
      {"null", Pattern(kNulls)},
      {"date",
       Pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
               "(\\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?")},
  };
  return *rules;
}

// go-yaml's resolver: version 2 as sigs.k8s.io/yaml keeps it, with the dates of version 3,
// which kustomize uses.
const Rules& Kubernetes() {
  static const auto* rules = new Rules{
      {"bool", Pattern("y|Y|n|N|" + kBools11)},
      {"null", Pattern(kNulls)},
      {"merge", Pattern("<<")},
      {"int", Pattern("[-+]?(0[0-7_]*|[1-9][0-9_]*|0_*[xX][0-9a-fA-F_]+|0_*[bB][01_]+|0_*[oO][0-7_]+)|[-+]_+[0-9_]+")},
      {"float", Pattern(R"([-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|)" + kNotFinite)},
  };
  return *rules;
}

const Rules& Yaml12() {
  static const auto* rules = new Rules{
      {"bool", Pattern(kBoolsCore)},
      {"null", Pattern(kNulls)},
      {"int", Pattern("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")},
      {"float", Pattern(R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|)" + kNotFinite)},
  };
  return *rules;
}

const Rules& RulesOf(Typing typing) {
  switch (typing) {
    case Typing::kYaml11: return Yaml11();
    case Typing::kKubernetes: return Kubernetes();
    case Typing::kYaml12: break;
  }
  return Yaml12();
}

std::string Without(std::string_view text, char c) {
  std::string result;
  for (char t : text) {
    if (t != c) result += t;
  }
  return result;
}

// The value of 1:30:00, each part after the first below 60.
long long Sexagesimal(const std::string& digits) {
  long long value = 0;
  for (const char* at = digits.c_str();; ++at) {
    char* end = nullptr;
    value = value * 60 + std::strtoll(at, &end, 10);
    if (*end != ':') return value;
    at = end;
  }
}

std::string IntText(std::string_view plain, Typing typing) {
  std::string digits = Without(plain, '_');
  const bool negative = digits[0] == '-';
  if (digits[0] == '-' || digits[0] == '+') digits.erase(0, 1);
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0' && typing != Typing::kYaml12) base = 8;
  const char mark = digits.size() > 1 ? digits[1] : '\0';
  if (digits[0] == '0' && (mark == 'x' || mark == 'X')) base = 16;
  if (digits[0] == '0' && (mark == 'b' || mark == 'B')) base = 2;
  if (digits[0] == '0' && (mark == 'o' || mark == 'O')) base = 8;
  if (base != 10 && mark > '9') digits.erase(0, 2);
  const long long value = typing == Typing::kYaml11 && digits.find(':') != std::string::npos
                              ? Sexagesimal(digits)
                              : std::strtoll(digits.c_str(), nullptr, base);
  return std::to_string(negative ? -value : value);
}

std::string FloatText(std::string_view plain) {
  if (plain.find(':') != std::string_view::npos) return std::string(plain);
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", std::strtod(Without(plain, '_').c_str(), nullptr));
  return text;
}

std::string BoolText(std::string_view plain) {
  const char c = plain.size() > 1 && (plain[0] == 'o' || plain[0] == 'O') ? plain[1] : plain[0];
  return std::string("yYtTnN").find(c) < 4 || plain == "on" || plain == "On" || plain == "ON" ? "true" : "false";
}

const Data kNothing{};

}  // namespace

const Data& Data::operator[](std::string_view key) const {
  const auto found = map.find("str:" + std::string(key));
  return found == map.end() ? kNothing : found->second;
}

std::string Data::Text() const { return scalar.substr(0, 4) == "str:" ? scalar.substr(4) : ""; }

std::string TypedScalar(std::string_view plain, Typing typing) {
  const std::string text(plain);
  if (text.find('\0') != std::string::npos || text.find('\n') != std::string::npos) return "str:" + text;
  for (const Rule& rule : RulesOf(typing)) {
    if (!rule.pattern.Matches(text)) continue;
    const std::string type = rule.type;
    if (type == "int") return "int:" + IntText(plain, typing);
    if (type == "float") return "float:" + FloatText(plain);
    if (type == "bool") return "bool:" + BoolText(plain);
    return type + ":" + (type == "date" ? text : "");
  }
  return "str:" + text;
}

Data DataOf(const YAML::Node& node, Typing typing) {
  Data data;
  switch (node.Type()) {
    case YAML::NodeType::Undefined:
    case YAML::NodeType::Null: data.scalar = "null:"; break;
    case YAML::NodeType::Scalar:
      data.scalar = node.Tag() == "?" ? TypedScalar(node.Scalar(), typing) : "str:" + node.Scalar();
      break;
    case YAML::NodeType::Sequence:
      data.kind = Data::Kind::kList;
      for (const YAML::Node& item : node) data.list.push_back(DataOf(item, typing));
      break;
    case YAML::NodeType::Map:
      data.kind = Data::Kind::kMap;
      for (const auto& member : node) {
        data.map[DataOf(member.first, typing).scalar] = DataOf(member.second, typing);
      }
      break;
  }
  return data;
}

std::vector<Data> ReadDocuments(const std::string& text, Typing typing) {
  std::vector<Data> documents;
  for (const YAML::Node& node : YAML::LoadAll(text)) {
    if (node && !node.IsNull()) documents.push_back(DataOf(node, typing));
  }
  return documents;
}

std::vector<Data> ReadObjects(const std::string& text, Typing typing) {
  std::vector<Data> objects;
  for (Data& document : ReadDocuments(text, typing)) {
    const std::string kind = document["kind"].Text();
    const bool typed = kind.ends_with("List") && document["items"].kind == Data::Kind::kList &&
                       !document["items"].list.empty() &&
                       document["items"].list.front()["metadata"].kind == Data::Kind::kMap;
    const bool list = kind == "List" || kind == "ResourceList" || typed;
    if (!list && document.kind != Data::Kind::kList) {
      objects.push_back(std::move(document));
      continue;
    }
    for (const Data& item : list ? document["items"].list : document.list) objects.push_back(item);
  }
  return objects;
}

std::vector<std::string> Differences(const std::string& path, const Data& want, const Data& got) {
  std::vector<std::string> found;
  const auto descend = [&](const std::string& child, const Data& w, const Data& g) {
    for (std::string& line : Differences(child, w, g)) found.push_back(std::move(line));
  };
  if (want.kind != got.kind) {
    found.push_back(path + ": a node of another kind");
  } else if (want.kind == Data::Kind::kScalar) {
    if (want.scalar != got.scalar) found.push_back(path + ": " + got.scalar + ", want " + want.scalar);
  } else if (want.kind == Data::Kind::kList) {
    if (want.list.size() != got.list.size()) {
      found.push_back(path + ": " + std::to_string(got.list.size()) + " items, want " +
                      std::to_string(want.list.size()));
    }
    for (size_t i = 0; i < std::min(want.list.size(), got.list.size()); ++i) {
      descend(path + "[" + std::to_string(i) + "]", want.list[i], got.list[i]);
    }
  } else {
    for (const auto& [key, value] : want.map) {
      const auto other = got.map.find(key);
      const std::string child = path + "." + key.substr(key.find(':') + 1);
      if (other == got.map.end()) {
        found.push_back(child + ": missing");
      } else {
        descend(child, value, other->second);
      }
    }
    for (const auto& [key, value] : got.map) {
      if (want.map.count(key) == 0) found.push_back(path + "." + key.substr(key.find(':') + 1) + ": not expected");
    }
  }
  return found;
}

}  // namespace agentrender
