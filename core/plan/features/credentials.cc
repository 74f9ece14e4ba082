// Takes credentials, gives variables, files and whole Secrets of the main container (R36, R39).
#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/plan/features/feature.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

constexpr std::string_view kFileName = "secret-file";

Value ModeOf(const Credential& credential, const Maker& make) {
  if (credential.file_mode) return make.Int(*credential.file_mode, credential.file_mode.origin);
  return make.Default(defaults::kCredentialMode);
}

// One key of the Secret under a fixed file name, or the whole Secret.
Value SecretSource(const Credential& credential, const Maker& make) {
  const Value mode = ModeOf(credential, make);
  MapBuilder source = make.Map(3, credential.secret.origin);
  source.Add("defaultMode", mode);
  if (HasText(credential.key)) {
    MapBuilder item = make.Map(3, credential.key.origin);
    item.Add("key", make.String(credential.key));
    item.Add("mode", mode);
    item.Add("path", make.Word(kFileName));
    ListBuilder items = make.List(1);
    items.Push(item);
    source.Add("items", items);
  }
  source.Add("secretName", make.String(credential.secret));
  return source;
}

void AddFile(const Credential& credential, size_t index, Adding& add) {
  const Maker& make = add.make;
  const Value volume = make.Word(Numbered(make.arena(), "credential-", index), credential.origin);
  const Value path = make.String(credential.mount_path);
  if (!IsAbsolute(credential.mount_path.value)) {
    add.problems
        .Warning(
            Code::kRelativeMount, credential.mount_path.origin,
            Quoted(credential.mount_path.value) + " is relative: Kubernetes takes it from /, not from workspaceDir")
        .Hint("write the absolute path");
  }
  add.Volume(VolumeOf(make, volume, "secret", SecretSource(credential, make)));
  make.Push(add.pod.server.mounts, HasText(credential.key) ? MountSubPath(make, path, volume, make.Word(kFileName))
                                                           : Mount(make, path, volume));
}

void AddVariable(const Credential& credential, Adding& add) {
  const Maker& make = add.make;
  Value env = SecretEnv(make, credential.env.value, make.String(credential.secret), make.String(credential.key));
  env.member(0).value = make.String(credential.env);
  make.Push(add.pod.server.env, env);
}

void AddAllVariables(const Credential& credential, Adding& add) {
  const Maker& make = add.make;
  MapBuilder ref = make.Map(1, credential.secret.origin);
  ref.Add("name", make.String(credential.secret));
  MapBuilder source = make.Map(1, credential.origin);
  source.Add("secretRef", ref);
  make.Push(add.pod.server.env_from, source);
}

}  // namespace

// R36, R39
void AddCredentials(Adding& add) {
  for (size_t i = 0; i < add.settings.credentials.size(); ++i) {
    const Credential& credential = add.settings.credentials[i];
    const bool key = HasText(credential.key);
    const bool file = HasText(credential.mount_path);
    if (key && HasText(credential.env)) AddVariable(credential, add);
    if (file) AddFile(credential, i, add);
    if (!key && !file) AddAllVariables(credential, add);
  }
}

}  // namespace agentrender
