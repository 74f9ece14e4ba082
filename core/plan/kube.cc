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
Value Maker::List(uint32_t capacity) const { return Value::List(arena_, capacity, origin()); }
Value Maker::List(uint32_t capacity, const Origin& place) const {
  return Value::List(arena_, capacity, Because(place));
}
Value Maker::Map(uint32_t capacity) const { return Value::Map(arena_, capacity, origin()); }
Value Maker::Map(uint32_t capacity, const Origin& place) const { return Value::Map(arena_, capacity, Because(place)); }

Value Maker::ListOf(const ArenaList<Value>& items) const {
  Value list = List(static_cast<uint32_t>(items.size()));
  for (const Value& item : items) list.Push(arena_, item);
  return list;
}

Value Maker::Words(std::initializer_list<std::string_view> words) const {
  Value list = List(static_cast<uint32_t>(words.size()));
  for (std::string_view word : words) list.Push(arena_, Word(word));
  return list;
}

Value Env(const Maker& make, std::string_view name, const Value& value) {
  Value env = make.Map(2, value.origin());
  env.Add(make.arena(), "name", make.Word(name));
  // An empty value is not written, as in Go's `omitempty`.
  if (!value.text().empty()) env.Add(make.arena(), "value", value);
  return env;
}

Value Env(const Maker& make, std::string_view name, std::string_view value) {
  return Env(make, name, make.String(value));
}

namespace {

Value EnvFrom(const Maker& make, std::string_view name, const char* source, const Value& ref) {
  Value from = make.Map(1, ref.origin());
  from.Add(make.arena(), source, ref);
  Value env = make.Map(2, ref.origin());
  env.Add(make.arena(), "name", make.Word(name));
  env.Add(make.arena(), "valueFrom", from);
  return env;
}

}  // namespace

Value SecretEnv(const Maker& make, std::string_view name, const Value& secret, const Value& key) {
  return OptionalSecretEnv(make, name, secret, key, Value());
}

Value OptionalSecretEnv(const Maker& make, std::string_view name, const Value& secret, const Value& key,
                        const Value& optional) {
  Value ref = make.Map(3, secret.origin());
  ref.Add(make.arena(), "key", key);
  ref.Add(make.arena(), "name", secret);
  if (optional.Present()) ref.Add(make.arena(), "optional", optional);
  return EnvFrom(make, name, "secretKeyRef", ref);
}

Value FieldEnv(const Maker& make, std::string_view name, std::string_view field_path) {
  Value ref = make.Map(1);
  ref.Add(make.arena(), "fieldPath", make.Word(field_path));
  return EnvFrom(make, name, "fieldRef", ref);
}

Value Mount(const Maker& make, const Value& path, const Value& volume) {
  Value mount = make.Map(2, path.origin());
  mount.Add(make.arena(), "mountPath", path);
  mount.Add(make.arena(), "name", volume);
  return mount;
}

Value MountReadOnly(const Maker& make, const Value& path, const Value& volume) {
  Value mount = Mount(make, path, volume);
  mount.Add(make.arena(), "readOnly", make.Bool(true));
  return mount;
}

Value MountSubPath(const Maker& make, const Value& path, const Value& volume, const Value& sub_path) {
  Value mount = Mount(make, path, volume);
  mount.Add(make.arena(), "subPath", sub_path);
  return mount;
}

Value VolumeOf(const Maker& make, const Value& name, const char* kind, const Value& source) {
  Value volume = make.Map(2, name.origin());
  // "name" stands in its alphabetical place.
  if (std::string_view(kind) < "name") volume.Add(make.arena(), kind, source);
  volume.Add(make.arena(), "name", name);
  if (std::string_view(kind) > "name") volume.Add(make.arena(), kind, source);
  return volume;
}

Value EmptyDirVolume(const Maker& make, const Value& name) { return VolumeOf(make, name, "emptyDir", make.Map()); }

Value ClaimVolume(const Maker& make, const Value& name, const Value& claim) {
  Value source = make.Map(1);
  source.Add(make.arena(), "claimName", claim);
  return VolumeOf(make, name, "persistentVolumeClaim", source);
}

namespace {

Value Probe(const Maker& make, const char* kind, const Value& action, const ProbeTimes& times) {
  Arena& arena = make.arena();
  Value probe = make.Map(5);
  probe.Add(arena, "failureThreshold", make.Int(times.failure_threshold));
  if (std::string_view(kind) == "httpGet") probe.Add(arena, kind, action);
  if (times.initial_delay_seconds != 0) probe.Add(arena, "initialDelaySeconds", make.Int(times.initial_delay_seconds));
  probe.Add(arena, "periodSeconds", make.Int(times.period_seconds));
  if (std::string_view(kind) == "tcpSocket") probe.Add(arena, kind, action);
  probe.Add(arena, "timeoutSeconds", make.Int(times.timeout_seconds));
  return probe;
}

}  // namespace

Value HttpProbe(const Maker& make, std::string_view path, const Value& port, const ProbeTimes& times) {
  Value action = make.Map(3);
  action.Add(make.arena(), "path", make.Word(path));
  action.Add(make.arena(), "port", port);
  action.Add(make.arena(), "scheme", make.Word("HTTP"));
  return Probe(make, "httpGet", action, times);
}

Value TcpProbe(const Maker& make, const Value& port, const ProbeTimes& times) {
  Value action = make.Map(1);
  action.Add(make.arena(), "port", port);
  return Probe(make, "tcpSocket", action, times);
}

Value RestrictedSecurityContext(const Maker& make) {
  Arena& arena = make.arena();
  Value capabilities = make.Map(1);
  capabilities.Add(arena, "drop", make.Words({"ALL"}));
  Value seccomp = make.Map(1);
  seccomp.Add(arena, "type", make.Word("RuntimeDefault"));
  Value context = make.Map(3);
  context.Add(arena, "allowPrivilegeEscalation", make.Bool(false));
  context.Add(arena, "capabilities", capabilities);
  context.Add(arena, "seccompProfile", seccomp);
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
