// The settings of the functionConfig, each with its reader.
#pragma once

#include <span>
#include <string_view>

#include "core/model/cursor.h"
#include "core/options.h"

namespace agentrender {

struct Setting {
  // How it stands in a ConfigMap, whose values are texts.
  enum class Form : uint8_t { kText, kBool, kYaml };

  std::string_view name;
  Form form;
  // Takes the setting out of spec.NAME; an absent one leaves `options` as they are.
  void (*read)(const Cursor& cursor, Options& options);
};

//   namespace    the namespace of objects that have none
//   controllerVersion   whose rendering is reproduced: v0.1.2 to v0.1.9
//   keepInputs   Agents, AgentTemplates and KubeOpenCodeConfigs stay in the output
//   selector     {names: [NAME], matchLabels: {KEY: VALUE}}: which Agents are rendered
//   images       [{name, newName, newTag, digest}], as in a kustomization
//   defaults     {agentImage, executorImage, systemImage, resources}: for Agents that set none
//   strictness   Lenient (unknown fields are warnings), Strict, or WarningsAsErrors
//   hashSuffix   rendered ConfigMaps are marked for kustomize's content hash
std::span<const Setting> AllSettings();

}  // namespace agentrender
