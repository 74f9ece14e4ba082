// Takes the JSON of an Application's parameters, gives them typed and checked. One setter for each row of
// parameters.def; what is wrong is said with the parameter's name.
#include "argocd-plugin/parameters.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/model/problem.h"
#include "core/read/read.h"
#include "core/resolve/overrides.h"
#include "posix/glob.h"

namespace agentrender::argocd {

namespace {

bool IsTrue(const Value& value) { return value.text() == "true"; }

std::string SetSource(const Value& value, Arena&, Parameters& out) {
  constexpr std::string_view kNames[] = {"auto", "plain", "kustomize", "helm"};  // by SourceKind
  const auto* found = std::find(std::begin(kNames), std::end(kNames), value.text());
  if (found == std::end(kNames)) return Quoted(value.text()) + " is not one of auto, plain, kustomize, helm";
  out.source = static_cast<SourceKind>(found - std::begin(kNames));
  return {};
}

std::string SetPatterns(const Value& value, std::vector<std::string_view>& out) {
  size_t bytes = 0;
  for (const Value& pattern : value) {
    if (pattern.text().empty()) return "a pattern is empty, and no file has such a path: remove it";
    bytes += pattern.text().size();
    if (bytes > kMostGlobBytes) return "has more than " + std::to_string(kMostGlobBytes) + " bytes of patterns";
    if (!IsGlob(pattern.text()))
      return Quoted(pattern.text()) + " is not a pattern: a bracket or brace is not closed, or braces are in braces";
    out.push_back(pattern.text());
  }
  return {};
}

std::string SetInclude(const Value& value, Arena&, Parameters& out) { return SetPatterns(value, out.include); }
std::string SetExclude(const Value& value, Arena&, Parameters& out) { return SetPatterns(value, out.exclude); }

std::string SetHelmValues(const Value& value, Arena&, Parameters& out) {
  for (const Value& file : value) {
    if (file.text().empty() || file.text()[0] == '-') return Quoted(file.text()) + " is not the path of a value file";
    out.helm_values.push_back(file.text());
  }
  return {};
}

std::string SetNamespace(const Value& value, Arena&, Parameters& out) {
  out.ns = value.text();
  return CheckNamespace(out.ns);
}

std::string SetController(const Value& value, Arena&, Parameters& out) {
  return value.text().empty() ? std::string() : Controller::Parse(value.text(), out.controller);
}

std::string SetImages(const Value& value, Arena&, Parameters& out) {
  for (const Member& m : value.members()) {
    ImageOverride image;
    std::string wrong = ParseImageOverride(m.key.text(), m.value.text(), image);
    if (wrong.empty()) wrong = AddImageOverride(image, out.overrides);
    if (!wrong.empty()) return Quoted(m.key.text()) + ": " + wrong;
  }
  return {};
}

std::string SetSuspend(const Value& value, Arena&, Parameters& out) {
  if (!value.text().empty()) out.overrides.suspend = IsTrue(value);
  return {};
}

std::string SetResources(const Value& value, Arena& arena, Parameters& out) {
  out.overrides.resources_parameter = "the parameter resources";
  for (const Member& m : value.members()) {
    ResourceOverride entry;
    std::string wrong = ParseResourceOverride(m.key.text(), m.value.text(), arena, entry);
    if (!wrong.empty()) return Quoted(m.key.text()) + ": " + wrong;
    out.overrides.resources.push_back(entry);
  }
  return {};
}

std::string SetKeepInputs(const Value& value, Arena&, Parameters& out) {
  if (!value.text().empty()) out.keep_inputs = IsTrue(value);
  return {};
}
std::string SetStrict(const Value& value, Arena&, Parameters& out) {
  if (!value.text().empty()) out.strict = IsTrue(value);
  return {};
}
std::string SetPodSecurity(const Value& value, Arena&, Parameters& out) {
  if (value.text().empty()) return {};
  out.pod_security = ParseSecurityLevel(value.text());
  return out.pod_security ? std::string() : Quoted(value.text()) + " is not " + std::string(kSecurityLevelsInWords);
}
std::string SetAllowEmpty(const Value& value, Arena&, Parameters& out) {
  out.allow_empty = IsTrue(value);
  return {};
}

// The field of the JSON item that holds a value of that shape.
std::string_view FieldOf(Shape shape) {
  return shape == Shape::kArray ? "array" : shape == Shape::kMap ? "map" : "string";
}

std::string CheckScalars(const ParameterRow& row, const Value& value) {
  if (row.shape == Shape::kBool && !value.text().empty() && value.text() != "true" && value.text() != "false") {
    return Quoted(value.text()) + " is neither true nor false";
  }
  for (const Value& item : value) {
    if (!item.IsString()) return "expected texts in the array";
  }
  for (const Member& m : value.members()) {
    if (!m.value.IsString()) return "expected texts in the map";
  }
  return {};
}

const ParameterRow* FindRow(std::string_view name) {
  for (const ParameterRow& row : ParameterTable()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

std::string UnknownName(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ParameterRow& row : ParameterTable()) names.push_back(row.name);
  const std::string_view near = Nearest(name, names);
  std::string message = "there is no parameter " + Quoted(name) + "; ";
  if (!near.empty()) return message + "did you mean " + std::string(near) + "?";
  message += "there are ";
  for (size_t i = 0; i < names.size(); ++i) message.append(i == 0 ? "" : ", ").append(names[i]);
  return message;
}

// Takes one item of the list; what is wrong with it, or nothing.
std::string TakeItem(const Value& item, std::vector<std::string_view>& seen, Arena& arena, Parameters& out) {
  const std::string_view name = item.TextOf("name");
  if (name.empty()) return "expected {name: ..., string | array | map: ...}";
  const ParameterRow* row = FindRow(name);
  if (row == nullptr) return UnknownName(name);
  if (std::find(seen.begin(), seen.end(), name) != seen.end()) return std::string(name) + " is given twice";
  seen.push_back(name);
  const std::string_view field = FieldOf(row->shape);
  const Kind kind = field == "array" ? Kind::kList : field == "map" ? Kind::kMap : Kind::kString;
  const Value value = item.Get(field);
  for (const Member& m : item.members()) {
    const std::string_view key = m.key.text();
    if (key == "name" || key == field || m.value.IsNull()) continue;
    return std::string(name) + " takes " + std::string(field) + ", not " + std::string(key);
  }
  if (!value.Present()) return {};
  if (value.kind() != kind)
    return std::string(name) + ": expected " + std::string(NameOf(kind)) + " under " + std::string(field);
  std::string wrong = CheckScalars(*row, value);
  if (wrong.empty()) wrong = row->set(value, arena, out);
  return wrong.empty() ? wrong : std::string(name) + ": " + wrong;
}

}  // namespace

std::span<const ParameterRow> ParameterTable() {
  static constexpr ParameterRow kTable[] = {
#define PARAMETER(set, name, shape, standard, title, what) {set, name, Shape::shape, standard, title, what},
#include "argocd-plugin/parameters.def"
#undef PARAMETER
  };
  return kTable;
}

bool ReadParameters(std::string_view json, Arena& arena, Parameters& out, std::vector<std::string>& errors) {
  Problems problems;
  std::vector<Document> documents;
  Read({"ARGOCD_APP_PARAMETERS", json}, 0, arena, documents, problems);
  for (const Problem& problem : problems.list()) errors.push_back("ARGOCD_APP_PARAMETERS: error: " + problem.message);
  std::vector<std::string_view> seen;
  for (const Document& document : documents) {
    if (!document.root.IsList()) {
      errors.push_back("ARGOCD_APP_PARAMETERS: error: expected a JSON list, found " +
                       std::string(NameOf(document.root.kind())));
      continue;
    }
    for (uint32_t i = 0; i < document.root.size(); ++i) {
      const std::string wrong = TakeItem(document.root.at(i), seen, arena, out);
      if (!wrong.empty()) errors.push_back("plugin.parameters[" + std::to_string(i) + "]: error: " + wrong);
    }
  }
  return errors.empty();
}

}  // namespace agentrender::argocd
