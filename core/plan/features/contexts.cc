// Takes contexts, gives their texts as files or as blocks of context.md (R20 to R23).
#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/formats/go_quote.h"
#include "core/formats/names.h"
#include "core/formats/text_builder.h"
#include "core/model/config_maps.h"
#include "core/model/size_limits.h"
#include "core/plan/features/feature.h"
#include "core/plan/features/paths.h"
#include "core/plan/features/repositories.h"

namespace agentrender {

namespace {

// D12
constexpr std::string_view kRuntimeText =
    "# Where you run\n"
    "\n"
    "You are an OpenCode agent served from a Kubernetes Deployment that was rendered from an Agent resource.\n"
    "\n"
    "- WORKSPACE_DIR is your working directory. The files, directories and repositories that the Agent's contexts name are "
    "already there.\n"
    "- $WORKSPACE_DIR/.kubeopencode/context.md holds this text and every other context that has no path of its own.\n"
    "- People and tools reach you over HTTP, and several of them may share this workspace: leave it in a usable state.\n"
    "- The Pod can be replaced at any time. Only what lies on a persistent volume, or was pushed to a remote, outlives it.\n"
    "- In the cluster you may do what the Pod's ServiceAccount may do, and no more.\n";

// One part of context.md (R22).
void AddBlock(Laying& out, std::string_view name, std::string_view type, std::string_view content, Origin origin) {
  origin.cause = causes::kContexts;
  TextBuilder block(out.arena, content.size() + 128);
  block.Append("<context name=\"");
  block.Append(name);
  block.Append("\" namespace=");
  AppendGoQuoted(out.settings.text_ns, block);
  block.Append(" type=\"");
  block.Append(type);
  block.Append("\">\n");
  block.Append(content);
  block.Append("\n</context>");
  out.layout.context_blocks.Push(out.arena, Value::String(block.Take(), origin));
}

// Whether the files of the Agent still fit into its ConfigMap with `bytes` more; reports it once if they do not.
bool HasRoom(Laying& out, size_t bytes, const Origin& where) {
  if (out.layout.bytes > limits::kConfigMapBytes) return false;
  out.layout.bytes += bytes;
  if (out.layout.bytes <= limits::kConfigMapBytes) return true;
  out.problems
      .Error(Code::kTooLarge, where,
             "with this, the files of the Agent are larger than the " + std::to_string(limits::kConfigMapBytes) +
                 " bytes that a ConfigMap holds")
      .Hint("move large files to a Git repository, a URL or a ConfigMap of their own");
  return false;
}

void AddContent(Laying& out, const Context& context, std::string_view type, const Value& content) {
  if (!HasRoom(out, content.text().size(), context.origin)) return;
  if (!HasText(context.mount_path)) return AddBlock(out, "context", type, content.text(), content.origin());
  const Path path = MakePath(out, context.mount_path);
  if (!CheckFilePath(out, path)) return;
  File file;
  file.path = path;
  file.key = KeyForFile(out, path);
  file.content = content;
  file.mode = context.file_mode;
  out.layout.files.Push(out.arena, file);
  NeedVolumeForFile(out, path, true);
}

// D16: the cluster takes the key from the ConfigMap.
void AddLiveFile(Laying& out, const Context& context) {
  const Path path = MakePath(out, context.mount_path);
  if (!CheckFilePath(out, path)) return;
  const ConfigMapSource& source = context.config_map;
  File file;
  file.path = path;
  file.key = KeyForFile(out, path);
  file.mode = context.file_mode;
  file.live = {false, source.name.value, source.key.value, source.optional};
  out.layout.files.Push(out.arena, file);
  NeedVolumeForFile(out, path, true);
  out.problems.Info(Code::kLiveConfigMap, source.name.origin,
                    "ConfigMap " + source.name.value +
                        " is not in the input: the cluster's is mounted, and the context hash does not follow it");
}

void AddDirectory(Laying& out, const Context& context) {
  const Path path = MakePath(out, context.mount_path);
  if (path.clean == "/") {
    out.problems.Error(Code::kBadPath, path.origin, "a ConfigMap cannot be a directory at /")
        .Hint("choose a directory below it");
    return;
  }
  out.layout.directories.Push(out.arena, {path, context.config_map.name, context.config_map.optional});
  if (!IsInWorkspace(out, path) && !IsBelow(path.clean, volumes::kToolsPath))
    NeedOutsideVolume(out, path.clean, path.origin, true);
}

// All keys of a ConfigMap, sorted, in file tags (R21).
void AddWholeConfigMap(Laying& out, const Context& context, const Resource& config_map) {
  const Value& data = config_map.data;
  if (out.layout.bytes + config_map.data_bytes > limits::kConfigMapBytes)
    return void(HasRoom(out, config_map.data_bytes, context.origin));
  TextBuilder all(out.arena);
  for (const Member& m : data.members()) {
    std::string_view text;
    if (!ReadData(m.value, out.problems, text)) return;
    if (const char* expected = names::CheckConfigMapKey(m.key.text())) {
      out.problems.Error(Code::kBadName, m.key.origin(), Quoted(m.key.text()) + " is not a key: expected " + expected)
          .Child(m.value.origin(), "");
      return;
    }
    if (!all.empty()) all.Append('\n');
    all.Append("<file name=\"");
    all.Append(m.key.text());
    all.Append("\">\n");
    all.Append(text);
    all.Append("\n</file>");
  }
  AddContent(out, context, "ConfigMap", Value::String(all.Take(), config_map.origin()).WithCause(causes::kContexts));
}

void AddConfigMapKey(Laying& out, const Context& context, const Resource& config_map) {
  const ConfigMapSource& source = context.config_map;
  const Value* entry = FindData(config_map, source.key.value);
  if (entry != nullptr) {
    std::string_view text;
    if (!ReadData(*entry, out.problems, text)) return;
    const Value content = Value::String(text, entry->origin());
    AddContent(out, context, "ConfigMap", entry->IsNull() ? content.WithCause(causes::kContexts) : content);
  } else if (*source.optional) {
    AddContent(out, context, "ConfigMap", Value::String("", source.origin).WithCause(causes::kContexts));
  } else {
    ReportNoKey(config_map, source.name, source.key, "add the key, or set optional: true", out.problems);
  }
}

void LayOutConfigMap(Laying& out, const Context& context) {
  const ConfigMapSource& source = context.config_map;
  const bool key = HasText(source.key);
  const bool mounted = HasText(context.mount_path);
  if (mounted && !key) return AddDirectory(out, context);
  const FoundConfigMap found = FindConfigMap(out.input, *out.settings.agent->resource, source.name, out.problems);
  if (found.ambiguous) return;
  if (found.resource != nullptr) {
    CheckDecrypted(*found.resource, source.key.value, source.name.origin, out.problems);
    return key ? AddConfigMapKey(out, context, *found.resource) : AddWholeConfigMap(out, context, *found.resource);
  }
  if (mounted) return AddLiveFile(out, context);
  if (*source.optional)
    return AddContent(out, context, "ConfigMap", Value::String("", source.origin).WithCause(causes::kContexts));
  out.problems
      .Error(Code::kNoConfigMap, source.name.origin,
             "ConfigMap " + source.name.value + " is not in the input, and rendering needs its content")
      .Hint("add the ConfigMap to the input, or set optional: true, or give the context a key and a mountPath");
}

void LayOutGit(Laying& out, const Context& context) {
  Repository repository;
  repository.git = &context.git;
  repository.path = MakePath(out, context.mount_path);
  repository.at_workspace_root = repository.path.clean == CleanPath(out.arena, out.settings.workspace_dir.value);
  LayOutRepository(out, repository);
  LayOutPin(out, context);
}

void LayOutUrl(Laying& out, const Context& context) {
  const Path path = MakePath(out, context.mount_path);
  if (!CheckFilePath(out, path)) return;
  out.layout.urls.Push(out.arena, {path, &context.url});
  NeedVolumeForFile(out, path, false);
}

// fileMode is for files that context-init writes.
void CheckFileMode(Laying& out, const Context& context) {
  const bool content = context.type == ContextType::kText ||
                       (context.type == ContextType::kConfigMap && HasText(context.config_map.key));
  if (!context.file_mode || (content && HasText(context.mount_path))) return;
  out.problems.Warning(Code::kFileModeUnused, context.file_mode.origin,
                       content ? "fileMode has no effect without mountPath" : "fileMode has no effect on this context");
}

void LayOutContext(Laying& out, const Context& context) {
  CheckFileMode(out, context);
  switch (context.type) {
    case ContextType::kText:
      return AddContent(out, context, "Text", Value::String(context.text.value, context.text.origin));
    case ContextType::kConfigMap: return LayOutConfigMap(out, context);
    case ContextType::kGit: return LayOutGit(out, context);
    case ContextType::kRuntime: return AddBlock(out, "runtime", "Runtime", kRuntimeText, context.origin);
    case ContextType::kUrl: return LayOutUrl(out, context);
    case ContextType::kUnknown: return;
  }
}

// context.md comes after the other files (R22).
void AddContextMd(Laying& out) {
  const ArenaList<Value>& blocks = out.layout.context_blocks;
  if (blocks.empty()) return;
  TextBuilder text(out.arena);
  for (const Value& block : blocks) {
    if (!text.empty()) text.Append("\n\n");
    text.Append(block.text());
  }
  const Origin origin = blocks[0].origin();
  File file;
  file.path = OwnPath(out.arena, out.arena.Join(out.settings.workspace_dir.value, "/", paths::kContextMd), origin);
  file.key = KeyForFile(out, file.path);
  file.content = Value::String(text.Take(), origin);
  out.layout.files.Push(out.arena, file);
}

}  // namespace

void LayOutContexts(Laying& out) {
  const ArenaList<Context>& contexts = out.settings.contexts;
  for (const Context& context : contexts) LayOutContext(out, context);
  AddContextMd(out);
  const std::string_view context_md = JoinPath(out.arena, out.settings.workspace_dir.value, paths::kContextMd);
  for (const File& file : out.layout.files) out.layout.has_context_md |= file.path.clean == context_md;
  for (const UrlFile& url : out.layout.urls) out.layout.has_context_md |= url.path.clean == context_md;
}

}  // namespace agentrender
