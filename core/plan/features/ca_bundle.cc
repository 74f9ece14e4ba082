// Takes caBundle, gives every container the certificates and the variable that names them (R42, D21).
#include "core/plan/features/feature.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

constexpr std::string_view kDirectory = "/etc/ssl/certs/custom-ca";
constexpr std::string_view kFile = "tls.crt";
constexpr std::string_view kCertificates = "/etc/ssl/certs/custom-ca/tls.crt";

Value CaVolume(const KeySource& bundle, const Maker& make) {
  const bool secret = bundle.secret.Present();
  const KeyRef& ref = secret ? bundle.secret : bundle.config_map;
  MapBuilder item = make.Map(2, ref.key.origin);
  item.Add("key", HasText(ref.key) ? make.String(ref.key)
                                   : make.Default(secret ? defaults::kSecretCaKey : defaults::kConfigMapCaKey));
  item.Add("path", make.Word(kFile));
  ListBuilder items = make.List(1, ref.origin);
  items.Push(item);
  MapBuilder source = make.Map(2, ref.origin);
  source.Add("items", items);
  source.Add(secret ? "secretName" : "name", make.String(ref.name));
  return VolumeOf(make, make.Word(volumes::kCaBundle, bundle.origin), secret ? "secret" : "configMap", source);
}

}  // namespace

// R42, D21
void AddCaBundle(Adding& add) {
  const KeySource& bundle = add.settings.ca_bundle;
  if (!bundle.Present()) return;
  const Maker& make = add.make;
  Arena& arena = make.arena();
  add.Volume(CaVolume(bundle, make));
  const Value path = make.Word(kCertificates, bundle.origin);
  const Value env = Env(make, "CUSTOM_CA_CERT_PATH", path);
  const Value npm_env = Env(make, "NODE_EXTRA_CA_CERTS", path);
  const Value mount = MountReadOnly(make, make.Word(kDirectory, bundle.origin), make.Word(volumes::kCaBundle));
  add.pod.ForEachContainer([&](Container& container) {
    container.env.Push(arena, env);
    if (container.system == SystemContainer::kPluginInit) container.env.Push(arena, npm_env);
    container.mounts.Push(arena, mount);
  });
}

}  // namespace agentrender
