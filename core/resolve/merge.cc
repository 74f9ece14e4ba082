// Takes an Agent's podSpec and its template's, gives one, merged field by field as controllers from v0.1.9 on do (R75
// to R77, D31).
#include "core/resolve/merge.h"

#include <string>
#include <vector>

#include "core/base/order.h"
#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/model/causes.h"
#include "core/model/members.h"

namespace agentrender {

namespace {

// A copy in which every node has this cause, unless another cause has made it.
Value Marked(const Value& value, Arena& arena) {
  Value copy = value;
  if (value.IsMap()) {
    copy = Value::Map(arena, value.size(), value.origin());
    for (const Member& m : value.members()) copy.Add(arena, m.key, Marked(m.value, arena));
  } else if (value.IsList()) {
    copy = Value::List(arena, value.size(), value.origin());
    for (const Value& item : value) copy.Push(arena, Marked(item, arena));
  }
  return value.origin().cause == causes::kNone ? copy.WithCause(causes::kMerge) : copy;
}

// R75
Value OwnOrMarked(const Value& agent, const Value& base, Arena& arena) {
  return agent.Present() || !base.Present() ? agent : Marked(base, arena);
}

// If one side has no entries, the other stays as it is, including names that occur twice (R76, R77).
bool OnlyOne(const Value& agent, const Value& base, Arena& arena, Value& merged) {
  if (!agent.empty() && !base.empty()) return false;
  merged = base.empty() ? agent : Marked(base, arena);
  return true;
}

// R76: maps of texts.
Value MergeMaps(const Value& agent, const Value& base, Arena& arena) {
  Value merged;
  if (OnlyOne(agent, base, arena, merged)) return merged;
  merged = Value::Map(arena, agent.size() + base.size(), agent.origin());
  const MemberLookup own = MembersByKey(agent);
  for (const Member& m : base.members()) {
    if (own.Find(m.key.text()) == nullptr) merged.Add(arena, m.key, Marked(m.value, arena));
  }
  for (const Member& m : agent.members()) merged.Add(arena, m.key, m.value);
  merged.SortMembers();
  return merged;
}

Value Concatenate(const Value& agent, const Value& base, Arena& arena) {
  Value merged;
  if (OnlyOne(agent, base, arena, merged)) return merged;
  merged = Value::List(arena, agent.size() + base.size(), agent.origin());
  for (const Value& item : base) merged.Push(arena, Marked(item, arena));
  for (const Value& item : agent) merged.Push(arena, item);
  return merged;
}

std::string_view NameOf(const Value& entry) { return entry.TextOf("name"); }

constexpr size_t kNone = static_cast<size_t>(-1);

// The place of the first entry with a name.
size_t PlaceOf(std::string_view name, const NumberByText& places) {
  const auto found = places.find(name);
  return found == places.end() ? kNone : found->second;
}

// Adds an entry, and records its place unless the name has one already.
template <class Entries>
void Append(const Value& entry, Entries& entries, NumberByText& places) {
  places.emplace(NameOf(entry), static_cast<uint32_t>(entries.size()));
  entries.push_back(entry);
}

void WarnOfLost(const Value& lost, const Value& kept, const std::string& why, Problems& problems) {
  problems.Warning(Code::kMergedAway, lost.origin(), why).Other(kept.origin()).Hint("keep one of the two");
}

Value ListOf(const std::vector<Value>& entries, const Origin& origin, Arena& arena) {
  Value list = Value::List(arena, static_cast<uint32_t>(entries.size()), origin);
  for (const Value& entry : entries) list.Push(arena, entry);
  return list;
}

// R77: variables and volumes; `what` says which.
Value MergeByName(const Value& agent, const Value& base, const char* what, Arena& arena, Problems& problems) {
  Value merged;
  if (OnlyOne(agent, base, arena, merged)) return merged;
  std::vector<Value> entries;
  NumberByText places;
  for (const Value& entry : base) {
    const size_t place = PlaceOf(NameOf(entry), places);
    if (place == kNone) {
      Append(Marked(entry, arena), entries, places);
    } else {
      WarnOfLost(entry, entries[place],
                 std::string("the template has the ") + what + " " + NameOf(entry) +
                     " twice: when it is merged with the Agent's podSpec, the first one is used",
                 problems);
    }
  }
  const size_t first = entries.size();
  std::vector<bool> replaced(first);
  for (const Value& entry : agent) {
    const size_t place = PlaceOf(NameOf(entry), places);
    if (place == kNone) {
      Append(entry, entries, places);
      continue;
    }
    const Value before = entries[place];
    entries[place] = place < first ? Marked(entry, arena) : entry;
    if (place < first && !replaced[place]) {
      replaced[place] = true;
      continue;
    }
    WarnOfLost(before, entry,
               std::string("the Agent has the ") + what + " " + NameOf(entry) +
                   " twice: when it is merged with the template's podSpec, the last one is used",
               problems);
  }
  return ListOf(entries, agent.origin(), arena);
}

// A mount, by its volume and position.
std::string_view MountOf(const Value& mount, Arena& arena) {
  return arena.Join(NameOf(mount), "\n", CleanPath(arena, mount.TextOf("mountPath")));
}

// D31: by volume; nothing is lost within one side.
Value MergeMounts(const Value& agent, const Value& base, Arena& arena, Problems& problems) {
  Value merged;
  if (OnlyOne(agent, base, arena, merged)) return merged;
  const std::vector<Value> own(agent.begin(), agent.end());
  NumberByText places, mounts;
  for (uint32_t i = 0; i < own.size(); ++i) {
    places.emplace(NameOf(own[i]), i);
    mounts.emplace(MountOf(own[i], arena), i);
  }
  std::vector<bool> placed(own.size());
  std::vector<Value> entries;
  for (const Value& mount : base) {
    const size_t place = PlaceOf(NameOf(mount), places);
    if (place == kNone) {
      entries.push_back(Marked(mount, arena));
      continue;
    }
    if (!placed[place]) entries.push_back(Marked(own[place], arena));
    placed[place] = true;
    if (mounts.contains(MountOf(mount, arena))) continue;
    problems
        .Warning(Code::kMergedAway, own[place].origin(),
                 "takes the place of the template's mounts of volume " + NameOf(mount) +
                     ": it is no longer mounted at " + Quoted(mount.TextOf("mountPath")))
        .Other(mount.origin())
        .Hint("mount it there as well if it is still needed");
  }
  for (size_t i = 0; i < own.size(); ++i) {
    if (!placed[i]) entries.push_back(own[i]);
  }
  return ListOf(entries, agent.origin(), arena);
}

}  // namespace

PodSpec MergePodSpecs(const PodSpec& agent, const PodSpec& base, Arena& arena, Problems& problems) {
  PodSpec merged;
  merged.origin = agent.origin;
  merged.labels = MergeMaps(agent.labels, base.labels, arena);
  merged.annotations = MergeMaps(agent.annotations, base.annotations, arena);
  merged.node_selector = MergeMaps(agent.node_selector, base.node_selector, arena);
  merged.tolerations = Concatenate(agent.tolerations, base.tolerations, arena);
  merged.affinity = OwnOrMarked(agent.affinity, base.affinity, arena);
  merged.runtime_class = agent.runtime_class.present ? agent.runtime_class : base.runtime_class;
  if (!agent.runtime_class.present) merged.runtime_class.origin.cause = causes::kMerge;
  merged.resources = OwnOrMarked(agent.resources, base.resources, arena);
  merged.security_context = OwnOrMarked(agent.security_context, base.security_context, arena);
  merged.pod_security_context = OwnOrMarked(agent.pod_security_context, base.pod_security_context, arena);
  merged.lifecycle = OwnOrMarked(agent.lifecycle, base.lifecycle, arena);
  merged.extra_volumes = MergeByName(agent.extra_volumes, base.extra_volumes, "volume", arena, problems);
  merged.extra_volume_mounts = MergeMounts(agent.extra_volume_mounts, base.extra_volume_mounts, arena, problems);
  merged.extra_env = MergeByName(agent.extra_env, base.extra_env, "variable", arena, problems);
  for (size_t i = 0; i < kSystemContainers; ++i) {
    const ContainerExtras& own = agent.system[i];
    merged.system[i].env = MergeByName(own.env, base.system[i].env, "variable", arena, problems);
    merged.system[i].mounts = MergeMounts(own.mounts, base.system[i].mounts, arena, problems);
  }
  return merged;
}

}  // namespace agentrender
