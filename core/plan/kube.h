// The Kubernetes vocabulary, each word once: env entries, mounts, volumes, probes and the outline of an object, with
// their keys in alphabetical order (R70).
#pragma once

#include <type_traits>

#include "core/base/arena.h"
#include "core/model/builders.h"
#include "core/model/causes.h"
#include "core/model/pod.h"
#include "core/model/sourced.h"
#include "core/model/value.h"

namespace agentrender {

// Makes Values in an arena (through calls, which are shorter than inlined code; features consist mostly of them) and
// stamps each with the current cause. A value that an earlier cause made (a default value, a caller's override) keeps
// that cause.
class Maker {
 public:
  Maker(Arena& arena, CauseId cause) : arena_(arena), cause_(cause) {}

  Arena& arena() const { return arena_; }
  Origin origin() const { return {0, 0, 0, cause_}; }
  Origin Because(const Origin& place) const {
    return {place.line, place.column, place.source, place.cause == causes::kNone ? cause_ : place.cause};
  }

  // A string that is a plain YAML word, such as a name of ours.
  [[gnu::noinline]] Value Word(std::string_view text) const;
  Value Word(const char* text) const { return Word(std::string_view(text)); }
  Value Word(std::string_view text, const Origin& place) const;
  [[gnu::noinline]] Value String(std::string_view text) const;
  Value String(std::string_view text, const Origin& place) const;
  Value String(const Text& text) const { return String(text.value, text.origin); }
  // A default value, `text` a plain YAML word.
  [[gnu::noinline]] Value Default(std::string_view text) const;
  Value Default(int64_t number) const;
  Value Int(int64_t number) const;
  Value Int(int64_t number, const Origin& place) const;
  Value Bool(bool value) const;
  Value Bool(const Sourced<bool>& value) const;
  ListBuilder List(uint32_t capacity = 0) const;
  ListBuilder List(uint32_t capacity, const Origin& place) const;
  MapBuilder Map(uint32_t capacity = 0) const;
  MapBuilder Map(uint32_t capacity, const Origin& place) const;
  // A list of all values.
  ListBuilder ListOf(const ArenaList<Value>& items) const;
  ListBuilder Words(std::initializer_list<std::string_view> words) const;

  // Appends to a list of the Pod.
  template <class T>
  void Push(ArenaList<T>& list, const std::type_identity_t<T>& item) const {
    list.Push(arena_, item);
  }

 private:
  Arena& arena_;
  CauseId cause_;
};

// Environment variables (core/v1 EnvVar). `name` is a plain word.
Value Env(const Maker& make, std::string_view name, const Value& value);
Value Env(const Maker& make, std::string_view name, std::string_view value);
inline Value Env(const Maker& make, const char* name, const Value& value) {
  return Env(make, std::string_view(name), value);
}
Value SecretEnv(const Maker& make, std::string_view name, const Value& secret, const Value& key);
Value OptionalSecretEnv(const Maker& make, std::string_view name, const Value& secret, const Value& key,
                        const Value& optional);
Value FieldEnv(const Maker& make, std::string_view name, std::string_view field_path);

// Volume mounts (core/v1 VolumeMount).
MapBuilder Mount(const Maker& make, const Value& path, const Value& volume);
Value MountReadOnly(const Maker& make, const Value& path, const Value& volume);
Value MountSubPath(const Maker& make, const Value& path, const Value& volume, const Value& sub_path);

// Volumes (core/v1 Volume).
Value EmptyDirVolume(const Maker& make, const Value& name);
Value ClaimVolume(const Maker& make, const Value& name, const Value& claim);
// `source` is the value of `kind` ("configMap", "secret", "projected").
Value VolumeOf(const Maker& make, const Value& name, const char* kind, const Value& source);

// Probes of the HTTP server, its numbers in R33.
struct ProbeTimes {
  int64_t failure_threshold;
  int64_t initial_delay_seconds;  // 0: not written
  int64_t period_seconds;
  int64_t timeout_seconds;
};
Value HttpProbe(const Maker& make, std::string_view path, const Value& port, const ProbeTimes& times);
Value TcpProbe(const Maker& make, const Value& port, const ProbeTimes& times);

// R34: for every init container and sidecar, and by default for the main container.
Value RestrictedSecurityContext(const Maker& make);

// R32: the pull policy that follows from an image reference.
std::string_view PullPolicyOf(std::string_view image);

}  // namespace agentrender
