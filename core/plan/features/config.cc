// Takes the configuration as it was laid out, gives the main container the variables that point OpenCode to it (R35).
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

constexpr const char* kPermission = "OPENCODE_PERMISSION";
constexpr std::string_view kAllowAll = R"({"*":"allow"})";

bool HasServerPlugin(const Settings& s) {
  for (const Plugin& plugin : s.plugins) {
    if (plugin.target == PluginTarget::kServer) return true;
  }
  return false;
}

// R73: a text that is not in the input may or may not have a permission, so that is left to the text.
void WarnOfPermission(Adding& add) {
  for (const Value& env : add.settings.pod->extra_env) {
    if (env.TextOf("name") == kPermission) return;
  }
  add.problems
      .Warning(
          Code::kPermissionUnseen, add.settings.live_config.origin,
          "the configuration is not in the input, so its permission cannot be seen: OPENCODE_PERMISSION is left out")
      .Hint("if the configuration has no permission, set OPENCODE_PERMISSION in podSpec.extraEnv");
}

}  // namespace

void AddConfig(Adding& add) {
  const Settings& s = add.settings;
  ArenaList<Value>& env = add.pod.server.env;
  const Maker& make = add.make;
  const bool live = s.live_config.Present();
  if (live) {
    WarnOfPermission(add);
  } else if (!s.config.Present() || s.config.Find("permission") == nullptr) {
    make.Push(env, Env(make, kPermission, kAllowAll));
  }
  if (s.config.Present() || live || !s.skills.empty() || HasServerPlugin(s)) {
    make.Push(env, Env(make, "OPENCODE_CONFIG", make.Word(paths::kOpenCodeConfig)));
  }
  if (add.layout.has_tui_config) make.Push(env, Env(make, "OPENCODE_TUI_CONFIG", make.Word(paths::kTuiConfig)));
}

}  // namespace agentrender
