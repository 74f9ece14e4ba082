// What a caller can ask of a rendering.
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

namespace agentrender {

enum class Format : unsigned char {
  kYaml,          // documents separated by `---`
  kJson,          // one JSON array
  kNdjson,        // one JSON object a line
  kResourceList,  // a KRM ResourceList with items and results
};

// Which Agents are rendered: those that have one of `names` (now, or before kustomize renamed them; any name when
// there are none) and all of `labels`.
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
  // The namespace of objects that have none (D17); empty when there is none.
  std::string_view default_namespace;
  Origin namespace_origin;  // none when the caller has not written it in the input
  // The same when neither the caller nor the input's own settings name one.
  std::string_view fallback_namespace;
  // Agents, AgentTemplates and KubeOpenCodeConfigs are printed too (R3). What was made
  // of an Agent before, and is in the input beside it, is replaced then.
  bool keep_inputs = false;
  // Objects without errors are printed although others have some.
  bool keep_going = false;
  // What could be read is checked although something could not, and nothing is said of what may be missing for that.
  bool check_rest = false;
  // Unknown fields are errors (D13); else warnings.
  bool strict = true;
  // What the caller has said itself, although it may be the default: the input's settings (core/settings/in_input.h) do
  // not change it.
  struct Given {
    bool keep_inputs = false;
    bool strict = false;
  } given;
  // Whose rendering is reproduced (R71).
  Controller controller;
  // Annotations that rendered objects take over from their Agent's metadata, as
  // packagings need it (kustomize's prefixes, Helm's file name).
  std::vector<std::string_view> inherited_annotations;
  // An annotation that rendered ConfigMaps get, with the value `enabled`; none when
  // empty. It is how kustomize is asked for a name with the hash of the content.
  std::string_view config_map_annotation;
  // Agents that it does not take pass through, and with them the templates and the
  // KubeOpenCodeConfig that they may use.
  AgentSelector selector;
  // And those that this does not.
  LeftAgents left_agents = LeftAgents::kNone;
  // A JSON array of resources is a list of them, as Format::kJson gives it; else it is no resource (R1a).
  bool takes_arrays = false;
  // What the rendered Pods must meet, whatever their namespace asks for by its labels.
  std::optional<SecurityLevel> pod_security;
  // Rendering::objects is filled, which takes memory; for explain and diff.
  bool keep_objects = false;
  // Of the ResourceList that is written.
  std::string_view resource_list_version = "config.kubernetes.io/v1";
  // The tool that has written the input anew; null when it is as its author wrote it.
  const Rewriter* rewriter = nullptr;
  // What the caller has found already (a file that cannot be read); it comes first, and counts.
  const Problems* findings = nullptr;
  SizeLimits sizes;
  // What memory is counted in when more than this rendering belongs to the run, the texts of the sources included. When
  // null, the rendering has one of its own, of `sizes`.
  Budget* budget = nullptr;
  // Told of memory that will be filled soon, if it is large: a host can ask the
  // system for large pages there. Null when there is no such host.
  void (*expect_writes)(void* memory, size_t bytes) = nullptr;
  // Above what the Agents say.
  Overrides overrides;
};

}  // namespace agentrender
