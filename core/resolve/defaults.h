// Every default, with its rule. Those of fields are read from the tables of fields at compile time. Names of objects
// are in model/object_names.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace agentrender::defaults {

void NoSuchDefault();  // called by nothing that compiles

// The default of a field, as written in the table; the compiler checks that there is one.
consteval std::string_view TextOf(std::string_view type, std::string_view field) {
  struct Row {
    std::string_view type;
    std::string_view field;
    const char* fallback;
  };
  const Row rows[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) {#type, name, fallback},
#include "core/fields/tables.def"
  };
  for (const Row& row : rows) {
    if (row.type == type && row.field == field) return row.fallback;
  }
  NoSuchDefault();
  return {};
}

// 4096, 0600, or the seconds of 5m.
consteval int64_t NumberOf(std::string_view type, std::string_view field) {
  const std::string_view text = TextOf(type, field);
  const int64_t base = text.size() > 1 && text[0] == '0' ? 8 : 10;
  int64_t number = 0;
  for (char c : text) number = c == 'm' ? number * 60 : number * base + (c - '0');
  return number;
}

// Images (spec 2).
inline constexpr std::string_view kAgentImage = TextOf("CommonSpec", "agentImage");
inline constexpr std::string_view kExecutorImage = TextOf("CommonSpec", "executorImage");
inline constexpr std::string_view kSystemImage = TextOf("SystemImage", "image");
inline constexpr std::string_view kSystemImagePullPolicy = TextOf("SystemImage", "imagePullPolicy");

inline constexpr int64_t kPort = NumberOf("AgentSpec", "port");                                        // spec 2
inline constexpr std::string_view kProtocol = TextOf("ExtraPort", "protocol");                         // spec 2
inline constexpr std::string_view kClusterDomain = TextOf("KubeOpenCodeConfigSpec", "clusterDomain");  // spec 2
inline constexpr std::string_view kNamespaceInTexts = "default";                                       // D17
inline constexpr std::string_view kSessionsSize = TextOf("SessionsClaim", "size");                     // R60
inline constexpr std::string_view kWorkspaceSize = TextOf("WorkspaceClaim", "size");                   // R60
inline constexpr std::string_view kMemoryRequest = MEMORY_REQUEST;                                     // R33
inline constexpr std::string_view kMemoryLimit = MEMORY_LIMIT;                                         // R33

inline constexpr std::string_view kConfigKey = "opencode.json";  // R72

// Git (R23, R41, D6).
inline constexpr std::string_view kGitRef = TextOf("GitSource", "ref");
inline constexpr int64_t kGitDepth = NumberOf("GitSource", "depth");
inline constexpr int64_t kGitFullDepth = 2147483647;
inline constexpr int64_t kGitSyncSeconds = NumberOf("GitSync", "interval");

inline constexpr int64_t kUrlTimeout = NumberOf("UrlSource", "timeout");              // D4
inline constexpr int64_t kCredentialMode = NumberOf("Credential", "fileMode");        // R39
inline constexpr std::string_view kConfigMapCaKey = TextOf("CaConfigMapRef", "key");  // R42
inline constexpr std::string_view kSecretCaKey = TextOf("CaSecretRef", "key");        // R42

}  // namespace agentrender::defaults
