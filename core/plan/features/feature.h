// What the features share: the stages that they take part in, and what they are given there.
#pragma once

#include <string_view>

#include "core/model/causes.h"
#include "core/model/input.h"
#include "core/model/layout.h"
#include "core/model/pod.h"
#include "core/model/problem.h"
#include "core/model/settings.h"
#include "core/plan/kube.h"

namespace agentrender {

// Layout: what the settings require in the file system (spec 4).
struct Laying {
  const Settings& settings;
  const Input& input;
  Layout& layout;
  Arena& arena;
  Problems& problems;
  // Names that are taken, each with the number to try next as its suffix.
  NumberByText file_keys = {};
  NumberByText volume_names = {};
};

// Adding: what the settings and the layout add to the Pod (spec 5).
struct Adding {
  const Settings& settings;
  const Layout& layout;
  Pod& pod;
  const Maker& make;
  Problems& problems;

  void Volume(const Value& volume) { make.Push(pod.volumes, volume); }
  void Init(const Container& container) { make.Push(pod.init, container); }
  void Sidecar(const Container& container) { make.Push(pod.sidecars, container); }
};

// A feature is one file in this folder, with a function for one stage or both. The tables in plan.cc decide their
// order, and with it the order of env, mounts and volumes.

// server.cc: the main container, and opencode-init, which provides its tools.
void AddServer(Adding& add);
// config.cc: the variables that point OpenCode to its configuration.
void AddConfig(Adding& add);
// persistence.cc: the workspace and the session database.
void AddPersistence(Adding& add);
// credentials.cc: Secrets as variables and files.
void AddCredentials(Adding& add);
// contexts.cc: texts, ConfigMaps and URLs as files; context_files.cc: the containers that write them.
void LayOutContexts(Laying& out);
void AddContexts(Adding& add);
// repositories.cc: cloned repositories of contexts and skills, and what keeps them up to date.
void AddRepositories(Adding& add);
// skills.cc: skill repositories, and skills.paths of the configuration.
void LayOutSkills(Laying& out);
// plugins.cc: npm packages, and the plugin lists of the configuration.
void LayOutPlugins(Laying& out);
// plugins.cc: opencode.json and tui.json as files, after everything is injected into them.
void LayOutConfigFiles(Laying& out);
void AddPlugins(Adding& add);
// git_config.cc: the settings that make Git trust the repositories.
void AddGitConfig(Adding& add);
// instructions.cc: OPENCODE_CONFIG_CONTENT for context.md.
void AddInstructions(Adding& add);
// ca_bundle.cc, proxy.cc, telemetry.cc: for every container.
void AddCaBundle(Adding& add);
void AddProxy(Adding& add);
void AddTelemetry(Adding& add);
// overrides.cc: podSpec's extra env, mounts and volumes.
void AddPodSpec(Adding& add);

// The name and mount path of the volumes that several features know.
namespace volumes {
inline constexpr std::string_view kTools = "tools";
inline constexpr std::string_view kToolsPath = "/tools";
inline constexpr std::string_view kWorkspace = "workspace";
inline constexpr std::string_view kSessions = "session-data";
inline constexpr std::string_view kSessionsPath = "/data/sessions";
inline constexpr std::string_view kContextFiles = "context-files";
inline constexpr std::string_view kPlugins = "plugins-volume";
inline constexpr std::string_view kPluginsPath = "/plugins";
inline constexpr std::string_view kCaBundle = "ca-bundle";
}  // namespace volumes

// Files that are written for OpenCode.
namespace paths {
inline constexpr std::string_view kOpenCodeConfig = "/tools/opencode.json";
inline constexpr std::string_view kTuiConfig = "/tools/tui.json";
inline constexpr std::string_view kContextMd = ".kubeopencode/context.md";  // below the workspace
inline constexpr std::string_view kSkills = "/skills";
inline constexpr std::string_view kNodeModules = "/plugins/node_modules/";
}  // namespace paths

// The error that a part of the Agent, described by `what` and its name, would have to be added to a configuration that
// is not in the input (R73).
void RefuseInjection(Laying& out, const char* what, const Text& name);

// HOME and SHELL, the first variables of most containers.
void AddHomeAndShell(Container& container, const Maker& make);

// An init container or sidecar that runs the system image with one of its commands.
Container SystemContainerOf(std::string_view name, std::string_view command, SystemContainer system,
                            const Settings& settings, const Maker& make);

// A copy of `map` whose `key` (a literal) has this value.
Value WithMember(const Value& map, const char* key, const Value& value, Arena& arena);

// "git-context-3".
std::string_view Numbered(Arena& arena, std::string_view prefix, size_t number);

// The value of the main container's OPENCODE_CONFIG_CONTENT (R35, R44).
std::string_view ConfigContent(const Layout& layout, const Settings& settings);

}  // namespace agentrender
