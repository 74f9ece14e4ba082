// The names of an Agent's objects, and the labels that identify the Agent.
#pragma once

#include <string_view>

namespace agentrender::object_names {

// The suffixes of the Agent's name (R2).
inline constexpr std::string_view kContextSuffix = "-server-context";
inline constexpr std::string_view kSessionsSuffix = "-server-sessions";
inline constexpr std::string_view kWorkspaceSuffix = "-server-workspace";
inline constexpr std::string_view kDeploymentSuffix = "-server";

// The kinds that an Agent becomes (R2).
struct MadeRow {
  std::string_view api_version;
  std::string_view kind;
  std::string_view suffix;
};
inline constexpr MadeRow kMade[] = {
    {"v1", "ConfigMap", kContextSuffix},
    {"v1", "PersistentVolumeClaim", kSessionsSuffix},
    {"v1", "PersistentVolumeClaim", kWorkspaceSuffix},
    {"apps/v1", "Deployment", kDeploymentSuffix},
    {"v1", "Service", ""},
};

// The label with the Agent's name (R30).
inline constexpr std::string_view kAgentLabel = "kubeopencode.io/agent";

// The annotation of a Pod that changes with its files (R29).
inline constexpr std::string_view kContextHash = "kubeopencode.io/context-hash";

}  // namespace agentrender::object_names
