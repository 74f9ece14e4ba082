// Takes the files, directories and URLs of the Layout, gives what provides them: context-init, url-fetch, and the
// volumes that they write to (R37, R40, D4, D16, D26).
#include <algorithm>

#include "core/formats/clean_path.h"
#include "core/formats/json_text.h"
#include "core/formats/text_builder.h"
#include "core/model/object_names.h"
#include "core/plan/features/feature.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

constexpr std::string_view kFilesPath = "/configmap-files";
constexpr std::string_view kDirectoryPath = "/configmap-dir-";

void AppendPair(std::string_view key, std::string_view text, TextBuilder& out) {
  AppendJsonString(key, out);
  out.Append(':');
  AppendJsonString(text, out);
}

// [{"key":...,"targetPath":...,"fileMode":...}]
Value FileMappings(const Layout& layout, const Maker& make) {
  TextBuilder json(make.arena());
  for (const File& file : layout.files) {
    json.Append(json.empty() ? "[{" : ",{");
    AppendPair("key", file.key, json);
    json.Append(',');
    AppendPair("targetPath", file.path.written, json);
    if (file.mode) {
      json.Append(",\"fileMode\":");
      json.Append(make.Int(*file.mode).text());
    }
    json.Append('}');
  }
  json.Append(']');
  return make.String(json.Take(), layout.files[0].path.origin);
}

// [{"sourcePath":...,"targetPath":...}]
Value DirectoryMappings(const Layout& layout, const Maker& make) {
  TextBuilder json(make.arena());
  for (size_t i = 0; i < layout.directories.size(); ++i) {
    json.Append(i == 0 ? "[{" : ",{");
    AppendPair("sourcePath", Numbered(make.arena(), kDirectoryPath, i), json);
    json.Append(',');
    AppendPair("targetPath", layout.directories[i].path.written, json);
    json.Append('}');
  }
  json.Append(']');
  return make.String(json.Take(), layout.directories[0].path.origin);
}

// The source of a volume or projection, of a ConfigMap or Secret.
Value NamedSource(const Maker& make, const Value& name, const Value& items, const Value& optional) {
  MapBuilder source = make.Map(3, name.origin());
  if (items.Present()) source.Add("items", items);
  source.Add("name", name);
  if (optional.Present()) source.Add("optional", optional);
  return source;
}

bool IsRendered(const Layout& layout) {
  return std::any_of(layout.files.begin(), layout.files.end(), [](const File& f) { return !f.IsLive(); });
}

bool IsLive(const Layout& layout) {
  return std::any_of(layout.files.begin(), layout.files.end(), [](const File& f) { return f.IsLive(); });
}

Value Projection(const Maker& make, const char* kind, const Value& source) {
  MapBuilder projection = make.Map(1, source.origin());
  projection.Add(kind, source);
  return projection;
}

Value LiveProjection(const File& file, const Maker& make) {
  const Origin place = file.path.origin;
  const LiveSource& live = file.live;
  MapBuilder item = make.Map(2, place);
  item.Add("key", make.String(live.key, place));
  item.Add("path", make.String(file.key, place));
  ListBuilder items = make.List(1, place);
  items.Push(item);
  const Value optional = live.optional ? make.Bool(live.optional) : Value();
  return Projection(make, live.secret ? "secret" : "configMap",
                    NamedSource(make, make.String(live.name, place), items, optional));
}

// The volume of the rendered ConfigMap, together with what only the cluster has (D16).
Value FilesVolume(const Settings& s, const Layout& layout, const Maker& make) {
  const Value name = make.Word(volumes::kContextFiles);
  const Value config_map = make.String(make.arena().Join(s.name, object_names::kContextSuffix));
  const Value rendered = NamedSource(make, config_map, Value(), Value());
  if (!IsLive(layout)) return VolumeOf(make, name, "configMap", rendered);
  ListBuilder sources = make.List(2);
  if (IsRendered(layout)) sources.Push(Projection(make, "configMap", rendered));
  for (const File& file : layout.files) {
    if (file.IsLive()) sources.Push(LiveProjection(file, make));
  }
  MapBuilder projected = make.Map(1);
  projected.Add("sources", sources);
  return VolumeOf(make, name, "projected", projected);
}

bool IsDirectlyInTools(Arena& arena, const Path& path) { return Directory(arena, path.clean) == volumes::kToolsPath; }

bool ContextInitWritesTools(const Layout& layout, Arena& arena) {
  for (const File& file : layout.files) {
    if (IsDirectlyInTools(arena, file.path)) return true;
  }
  for (const DirectoryMount& directory : layout.directories) {
    if (IsBelow(directory.path.clean, volumes::kToolsPath)) return true;
  }
  return false;
}

Value OutsideMount(const OutsideVolume& volume, const Maker& make) {
  return Mount(make, make.String(volume.directory, volume.origin), make.String(volume.name, volume.origin));
}

void AddVolumes(Adding& add) {
  const Layout& layout = add.layout;
  const Maker& make = add.make;
  Arena& arena = make.arena();
  if (!layout.files.empty()) add.Volume(FilesVolume(add.settings, layout, make));
  for (size_t i = 0; i < layout.directories.size(); ++i) {
    const DirectoryMount& directory = layout.directories[i];
    const Value optional =
        directory.optional ? make.Bool(directory.optional) : Value::Bool(false, {0, 0, 0, causes::kDefaults});
    const Value source = NamedSource(make, make.String(directory.config_map), Value(), optional);
    add.Volume(VolumeOf(make, make.Word(Numbered(arena, "dir-mount-", i), directory.path.origin), "configMap", source));
  }
  for (const OutsideVolume& volume : layout.outside) {
    add.Volume(EmptyDirVolume(make, make.String(volume.name, volume.origin)));
    add.pod.server.mounts.Push(arena, OutsideMount(volume, make));
  }
}

void AddContextInitEnv(Container& init, const Adding& add) {
  const Maker& make = add.make;
  make.Push(init.env, Env(make, "WORKSPACE_DIR", make.String(add.settings.workspace_dir)));
  make.Push(init.env, Env(make, "CONFIGMAP_PATH", make.Word(kFilesPath)));
  if (!add.layout.files.empty()) make.Push(init.env, Env(make, "FILE_MAPPINGS", FileMappings(add.layout, make)));
  if (!add.layout.directories.empty())
    make.Push(init.env, Env(make, "DIR_MAPPINGS", DirectoryMappings(add.layout, make)));
}

void AddContextInitMounts(Container& init, const Adding& add) {
  const Maker& make = add.make;
  Arena& arena = make.arena();
  if (!add.layout.files.empty())
    make.Push(init.mounts, MountReadOnly(make, make.Word(kFilesPath), make.Word(volumes::kContextFiles)));
  for (size_t i = 0; i < add.layout.directories.size(); ++i) {
    make.Push(init.mounts, MountReadOnly(make, make.Word(Numbered(arena, kDirectoryPath, i)),
                                         make.Word(Numbered(arena, "dir-mount-", i))));
  }
  make.Push(init.mounts, Mount(make, make.String(add.settings.workspace_dir), make.Word(volumes::kWorkspace)));
  if (ContextInitWritesTools(add.layout, arena))
    make.Push(init.mounts, Mount(make, make.Word(volumes::kToolsPath), make.Word(volumes::kTools)));
  for (const OutsideVolume& volume : add.layout.outside) {
    if (volume.by_context_init) init.mounts.Push(arena, OutsideMount(volume, make));
  }
}

void AddContextInit(Adding& add) {
  if (add.layout.files.empty() && add.layout.directories.empty()) return;
  Container init =
      SystemContainerOf("context-init", "context-init", SystemContainer::kContextInit, add.settings, add.make);
  AddContextInitEnv(init, add);
  AddContextInitMounts(init, add);
  add.Init(init);
}

// The keys of a Secret for a URL, all of them optional (D4).
struct AuthKey {
  std::string_view env;
  std::string_view key;
};
constexpr AuthKey kAuthKeys[] = {
    {"URL_AUTH_TOKEN", "token"}, {"URL_AUTH_USERNAME", "username"}, {"URL_AUTH_PASSWORD", "password"}};

Value TimeoutOf(const UrlSource& url, const Maker& make) {
  if (!url.timeout) return Value::String(make.Int(defaults::kUrlTimeout).text(), {0, 0, 0, causes::kDefaults});
  return make.String(make.Int(*url.timeout).text(), url.timeout.origin);
}

void AddUrlEnv(Container& fetch, const UrlFile& file, const Maker& make) {
  Arena& arena = make.arena();
  const UrlSource& url = *file.url;
  make.Push(fetch.env, Env(make, "URL_SOURCE", make.String(url.source)));
  make.Push(fetch.env, Env(make, "URL_TARGET", make.String(file.path.written, file.path.origin)));
  if (!url.headers.empty())
    make.Push(fetch.env, Env(make, "URL_HEADERS", make.String(JsonText(arena, url.headers), url.headers.origin())));
  make.Push(fetch.env, Env(make, "URL_TIMEOUT", TimeoutOf(url, make)));
  if (*url.insecure_skip_tls_verify)
    make.Push(fetch.env, Env(make, "URL_INSECURE", make.String("true", url.insecure_skip_tls_verify.origin)));
  if (!HasText(url.secret)) return;
  for (const AuthKey& row : kAuthKeys) {
    fetch.env.Push(arena,
                   OptionalSecretEnv(make, row.env, make.String(url.secret), make.Word(row.key), make.Bool(true)));
  }
}

// The volume that url-fetch writes to: the directory's own, the tools, or the workspace.
Value UrlMount(const UrlFile& file, const Adding& add) {
  const Maker& make = add.make;
  const std::string_view directory = Directory(make.arena(), file.path.clean);
  if (const OutsideVolume* volume = add.layout.FindOutside(directory)) return OutsideMount(*volume, make);
  if (directory == volumes::kToolsPath) return Mount(make, make.Word(volumes::kToolsPath), make.Word(volumes::kTools));
  return Mount(make, make.String(add.settings.workspace_dir), make.Word(volumes::kWorkspace));
}

void AddUrlFetch(Adding& add, size_t index) {
  const UrlFile& file = add.layout.urls[index];
  Arena& arena = add.make.arena();
  Container fetch = SystemContainerOf(Numbered(arena, "url-fetch-", index), "url-fetch", SystemContainer::kContextInit,
                                      add.settings, add.make);
  AddUrlEnv(fetch, file, add.make);
  fetch.mounts.Push(arena, UrlMount(file, add));
  add.Init(fetch);
}

}  // namespace

// R37, R38, R40, D4
void AddContexts(Adding& add) {
  AddVolumes(add);
  AddContextInit(add);
  for (size_t i = 0; i < add.layout.urls.size(); ++i) AddUrlFetch(add, i);
}

}  // namespace agentrender
