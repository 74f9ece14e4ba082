// Takes the fields of a functionConfig, gives options: one reader for each setting.
#include "core/settings/settings.h"

#include "core/model/checked.h"
#include "core/resolve/overrides.h"

namespace agentrender {

namespace {

constexpr std::string_view kHashAnnotation = "internal.config.kubernetes.io/needsHashSuffix";

void ReadDefaults(const Checked& value, Decoding& decoding, Options& options) {
  CallerDefaults& defaults = options.overrides.defaults;
  defaults.agent_image = value["agentImage"];
  defaults.executor_image = value["executorImage"];
  defaults.system_image = value["systemImage"];
  defaults.resources = value["resources"];
  CheckDefaultResources(defaults.resources, decoding);
}

void ReadSelector(const Checked& value, Options& options) {
  options.selector.origin = value.origin();
  for (const Value& name : value["names"]) options.selector.names.push_back(name.text());
  const Value labels = value["matchLabels"];
  for (const Member& m : labels.members()) options.selector.labels.emplace_back(m.key.text(), m.value.text());
}

}  // namespace

void ReadSettings(const Value& spec, Decoding& decoding, Options& options) {
  const Checked value(spec);
  const Text ns = value["namespace"];
  if (HasText(ns)) options.default_namespace = ns;
  const std::string wrong = CheckNamespace(ns.value);
  if (!wrong.empty()) decoding.problems.Error(Code::kBadName, ns.origin, wrong);
  const Text controller = value["controllerVersion"];
  if (HasText(controller)) Controller::Parse(controller.value, options.controller);
  options.keep_inputs = Sourced<bool>(value["keepInputs"]).Or(options.keep_inputs);
  ReadSelector(value["selector"], options);
  ReadImageOverrides(value["images"], decoding.problems, options.overrides);
  if (spec.Get("defaults").Present()) ReadDefaults(value["defaults"], decoding, options);
  const Text strictness = value["strictness"];
  if (strictness.value == "Lenient") options.strict = false;
  if (strictness.value == "WarningsAsErrors") decoding.problems.RaiseWarnings();
  const Text level = value["podSecurity"];
  options.pod_security = ParseSecurityLevel(level.value);
  if (*Sourced<bool>(value["hashSuffix"])) options.config_map_annotation = kHashAnnotation;
}

}  // namespace agentrender
