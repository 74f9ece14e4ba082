// Takes plugins, gives the packages that plugin-init installs, and the lists of the configuration that name them
// (R25, R26, D5, D22).
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/formats/json_text.h"
#include "core/plan/features/feature.h"
#include "core/plan/features/paths.h"

namespace agentrender {

namespace {

// `@scope/name` of `@scope/name@1.2.3` (R25).
std::string_view BareName(std::string_view specifier) {
  const size_t at = specifier.find('@', 1);
  return at == std::string_view::npos ? specifier : specifier.substr(0, at);
}

// Specifiers that npm accepts, but whose package is not where their text says.
bool IsPackage(std::string_view specifier) {
  constexpr std::string_view kElsewhere[] = {"git+", "git:",  "github:", "gitlab:", "bitbucket:", "gist:", "file:",
                                             "npm:", "http:", "https:",  "./",      "../",        "/",     "~"};
  for (std::string_view prefix : kElsewhere) {
    if (specifier.starts_with(prefix)) return false;
  }
  if (specifier.find("://") != std::string_view::npos || specifier.find("@npm:") != std::string_view::npos ||
      specifier.find("@file:") != std::string_view::npos || specifier.find("@git") != std::string_view::npos) {
    return false;
  }
  const size_t slash = BareName(specifier).find('/');
  return slash == std::string_view::npos || specifier[0] == '@';
}

std::string_view UrlOf(Arena& arena, std::string_view bare) {
  return arena.Join("file://", CleanPath(arena, arena.Join(paths::kNodeModules, bare)));
}

// The text of an entry of a plugin list: a string, or [string, options].
std::string_view EntryText(const Value& entry) {
  if (entry.IsString()) return entry.text();
  return entry.IsList() && !entry.empty() && entry.at(0).IsString() ? entry.at(0).text() : std::string_view();
}

// D22: the packages that the entries of a list name, by their texts and by bare names.
class Named {
 public:
  void Add(const Value& entry) {
    const std::string_view text = EntryText(entry);
    if (text.empty()) return;
    texts_.emplace(text, 0);
    bare_.emplace(BareName(text), 0);
  }
  bool Has(std::string_view bare, std::string_view url) const { return texts_.contains(url) || bare_.contains(bare); }

 private:
  NumberByText texts_;
  NumberByText bare_;
};

Value EntryOf(const Plugin& plugin, std::string_view url, Arena& arena) {
  const Value name = Value::String(url, plugin.name.origin);
  if (!plugin.options.Present()) return name;
  Value pair = Value::List(arena, 2, plugin.origin);
  pair.Push(arena, name);
  pair.Push(arena, plugin.options);
  return pair;
}

// R73: nothing can be added to a text that is not in the input.
void RefuseServerPlugins(Laying& out) {
  for (const Plugin& plugin : out.settings.plugins) {
    if (plugin.target == PluginTarget::kServer) return RefuseInjection(out, "the plugin", plugin.name);
  }
}

// Appends the plugins of one target that are not in the list; returns how many there were.
size_t AppendPlugins(PluginTarget target, Laying& out, Value& list) {
  const uint32_t before = list.size();
  Named named;
  for (const Value& entry : list) named.Add(entry);
  for (const Plugin& plugin : out.settings.plugins) {
    if (plugin.target != target) continue;
    const std::string_view bare = BareName(plugin.name.value);
    const std::string_view url = UrlOf(out.arena, bare);
    if (named.Has(bare, url)) continue;
    const Value entry = EntryOf(plugin, url, out.arena);
    list.Push(out.arena, entry);
    named.Add(entry);
  }
  return list.size() - before;
}

void InjectServerPlugins(Laying& out) {
  if (out.settings.live_config.Present()) return RefuseServerPlugins(out);
  const Value& config = out.layout.opencode_config;
  const Value own = config.IsMap() ? config.Get("plugin") : Value();
  Value list = Value::List(out.arena, 0, own.origin());
  for (const Value& entry : own) list.Push(out.arena, entry);
  if (AppendPlugins(PluginTarget::kServer, out, list) == 0) return;
  if (own.Present() && !own.IsList()) {
    out.problems.Warning(Code::kReplacedConfig, own.origin(),
                         std::string("plugin must be a list, not ") + NameOf(own.kind()) + "; it is replaced");
  }
  const Value base = config.IsMap() ? config : Value::Map(out.arena);
  out.layout.opencode_config = WithMember(base, "plugin", list, out.arena);
  out.layout.doubles = true;
}

// One of our own files, after those of contexts (R26).
void AddOwnFile(Laying& out, std::string_view path, const Origin& origin, File file) {
  file.path = OwnPath(out.arena, path, origin);
  file.key = KeyForFile(out, file.path);
  out.layout.files.Push(out.arena, file);
}

void AddJsonFile(Laying& out, std::string_view path, const Value& value, bool doubles, CauseId cause) {
  JsonOptions options;
  options.numbers_as_doubles = doubles;
  File file;
  file.content = Value::String(JsonText(out.arena, value, options), value.origin()).WithCause(cause);
  AddOwnFile(out, path, value.origin(), file);
}

// R73: the text unchanged, unless something was added to it; or what the cluster has.
void AddOpenCodeConfig(Laying& out) {
  const Settings& s = out.settings;
  File file;
  if (s.live_config.Present()) {
    const bool secret = s.live_config.secret.Present();
    const KeyRef& ref = secret ? s.live_config.secret : s.live_config.config_map;
    file.live = {secret, ref.name.value, ref.key.value, {}};
    AddOwnFile(out, paths::kOpenCodeConfig, ref.name.origin, file);
  } else if (s.config_text.Present() && !out.layout.doubles) {
    file.content = s.config_text;
    AddOwnFile(out, paths::kOpenCodeConfig, s.config_text.origin(), file);
  } else if (out.layout.opencode_config.Present()) {
    AddJsonFile(out, paths::kOpenCodeConfig, out.layout.opencode_config, out.layout.doubles, causes::kConfig);
  }
}

void AddTuiConfig(Laying& out) {
  Value list = Value::List(out.arena);
  if (AppendPlugins(PluginTarget::kTui, out, list) == 0) return;
  Value config = Value::Map(out.arena, 1, list.at(0).origin());
  config.Add(out.arena, "plugin", list);
  AddJsonFile(out, paths::kTuiConfig, config, true, causes::kPlugins);
  out.layout.has_tui_config = true;
}

void CollectPackages(Laying& out) {
  NumberByText known;
  for (const Plugin& plugin : out.settings.plugins) {
    if (known.emplace(plugin.name.value, 0).second)
      out.layout.plugin_packages.Push(out.arena, Value::String(plugin.name.value, plugin.name.origin));
    if (IsPackage(plugin.name.value)) continue;
    out.problems.Warning(Code::kNoPackage, plugin.name.origin,
                         Quoted(plugin.name.value) +
                             " is not a package name: npm may install it, but OpenCode cannot load it from " +
                             UrlOf(out.arena, BareName(plugin.name.value)));
  }
}

}  // namespace

void LayOutPlugins(Laying& out) {
  CollectPackages(out);
  InjectServerPlugins(out);
}

// R26: after everything that is injected into it.
void LayOutConfigFiles(Laying& out) {
  AddOpenCodeConfig(out);
  AddTuiConfig(out);
}

// R40
void AddPlugins(Adding& add) {
  if (add.layout.plugin_packages.empty()) return;
  const Maker& make = add.make;
  Arena& arena = make.arena();
  const Value volume = make.Word(volumes::kPlugins);
  const Value path = make.Word(volumes::kPluginsPath);
  add.Volume(EmptyDirVolume(make, volume));
  make.Push(add.pod.server.mounts, MountReadOnly(make, path, volume));
  Container init = SystemContainerOf("plugin-init", "plugin-init", SystemContainer::kPluginInit, add.settings, make);
  const Value packages = make.ListOf(add.layout.plugin_packages);
  make.Push(init.env, Env(make, "PLUGIN_PACKAGES", make.String(JsonText(arena, packages), packages.at(0).origin())));
  make.Push(init.env, Env(make, "PLUGIN_DIR", path));
  make.Push(init.mounts, Mount(make, path, volume));
  add.Init(init);
}

}  // namespace agentrender
