// The Kubernetes vocabulary, each word once: env entries, mounts, volumes, probes
// and the frame of an object, with their keys in alphabetical order (R70).
#pragma once

#include "core/model/arena.h"
#include "core/model/pod.h"
#include "core/model/sourced.h"
#include "core/model/value.h"
#include "core/rules.h"

namespace agentrender {

// Makes Values in an arena and stamps each with the rule at work. What an earlier
// rule has made (a default value, an override of the caller) stays that rule's.
class Maker {
 public:
  Maker(Arena& arena, RuleId rule) : arena_(arena), rule_(rule) {}

  Arena& arena() const { return arena_; }
  Origin origin() const { return {0, 0, 0, rule_}; }
  Origin Because(Origin place) const {
    if (place.rule == rules::kNone) place.rule = rule_;
    return place;
  }

  // A string that is a plain YAML word, such as a name of ours.
  Value Word(std::string_view text) const { return Value::Plain(text, origin()); }
  Value Word(std::string_view text, Origin place) const { return Value::Plain(text, Because(place)); }
  Value String(std::string_view text) const { return Value::String(text, origin()); }
  Value String(std::string_view text, Origin place) const { return Value::String(text, Because(place)); }
  Value String(const Text& text) const { return Value::String(text.value, Because(text.origin)); }
  // A default value, `text` a plain YAML word.
  Value Default(std::string_view text) const { return Value::Plain(text, {0, 0, 0, rules::kDefaults}); }
  Value Default(int64_t number) const { return Value::Int(arena_, number, {0, 0, 0, rules::kDefaults}); }
  Value Int(int64_t number) const { return Value::Int(arena_, number, origin()); }
  Value Int(int64_t number, Origin place) const { return Value::Int(arena_, number, Because(place)); }
  Value Bool(bool value) const { return Value::Bool(value, origin()); }
  Value Bool(const Sourced<bool>& value) const { return Value::Bool(value.value, Because(value.origin)); }
  Value List(uint32_t capacity = 0) const { return Value::List(arena_, capacity, origin()); }
  Value List(uint32_t capacity, Origin place) const { return Value::List(arena_, capacity, Because(place)); }
  Value Map(uint32_t capacity = 0) const { return Value::Map(arena_, capacity, origin()); }
  Value Map(uint32_t capacity, Origin place) const { return Value::Map(arena_, capacity, Because(place)); }
  // A list of all values.
  Value ListOf(const ArenaList<Value>& items) const;
  Value Words(std::initializer_list<std::string_view> words) const;

 private:
  Arena& arena_;
  RuleId rule_;
};

// Environment variables (core/v1 EnvVar). `name` is a plain word.
Value Env(const Maker& make, std::string_view name, Value value);
Value Env(const Maker& make, std::string_view name, std::string_view value);
Value SecretEnv(const Maker& make, std::string_view name, Value secret, Value key);
Value OptionalSecretEnv(const Maker& make, std::string_view name, Value secret, Value key, Value optional);
Value FieldEnv(const Maker& make, std::string_view name, std::string_view field_path);

// Volume mounts (core/v1 VolumeMount).
Value Mount(const Maker& make, Value path, Value volume);
Value MountReadOnly(const Maker& make, Value path, Value volume);
Value MountSubPath(const Maker& make, Value path, Value volume, Value sub_path);

// Volumes (core/v1 Volume).
Value EmptyDirVolume(const Maker& make, Value name);
Value ClaimVolume(const Maker& make, Value name, Value claim);
// `source` is the value of `kind` ("configMap", "secret", "projected").
Value VolumeOf(const Maker& make, Value name, const char* kind, const Value& source);

// Probes of the HTTP server, its numbers in R33.
struct ProbeTimes {
  int64_t failure_threshold;
  int64_t initial_delay_seconds;  // 0: not written
  int64_t period_seconds;
  int64_t timeout_seconds;
};
Value HttpProbe(const Maker& make, std::string_view path, Value port, const ProbeTimes& times);
Value TcpProbe(const Maker& make, Value port, const ProbeTimes& times);

// R34: what every init container and sidecar has, and the main one by default.
Value RestrictedSecurityContext(const Maker& make);

// R32: what an image reference means for its pull policy.
std::string_view PullPolicyOf(std::string_view image);

}  // namespace agentrender
