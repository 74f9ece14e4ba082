// Takes the documents of an input and the caller's options, gives the options completed with what the input sets.
#include "core/settings/in_input.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"
#include "core/settings/config.h"

namespace agentrender {

namespace {

// How kustomize and kpt recognise a function's configuration; the second name is the older one.
constexpr std::string_view kFunctionAnnotations[] = {"config.kubernetes.io/function", "config.k8s.io/function"};

bool IsAgentRender(const Value& object) {
  return object.TextOf("kind") == kConfigKind && object.TextOf("apiVersion") == kConfigVersion;
}

bool IsFunctionConfig(const Value& object) {
  const Value annotations = object.Get("metadata").Get("annotations");
  return std::any_of(std::begin(kFunctionAnnotations), std::end(kFunctionAnnotations),
                     [&](std::string_view key) { return annotations.Get(key).Present(); });
}

// The objects of an input that count as settings, in its order.
class Finder {
 public:
  Finder(const Options& asked, Arena& arena) : asked_(asked), arena_(arena) {}

  std::vector<Value> Find(const std::vector<Document>& documents) {
    for (const Document& document : documents) Look(document.root);
    return std::move(found_);
  }

 private:
  void Look(const Value& object) {
    if (object.IsList() && asked_.takes_arrays) {
      for (const Value& item : object) Look(item);
    } else if (IsResourceList(object)) {
      LookIn(object);
    } else if (IsList(object)) {
      for (const Value& item : object.Get("items")) Look(ItemOf(object, item, arena_));
    } else if (IsAgentRender(object) && !IsFunctionConfig(object)) {
      found_.push_back(object);
    }
  }

  // The functionConfig in a KRM function's input always counts, whatever its kind.
  void LookIn(const Value& resource_list) {
    const bool function = asked_.format == Format::kResourceList;
    const Value config = resource_list.Get("functionConfig");
    if (config.Present() && (function || IsAgentRender(config))) found_.push_back(config);
  }

  const Options& asked_;
  Arena& arena_;
  std::vector<Value> found_;
};

void RefuseSecond(const Value& first, const Value& second, Problems& problems) {
  const auto name = [](const Value& object) { return Quoted(object.Get("metadata").TextOf("name")); };
  problems
      .Error(Code::kDuplicateObject, second.origin(),
             "the input has two AgentRenders, " + name(first) + " and " + name(second) +
                 ", but can take its settings from only one")
      .Other(first.origin())
      .Hint("keep one of the two, or render their folders one by one");
}

// Only kustomize can use a ConfigMap's name with a hash.
void DropHashSuffix(const Value& config, Options& told, Problems& problems) {
  if (told.config_map_annotation.empty()) return;
  told.config_map_annotation = {};
  problems
      .Warning(Code::kNoEffectHere, config.Get("spec").Get("hashSuffix").origin(),
               "has no effect here: kustomize appends the hash to the name, and this run is not a kustomize function")
      .Hint("remove it, or move it into the function's configuration");
}

// Entries of `told` for names that the caller has no entry for.
void AddImages(const std::vector<ImageOverride>& told, std::vector<ImageOverride>& images) {
  const size_t asked = images.size();
  for (const ImageOverride& image : told) {
    const bool known = std::any_of(images.begin(), images.begin() + static_cast<std::ptrdiff_t>(asked),
                                   [&](const ImageOverride& other) { return other.name == image.name; });
    if (!known) images.push_back(image);
  }
}

// Whether a setting has turned warnings into errors.
bool RaisesWarnings(Problems findings) {
  return findings.Warning(Code::kUnusedOverride, {}, "").severity == Severity::kError;
}

Options Merged(const Options& asked, const Options& told) {
  Options merged = asked;
  merged.default_namespace = FirstText(asked.default_namespace, told.default_namespace);
  if (!merged.controller.chosen()) merged.controller = told.controller;
  if (!merged.given.keep_inputs) merged.keep_inputs |= told.keep_inputs;
  if (!merged.given.strict) merged.strict &= told.strict;
  if (merged.selector.TakesAll()) merged.selector = told.selector;
  if (merged.config_map_annotation.empty()) merged.config_map_annotation = told.config_map_annotation;
  if (!merged.pod_security) merged.pod_security = told.pod_security;
  AddImages(told.overrides.images, merged.overrides.images);
  merged.overrides.defaults = told.overrides.defaults;
  return merged;
}

}  // namespace

bool HasSettings(const std::vector<Document>& documents, const Options& asked, Arena& arena) {
  return !Finder(asked, arena).Find(documents).empty();
}

Options WithSettings(const std::vector<Document>& documents, const Options& asked, Arena& arena, Problems& problems) {
  const bool function = asked.format == Format::kResourceList;
  const std::vector<Value> found = Finder(asked, arena).Find(documents);
  Options told;
  Problems findings;
  if (!found.empty()) ReadFunctionConfig(found[0], arena, told, findings);
  if (!found.empty() && !function) DropHashSuffix(found[0], told, findings);
  for (size_t i = 1; i < found.size(); ++i) RefuseSecond(found[0], found[i], findings);
  problems.Append(findings);
  const bool lenient = asked.given.strict && !asked.strict;
  if (RaisesWarnings(findings) && !lenient) problems.RaiseWarnings();
  Options merged = Merged(asked, told);
  if (!HasText(merged.default_namespace)) merged.default_namespace = TextWithoutPlace(merged.fallback_namespace);
  if (findings.errors() != 0) merged.keep_going = false;
  return merged;
}

}  // namespace agentrender
