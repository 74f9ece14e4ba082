#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

constexpr std::string_view kAllowAll = R"({"*":"allow"})";

bool HasServerPlugin(const Settings& s) {
  for (const Plugin& plugin : s.plugins) {
    if (plugin.target == PluginTarget::kServer) return true;
  }
  return false;
}

}  // namespace

void AddConfig(Adding& add) {
  const Settings& s = add.settings;
  ArenaList<Value>& env = add.pod.server.env;
  const Maker& make = add.make;
  if (!s.config.Present() || s.config.Find("permission") == nullptr)
    env.Push(make.arena(), Env(make, "OPENCODE_PERMISSION", kAllowAll));
  if (s.config.Present() || !s.skills.empty() || HasServerPlugin(s)) {
    env.Push(make.arena(), Env(make, "OPENCODE_CONFIG", make.Word(paths::kOpenCodeConfig)));
  }
  if (add.layout.has_tui_config) env.Push(make.arena(), Env(make, "OPENCODE_TUI_CONFIG", make.Word(paths::kTuiConfig)));
}

}  // namespace agentrender
