// What a caller can request of a rendering.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/budget.h"
#include "core/model/controller.h"
#include "core/model/overrides.h"
#include "core/model/problem.h"
#include "core/model/security_level.h"
#include "core/model/size_limits.h"
#include "core/model/sourced.h"

namespace agentrender {

enum class Format : unsigned char {
  kYaml,          // documents separated by `---`
  kJson,          // one JSON array
  kNdjson,        // one JSON object a line
  kResourceList,  // a KRM ResourceList with items and results
};

// Which Agents are rendered: those that have one of `names` (now, or before kustomize renamed them; any name if the
// list is empty) and all of `labels`.
struct AgentSelector {
  std::vector<std::string_view> names;
  std::vector<std::pair<std::string_view, std::string_view>> labels;
  Origin origin;  // in the settings of the input, when it is written there

  bool TakesAll() const { return names.empty() && labels.empty(); }
};

struct Rewriter;  // core/report/rewritten.h

// Agents that are not rendered, but pass through.
enum class LeftAgents : unsigned char {
  kNone,
  kMade,  // those that the input has objects of, which they became
  kAll,
};

struct Options {
  Format format = Format::kYaml;
  // The namespace for objects that have none (D17); empty if not given.
  // It has no origin if the caller has not written it in the input.
  Text default_namespace;
  // The same, if neither the caller nor the input's own settings name one.
  std::string_view fallback_namespace;
  // Agents, AgentTemplates and KubeOpenCodeConfigs are printed too (R3). Objects that were rendered from an Agent
  // before, and are next to it in the input, are then replaced.
  bool keep_inputs = false;
  // Objects without errors are printed even if others have errors.
  bool keep_going = false;
  // Checks what could be read even if something could not, and does not report what may only look missing.
  bool check_rest = false;
  // Unknown fields are errors (D13); otherwise warnings.
  bool strict = true;
  // What the caller set explicitly, even to the default value: the input's settings (core/settings/in_input.h) do not
  // change it.
  struct Given {
    bool keep_inputs = false;
    bool strict = false;
  } given;
  // Whose rendering is reproduced (R71).
  Controller controller;
  // Annotations that rendered objects copy from their Agent's metadata, as some packages need (kustomize's prefixes,
  // Helm's file name).
  std::vector<std::string_view> inherited_annotations;
  // An annotation that rendered ConfigMaps get, with the value `enabled`; none if empty. It asks kustomize for a name
  // with the hash of the content.
  std::string_view config_map_annotation;
  // Agents that it does not match pass through, together with the templates and the KubeOpenCodeConfig that they may
  // use.
  AgentSelector selector;
  // The same for Agents that this does not match.
  LeftAgents left_agents = LeftAgents::kNone;
  // A JSON array of resources counts as a list, as Format::kJson prints it; otherwise it is no resource (R1a).
  bool takes_arrays = false;
  // The level that rendered Pods must meet, regardless of their namespace's labels.
  std::optional<SecurityLevel> pod_security;
  // Fills Rendering::objects, which takes memory; for explain and diff.
  bool keep_objects = false;
  // Those of the ResourceList that is written.
  std::string_view resource_list_version = "config.kubernetes.io/v1";
  // The tool that rewrote the input; null if the input is as its author wrote it.
  const Rewriter* rewriter = nullptr;
  // The caller's own findings (such as an unreadable file); they come first, and count.
  const Problems* findings = nullptr;
  SizeLimits sizes;
  // The budget for memory, if more than this rendering belongs to the run; it includes the texts of the sources. If
  // null, the rendering has its own, of `sizes`.
  Budget* budget = nullptr;
  // Told about large blocks of memory that will soon be filled, so that a host can ask the system for large pages. May
  // be null.
  void (*expect_writes)(void* memory, size_t bytes) = nullptr;
  // They override what the Agents say.
  Overrides overrides;
};

}  // namespace agentrender
