// What a caller sets for all Agents of a rendering, above what they say themselves.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/model/sourced.h"
#include "core/model/value.h"

namespace agentrender {

// Images named `name` get another name, tag or digest, as by an entry of
// kustomize's `images`. Empty parts stay; a tag or digest replaces both.
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

// What Agents get that say nothing, in place of the built-in defaults; empty parts leave those.
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
  // What the caller calls `resources`, for findings about an Agent that they do not go together with.
  std::string_view resources_parameter = "the override of resources";
  CallerDefaults defaults;
};

}  // namespace agentrender
