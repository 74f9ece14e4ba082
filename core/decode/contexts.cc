#include "core/decode/parts.h"
#include "core/formats/duration.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

GitSync DecodeSync(const Cursor& cursor) {
  GitSync sync;
  if (!cursor.Present()) return sync;
  Fields f(cursor);
  sync.enabled = f["enabled"].Bool();
  const Cursor interval = f["interval"];
  sync.interval = DecodeDuration(interval);
  sync.policy = f["policy"].OneOf({"HotReload", "Rollout"});
  return sync;
}

// What contexts and skills have in common.
GitSource DecodeGitFields(Fields& f) {
  GitSource git;
  git.origin = f.origin();
  const Cursor repository = f["repository"];
  git.repository = CheckShort(repository, repository.RequiredText());
  CheckText(repository, git.repository, names::CheckGitArgument, Code::kBadValue);
  git.path = DecodeShort(f["path"]);
  const Cursor ref = f["ref"];
  git.ref = DecodeShort(ref);
  CheckText(ref, git.ref, names::CheckGitArgument, Code::kBadValue);
  git.depth = f["depth"].Int(INT64_MIN, INT64_MAX);
  git.recurse_submodules = f["recurseSubmodules"].Bool();
  git.secret = DecodeSecretRef(f["secretRef"]);
  return git;
}

GitSource DecodeContextGit(const Cursor& cursor) {
  if (!cursor.Present()) return {};
  Fields f(cursor);
  if (!f.Present()) return {};
  GitSource git = DecodeGitFields(f);
  git.sync = DecodeSync(f["sync"]);
  return git;
}

ConfigMapSource DecodeConfigMapSource(const Cursor& cursor) {
  ConfigMapSource source;
  if (!cursor.Present()) return source;
  Fields f(cursor);
  if (!f.Present()) return source;
  source.origin = f.origin();
  source.name = DecodeObjectName(f["name"]);
  const Cursor key = f["key"];
  source.key = key.Text();
  CheckText(key, source.key, names::CheckConfigMapKey);
  source.optional = f["optional"].Bool();
  return source;
}

UrlSource DecodeUrl(const Cursor& cursor) {
  UrlSource url;
  if (!cursor.Present()) return url;
  Fields f(cursor);
  if (!f.Present()) return url;
  url.origin = f.origin();
  const Cursor source = f["source"];
  url.source = CheckShort(source, source.RequiredText());
  CheckText(source, url.source, names::CheckLine, Code::kBadValue);
  url.headers = f["headers"].StringMap();
  for (const Member& m : url.headers.members()) CheckHeader(m.key, m.value, f["headers"]);
  url.secret = DecodeSecretRef(f["secretRef"]);
  url.insecure_skip_tls_verify = f["insecureSkipTLSVerify"].Bool();
  url.timeout = f["timeout"].Int(1, INT32_MAX);
  return url;
}

// The names of context types, with the field that each of them needs.
struct TypeRow {
  ContextType type;
  std::string_view name;
  const char* field;
};
constexpr TypeRow kTypes[] = {
    {ContextType::kText, "Text", "text"}, {ContextType::kConfigMap, "ConfigMap", "configMap"},
    {ContextType::kGit, "Git", "git"},    {ContextType::kRuntime, "Runtime", nullptr},
    {ContextType::kUrl, "URL", "url"},
};

// What is brought by a container of its own, to a place of its own.
bool IsMounted(ContextType type) { return type == ContextType::kGit || type == ContextType::kUrl; }

const TypeRow* FindType(std::string_view name) {
  for (const TypeRow& row : kTypes) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

// What the CRD's rules ask of a context as a whole.
void CheckContext(Fields& f, const Context& context, const TypeRow& row) {
  const std::string is = "when type is " + std::string(row.name);
  if (row.field != nullptr) f[row.field].Require(is.c_str());
  if (!IsMounted(context.type) || HasText(context.mount_path)) return;
  const Cursor path = f["mountPath"];
  if (path.Require(is.c_str())) path.Error(Code::kBadValue, "must not be empty " + is);
}

Context DecodeContext(const Cursor& cursor) {
  Context context;
  Fields f(cursor);
  if (!f.Present()) return context;
  context.origin = f.origin();
  context.name = f["name"].Text();
  f["description"].Text();
  const Cursor type = f["type"];
  type.Require();
  const Text type_name = type.OneOf({"Text", "ConfigMap", "Git", "Runtime", "URL"});
  context.mount_path = DecodeShort(f["mountPath"]);
  context.file_mode = DecodeFileMode(f["fileMode"]);
  context.text = f["text"].Text();
  context.config_map = DecodeConfigMapSource(f["configMap"]);
  context.git = DecodeContextGit(f["git"]);
  const Cursor runtime = f["runtime"];
  if (runtime.Present()) Fields no_fields(runtime);
  context.url = DecodeUrl(f["url"]);
  if (const TypeRow* row = FindType(type_name.value)) {
    context.type = row->type;
    CheckContext(f, context, *row);
  }
  return context;
}

// A folder of a skill repository.
const char* CheckSkillName(std::string_view name) {
  constexpr size_t kLongest = 253;
  const auto is_alnum = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  bool good = !name.empty() && name.size() <= kLongest && is_alnum(name.front()) && is_alnum(name.back());
  for (char c : name) good = good && (is_alnum(c) || c == '.' || c == '_' || c == '-');
  return good
             ? nullptr
             : "letters, digits, '.', '_' and '-', beginning and ending with a letter or digit, at most 253 characters";
}

void AddSkillName(const Cursor& cursor, ArenaList<Text>& names) {
  const Text name = cursor.Text();
  if (!name.present) return;
  if (const char* expected = CheckSkillName(name.value)) {
    cursor.Error(Code::kBadName, Quoted(name.value) + " is not valid: expected " + expected);
  }
  for (const Text& other : names) {
    if (other.value != name.value) continue;
    cursor.Error(Code::kDuplicateItem, Quoted(name.value) + " is in this list twice").Other(other.origin);
  }
  names.Push(cursor.decoding().arena, name);
}

Skill DecodeSkill(const Cursor& cursor) {
  Skill skill;
  Fields f(cursor);
  if (!f.Present()) return skill;
  skill.origin = f.origin();
  const Cursor name = f["name"];
  skill.name = name.NonEmptyText();
  CheckText(name, skill.name, names::CheckDns1123Label);
  const Cursor git = f["git"];
  if (!git.Require()) return skill;
  Fields g(git);
  if (!g.Present()) return skill;
  skill.git = DecodeGitFields(g);
  g["names"].ForEach([&](const Cursor& item) { AddSkillName(item, skill.git.names); });
  return skill;
}

}  // namespace

SourcedList<Context> DecodeContexts(const Cursor& cursor) { return DecodeList<Context>(cursor, DecodeContext); }

SourcedList<Skill> DecodeSkills(const Cursor& cursor) { return DecodeList<Skill>(cursor, DecodeSkill); }

}  // namespace agentrender
