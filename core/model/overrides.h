// What a caller sets for all Agents of a rendering; it overrides their own values.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/model/sourced.h"
#include "core/model/value.h"

namespace agentrender {

// Images named `name` get another name, tag or digest, as with an entry of kustomize's `images`. Empty parts stay
// unchanged; a tag or digest replaces both.
struct ImageOverride {
  std::string_view name;  // without tag and digest
  std::string_view new_name;
  std::string_view tag;
  std::string_view digest;  // with its algorithm: "sha256:..."
  Origin origin;            // none when the caller has not written it in the input
};

// One entry of the executor's resources.
struct ResourceOverride {
  std::string_view list;  // "limits" or "requests"
  std::string_view name;  // "memory"
  std::string_view quantity;
};

// Defaults for Agents that set no value, instead of the built-in ones; empty parts keep the built-in ones.
struct CallerDefaults {
  Text agent_image;
  Text executor_image;
  Text system_image;
  Value resources;  // of the executor, checked by CheckDefaultResources() (core/resolve/overrides.h)
};

struct Overrides {
  std::vector<ImageOverride> images;
  std::optional<bool> suspend;
  std::vector<ResourceOverride> resources;
  // The caller's name for `resources`, for findings about an Agent that they do not fit.
  std::string_view resources_parameter = "the override of resources";
  CallerDefaults defaults;
};

}  // namespace agentrender
