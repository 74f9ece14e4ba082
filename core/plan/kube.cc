// Takes Values, gives them under Kubernetes' names: each key of a variable, mount, volume or probe is written here
// once, in alphabetical order (R70).
#include "core/plan/kube.h"

namespace agentrender {

Value Maker::Word(std::string_view text) const { return Value::Plain(text, origin()); }
Value Maker::Word(std::string_view text, const Origin& place) const { return Value::Plain(text, Because(place)); }
Value Maker::String(std::string_view text) const { return Value::String(text, origin()); }
Value Maker::String(std::string_view text, const Origin& place) const { return Value::String(text, Because(place)); }
Value Maker::Default(std::string_view text) const { return Value::Plain(text, {0, 0, 0, causes::kDefaults}); }
Value Maker::Default(int64_t number) const { return Value::Int(arena_, number, {0, 0, 0, causes::kDefaults}); }
Value Maker::Int(int64_t number) const { return Value::Int(arena_, number, origin()); }
Value Maker::Int(int64_t number, const Origin& place) const { return Value::Int(arena_, number, Because(place)); }
Value Maker::Bool(bool value) const { return Value::Bool(value, origin()); }
Value Maker::Bool(const Sourced<bool>& value) const { return Value::Bool(value.value, Because(value.origin)); }
ListBuilder Maker::List(uint32_t capacity) const { return {arena_, Value::List(arena_, capacity, origin())}; }
ListBuilder Maker::List(uint32_t capacity, const Origin& place) const {
  return {arena_, Value::List(arena_, capacity, Because(place))};
}
MapBuilder Maker::Map(uint32_t capacity) const { return {arena_, Value::Map(arena_, capacity, origin())}; }
MapBuilder Maker::Map(uint32_t capacity, const Origin& place) const {
  return {arena_, Value::Map(arena_, capacity, Because(place))};
}

ListBuilder Maker::ListOf(const ArenaList<Value>& items) const {
  ListBuilder list = List(static_cast<uint32_t>(items.size()));
  for (const Value& item : items) list.Push(item);
  return list;
}

ListBuilder Maker::Words(std::initializer_list<std::string_view> words) const {
  ListBuilder list = List(static_cast<uint32_t>(words.size()));
  for (std::string_view word : words) list.Push(Word(word));
  return list;
}

Value Env(const Maker& make, std::string_view name, const Value& value) {
  MapBuilder env = make.Map(2, value.origin());
  env.Add("name", make.Word(name));
  // An empty value is not written, as in Go's `omitempty`.
  if (!value.text().empty()) env.Add("value", value);
  return env;
}

Value Env(const Maker& make, std::string_view name, std::string_view value) {
  return Env(make, name, make.String(value));
}

namespace {

Value EnvFrom(const Maker& make, std::string_view name, const char* source, const Value& ref) {
  MapBuilder from = make.Map(1, ref.origin());
  from.Add(source, ref);
  MapBuilder env = make.Map(2, ref.origin());
  env.Add("name", make.Word(name));
  env.Add("valueFrom", from);
  return env;
}

}  // namespace

Value SecretEnv(const Maker& make, std::string_view name, const Value& secret, const Value& key) {
  return OptionalSecretEnv(make, name, secret, key, Value());
}

Value OptionalSecretEnv(const Maker& make, std::string_view name, const Value& secret, const Value& key,
                        const Value& optional) {
  MapBuilder ref = make.Map(3, secret.origin());
  ref.Add("key", key);
  ref.Add("name", secret);
  if (optional.Present()) ref.Add("optional", optional);
  return EnvFrom(make, name, "secretKeyRef", ref);
}

Value FieldEnv(const Maker& make, std::string_view name, std::string_view field_path) {
  MapBuilder ref = make.Map(1);
  ref.Add("fieldPath", make.Word(field_path));
  return EnvFrom(make, name, "fieldRef", ref);
}

MapBuilder Mount(const Maker& make, const Value& path, const Value& volume) {
  MapBuilder mount = make.Map(2, path.origin());
  mount.Add("mountPath", path);
  mount.Add("name", volume);
  return mount;
}

Value MountReadOnly(const Maker& make, const Value& path, const Value& volume) {
  MapBuilder mount = Mount(make, path, volume);
  mount.Add("readOnly", make.Bool(true));
  return mount;
}

Value MountSubPath(const Maker& make, const Value& path, const Value& volume, const Value& sub_path) {
  MapBuilder mount = Mount(make, path, volume);
  mount.Add("subPath", sub_path);
  return mount;
}

Value VolumeOf(const Maker& make, const Value& name, const char* kind, const Value& source) {
  MapBuilder volume = make.Map(2, name.origin());
  // "name" goes into its alphabetical place.
  if (std::string_view(kind) < "name") volume.Add(kind, source);
  volume.Add("name", name);
  if (std::string_view(kind) > "name") volume.Add(kind, source);
  return volume;
}

Value EmptyDirVolume(const Maker& make, const Value& name) { return VolumeOf(make, name, "emptyDir", make.Map()); }

Value ClaimVolume(const Maker& make, const Value& name, const Value& claim) {
  MapBuilder source = make.Map(1);
  source.Add("claimName", claim);
  return VolumeOf(make, name, "persistentVolumeClaim", source);
}

namespace {

Value Probe(const Maker& make, const char* kind, const Value& action, const ProbeTimes& times) {
  MapBuilder probe = make.Map(5);
  probe.Add("failureThreshold", make.Int(times.failure_threshold));
  if (std::string_view(kind) == "httpGet") probe.Add(kind, action);
  if (times.initial_delay_seconds != 0) probe.Add("initialDelaySeconds", make.Int(times.initial_delay_seconds));
  probe.Add("periodSeconds", make.Int(times.period_seconds));
  if (std::string_view(kind) == "tcpSocket") probe.Add(kind, action);
  probe.Add("timeoutSeconds", make.Int(times.timeout_seconds));
  return probe;
}

}  // namespace

Value HttpProbe(const Maker& make, std::string_view path, const Value& port, const ProbeTimes& times) {
  MapBuilder action = make.Map(3);
  action.Add("path", make.Word(path));
  action.Add("port", port);
  action.Add("scheme", make.Word("HTTP"));
  return Probe(make, "httpGet", action, times);
}

Value TcpProbe(const Maker& make, const Value& port, const ProbeTimes& times) {
  MapBuilder action = make.Map(1);
  action.Add("port", port);
  return Probe(make, "tcpSocket", action, times);
}

Value RestrictedSecurityContext(const Maker& make) {
  MapBuilder capabilities = make.Map(1);
  capabilities.Add("drop", make.Words({"ALL"}));
  MapBuilder seccomp = make.Map(1);
  seccomp.Add("type", make.Word("RuntimeDefault"));
  MapBuilder context = make.Map(3);
  context.Add("allowPrivilegeEscalation", make.Bool(false));
  context.Add("capabilities", capabilities);
  context.Add("seccompProfile", seccomp);
  return context;
}

std::string_view PullPolicyOf(std::string_view image) {
  if (image.find('@') != std::string_view::npos) return "IfNotPresent";
  const size_t colon = image.rfind(':');
  // A colon before a slash is a registry's port.
  const bool tagged = colon != std::string_view::npos && image.find('/', colon) == std::string_view::npos;
  return !tagged || image.substr(colon + 1) == "latest" ? "Always" : "IfNotPresent";
}

}  // namespace agentrender
