// Every default, with its rule. Names of objects are in model/object_names.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace agentrender::defaults {

// Images (spec 2).
inline constexpr std::string_view kAgentImage = "ghcr.io/kubeopencode/kubeopencode-agent-opencode:latest";
inline constexpr std::string_view kExecutorImage = "ghcr.io/kubeopencode/kubeopencode-agent-devbox:latest";
inline constexpr std::string_view kSystemImage = "ghcr.io/kubeopencode/kubeopencode:latest";
inline constexpr std::string_view kSystemImagePullPolicy = "IfNotPresent";

inline constexpr int64_t kPort = 4096;                               // spec 2
inline constexpr std::string_view kProtocol = "TCP";                 // spec 2
inline constexpr std::string_view kClusterDomain = "cluster.local";  // spec 2
inline constexpr std::string_view kNamespaceInTexts = "default";     // D17
inline constexpr std::string_view kSessionsSize = "1Gi";             // R60
inline constexpr std::string_view kWorkspaceSize = "10Gi";           // R60
inline constexpr std::string_view kMemoryRequest = "512Mi";          // R33
inline constexpr std::string_view kMemoryLimit = "4Gi";              // R33

inline constexpr std::string_view kConfigKey = "opencode.json";  // R72

// Git (R23, R41, D6).
inline constexpr std::string_view kGitRef = "HEAD";
inline constexpr int64_t kGitDepth = 1;
inline constexpr int64_t kGitFullDepth = 2147483647;
inline constexpr int64_t kGitSyncSeconds = 300;

inline constexpr int64_t kUrlTimeout = 30;                            // D4
inline constexpr int64_t kCredentialMode = 0600;                      // R39
inline constexpr std::string_view kConfigMapCaKey = "ca-bundle.crt";  // R42
inline constexpr std::string_view kSecretCaKey = "ca.crt";            // R42

}  // namespace agentrender::defaults
