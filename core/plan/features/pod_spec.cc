// Takes podSpec's extra variables, mounts and volumes, adds them to the containers that they are for; comes last, so
// that they win (R45, D9).
#include <algorithm>

#include "core/base/order.h"
#include "core/formats/expansion.h"
#include "core/model/object_names.h"
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

std::string_view NameOf(const Value& env) { return env.TextOf("name"); }
std::string_view ValueOf(const Value& env) { return env.TextOf("value"); }
bool IsLiteral(const Value& env) { return env.Find("valueFrom") == nullptr; }

bool Refers(const Value& env, std::string_view name) { return RefersTo(ValueOf(env), name); }

// `env` with another value.
Value WithValue(const Value& env, std::string_view value, Arena& arena) {
  Value copy = Value::Map(arena, env.size(), env.origin());
  for (const Member& m : env.members()) {
    copy.Add(arena, m.key,
             m.key.text() == "value" ? Value::String(arena.Copy(value), m.value.origin()).WithCause(causes::kPodSpec)
                                     : m.value);
  }
  return copy;
}

// Makes the entry at `later` the only one of its name, the one at `earlier` being
// another; says so and changes nothing where both are needed (D9).
bool Replace(ArenaList<Value>& env, size_t earlier, size_t later, Adding& add) {
  const std::string_view name = NameOf(env[later]);
  const bool to_itself = Refers(env[later], name);
  bool between = false;
  for (size_t i = earlier + 1; i < later; ++i) between |= Refers(env[i], name);
  std::string value;
  const bool fits =
      !to_itself || (IsLiteral(env[earlier]) && PutInPlace(ValueOf(env[later]), name, ValueOf(env[earlier]), value));
  if (between || !fits) {
    add.problems
        .Warning(Code::kEnvTwice, env[later].origin(),
                 std::string(name) + " is set twice in a container, because " +
                     (between ? "another variable refers to the first one" : "the second one refers to the first one") +
                     "; server-side apply refuses that")
        .Hint("give one of the two another name")
        .Other(env[earlier].origin());
    return false;
  }
  if (to_itself) env[later] = WithValue(env[later], value, add.make.arena());
  env.RemoveAt(earlier);
  return true;
}

bool HasRepeatedNames(const ArenaList<Value>& env) {
  std::vector<std::string_view> names;
  names.reserve(env.size());
  for (const Value& entry : env) names.push_back(NameOf(entry));
  return HasRepeated(names);
}

void KeepOneOfEach(Container& container, Adding& add) {
  ArenaList<Value>& env = container.env;
  if (!HasRepeatedNames(env)) return;
  for (size_t later = 1; later < env.size(); ++later) {
    for (size_t earlier = later; earlier-- > 0;) {
      if (NameOf(env[earlier]) != NameOf(env[later])) continue;
      if (!Replace(env, earlier, later, add)) break;
      --later;
    }
  }
}

void AddAll(ArenaList<Value>& list, const Value& items, Arena& arena) {
  for (const Value& item : items) list.Push(arena, item);
}

// R77: a merged entry stands where the template's did, which may be before a variable that it refers to.
void WarnOfMergedOrder(const Container& container, std::vector<Value>& warned, Adding& add) {
  const ArenaList<Value>& env = container.env;
  for (size_t i = 0; i < env.size(); ++i) {
    const Origin& place = env[i].origin();
    if (place.cause != causes::kMerge) continue;
    for (const ExpansionPart& part : PartsOf(ValueOf(env[i]))) {
      if (!part.reference) continue;
      const std::string_view name = part.text;
      const auto is_it = [&](const Value& other) { return NameOf(other) == name; };
      if (std::any_of(env.begin(), env.begin() + i, is_it)) continue;
      const Value* later = std::find_if(env.begin() + i, env.end(), is_it);
      if (later == env.end()) continue;
      const auto same = [&](const Value& other) { return other.origin().SamePlace(place); };
      if (std::any_of(warned.begin(), warned.end(), same)) continue;
      warned.push_back(env[i]);
      add.problems
          .Warning(Code::kMergedOrder, place,
                   std::string(NameOf(env[i])) +
                       " stands where the template's podSpec has it, and nothing before it sets " + name + ": $(" +
                       name + ") stays as it is in the Pod")
          .Other(later == env.begin() + i ? Origin{} : later->origin())
          .Hint("write the value out, or give the variable another name");
    }
  }
}

// R74: what restarts the Pod when files or pinned commits change no longer does.
void WarnOfOwnAnnotations(Adding& add) {
  const auto warn = [&](std::string_view key, const char* what) {
    const Member* own = add.settings.pod->annotations.FindMember(key);
    if (own == nullptr) return;
    add.problems
        .Warning(Code::kOwnAnnotation, own->key.origin(),
                 std::string("replaces the annotation that is rendered: ") + what + " no longer restarts the Pod")
        .Hint("remove the line");
  };
  const ArenaList<File>& files = add.layout.files;
  if (std::any_of(files.begin(), files.end(), [](const File& file) { return !file.IsLive(); }))
    warn(object_names::kContextHash, "a change of the contexts");
  for (const Pin& pin : add.layout.pins) warn(pin.key, "another commit");
}

// What every container gets is multiplied by their number: a Pod that no API server
// would take must not be built first.
bool HasRoom(Adding& add) {
  const PodSpec& pod_spec = *add.settings.pod;
  size_t entries = 0;
  add.pod.ForEachContainer([&](const Container& container) {
    const ContainerExtras& extras = pod_spec.system[static_cast<size_t>(container.system)];
    entries += container.env.size() + container.mounts.size() + pod_spec.extra_env.size() + extras.env.size() +
               extras.mounts.size();
  });
  if (entries <= limits::kPodEntries) return true;
  add.problems
      .Error(Code::kTooLarge, add.settings.origin,
             "the containers of the Pod would have " + std::to_string(entries) +
                 " environment variables and mounts together; at most " + std::to_string(limits::kPodEntries) +
                 " are taken")
      .Hint("no API server takes a Pod of that size: use fewer repositories, URLs or variables");
  return false;
}

}  // namespace

// R45
void AddPodSpec(Adding& add) {
  if (!HasRoom(add)) return;
  const PodSpec& pod_spec = *add.settings.pod;
  Arena& arena = add.make.arena();
  WarnOfOwnAnnotations(add);
  std::vector<Value> warned;
  AddAll(add.pod.volumes, pod_spec.extra_volumes, arena);
  AddAll(add.pod.server.mounts, pod_spec.extra_volume_mounts, arena);
  add.pod.ForEachContainer([&](Container& container) {
    AddAll(container.env, pod_spec.extra_env, arena);
    const ContainerExtras& extras = pod_spec.system[static_cast<size_t>(container.system)];
    AddAll(container.env, extras.env, arena);
    AddAll(container.mounts, extras.mounts, arena);
    KeepOneOfEach(container, add);
    if (add.settings.controller.Has(Change::kMergePodSpecs)) WarnOfMergedOrder(container, warned, add);
  });
}

}  // namespace agentrender
