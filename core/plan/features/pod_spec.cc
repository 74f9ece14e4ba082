// Takes podSpec's extra variables, mounts and volumes, adds them to the containers that they are for; runs last, so
// that they win (R45, D9).
#include <algorithm>
#include <map>

#include "core/base/order.h"
#include "core/formats/expansion.h"
#include "core/model/object_names.h"
#include "core/model/size_limits.h"
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

std::string_view NameOf(const Value& env) { return env.TextOf("name"); }
std::string_view ValueOf(const Value& env) { return env.TextOf("value"); }
bool IsLiteral(const Value& env) { return env.Find("valueFrom") == nullptr; }

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

// The entries of a name that a container sets twice.
struct Twins {
  std::vector<uint32_t> kept;        // those so far that another one has not replaced
  std::vector<uint32_t> references;  // the entries that refer to the name, in order
};

// One entry of each name in a container. Names that occur once cost only a look: what every container gets is looked at
// once per container.
class KeepOneOfEach {
 public:
  KeepOneOfEach(ArenaList<Value>& env, Adding& add) : env_(env), add_(add), gone_(env.size()) {}

  void Run() {
    std::vector<std::string_view> names;
    names.reserve(env_.size());
    for (const Value& entry : env_) names.push_back(NameOf(entry));
    if (!HasRepeated(names)) return;
    const std::vector<bool> repeated = FindRepeated(names);
    for (size_t i = 0; i < names.size(); ++i) {
      if (repeated[i] && numbers_.emplace(names[i], twins_.size()).second) twins_.emplace_back();
    }
    if (!FindReferences()) return;
    for (uint32_t i = 0; i < names.size(); ++i) {
      if (Twins* twins = Find(names[i])) Keep(*twins, i);
    }
    for (const Pair& pair : both_) WarnOf(pair);
    size_t left = 0;
    for (size_t i = 0; i < gone_.size(); ++i) {
      if (!gone_[i]) env_[left++] = env_[i];
    }
    while (env_.size() > left) env_.RemoveAt(env_.size() - 1);
  }

 private:
  // False if the budget for work is spent.
  bool FindReferences() {
    for (uint32_t i = 0; i < env_.size(); ++i) {
      const std::string_view value = ValueOf(env_[i]);
      if (!add_.make.arena().Work(value.size())) return false;
      if (value.find("$(") == std::string_view::npos) continue;
      for (const ExpansionPart& part : PartsOf(value)) {
        if (!part.reference) continue;
        Twins* twins = Find(part.text);
        if (twins != nullptr && (twins->references.empty() || twins->references.back() != i))
          twins->references.push_back(i);
      }
    }
    return true;
  }

  // Null for a name that occurs once.
  Twins* Find(std::string_view name) {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? nullptr : &twins_[found->second];
  }

  void Keep(Twins& twins, uint32_t later) {
    while (!twins.kept.empty() && Replace(twins, later)) {
      gone_[twins.kept.back()] = true;
      twins.kept.pop_back();
    }
    twins.kept.push_back(later);
  }

  // Whether another variable between the two refers to the first one.
  bool HasReferenceBetween(const Twins& twins, uint32_t earlier, uint32_t later) const {
    auto at = std::lower_bound(twins.references.begin(), twins.references.end(), later);
    while (at != twins.references.begin() && *--at > earlier) {
      if (!gone_[*at]) return true;
    }
    return false;
  }

  // Two entries of a name that are both needed, and why.
  struct Pair {
    uint32_t earlier;
    uint32_t later;
    bool between;
  };

  // A third entry may have replaced one of them since.
  void WarnOf(const Pair& pair) {
    if (gone_[pair.earlier] || gone_[pair.later]) return;
    const Value& later = env_[pair.later];
    add_.problems
        .Warning(
            Code::kEnvTwice, later.origin(),
            std::string(NameOf(later)) + " is set twice in a container, because " +
                (pair.between ? "another variable refers to the first one" : "the second one refers to the first one") +
                "; server-side apply refuses that")
        .Hint("give one of the two another name")
        .Other(env_[pair.earlier].origin());
  }

  // Makes the entry at `later` the only one of its name, replacing the last one that was kept; if both are needed,
  // notes that and changes nothing (D9).
  bool Replace(const Twins& twins, uint32_t later) {
    const uint32_t earlier = twins.kept.back();
    const std::string_view name = NameOf(env_[later]);
    const bool to_itself = RefersTo(ValueOf(env_[later]), name);
    const bool between = HasReferenceBetween(twins, earlier, later);
    std::string value;
    const bool fits = !to_itself || (IsLiteral(env_[earlier]) &&
                                     PutInPlace(ValueOf(env_[later]), name, ValueOf(env_[earlier]), value));
    if (between || !fits) {
      both_.push_back({earlier, later, between});
      return false;
    }
    if (to_itself) env_[later] = WithValue(env_[later], value, add_.make.arena());
    return true;
  }

  ArenaList<Value>& env_;
  Adding& add_;
  std::vector<bool> gone_;
  NumberByText numbers_;
  std::vector<Twins> twins_;
  std::vector<Pair> both_;
};

void AddAll(ArenaList<Value>& list, const Value& items, Arena& arena) {
  for (const Value& item : items) list.Push(arena, item);
}

// R77: a merged entry takes the place of the template's, which may be before a variable that it refers to.
class MergedOrder {
 public:
  explicit MergedOrder(Adding& add) : add_(add) {}

  void Check(const Container& container) {
    const ArenaList<Value>& env = container.env;
    NumberByText first;  // of each name
    for (uint32_t i = 0; i < env.size(); ++i) {
      const std::vector<std::string_view>* names = ReferencesOf(env[i]);
      if (names == nullptr) continue;
      if (!add_.make.arena().Work(names->size() * kLookUp)) return;
      if (first.empty()) {
        for (uint32_t k = 0; k < env.size(); ++k) first.emplace(NameOf(env[k]), k);
      }
      for (std::string_view name : *names) {
        const auto found = first.find(name);
        if (found == first.end() || found->second < i) continue;
        Warn(env[i], name, found->second == i ? Origin{} : env[found->second].origin());
        break;
      }
    }
  }

 private:
  static constexpr size_t kLookUp = 10;  // steps of it

  // The names that a merged entry refers to, each once. Null if there is no such name, or nothing more to say about it.
  // Every container gets the same entries: they are read once.
  const std::vector<std::string_view>* ReferencesOf(const Value& entry) {
    if (entry.origin().cause != causes::kMerge) return nullptr;
    const std::string_view value = ValueOf(entry);
    if (value.find("$(") == std::string_view::npos) return nullptr;
    const auto [at, is_new] = known_.try_emplace(value.data());
    if (is_new && add_.make.arena().Work(value.size())) {
      NumberByText seen;
      for (const ExpansionPart& part : PartsOf(value)) {
        if (part.reference && seen.emplace(part.text, 0).second) at->second.push_back(part.text);
      }
    }
    return at->second.empty() ? nullptr : &at->second;
  }

  void Warn(const Value& entry, std::string_view name, const Origin& later) {
    known_[ValueOf(entry).data()].clear();
    add_.problems
        .Warning(Code::kMergedOrder, entry.origin(),
                 std::string(NameOf(entry)) + " is where the template's podSpec has it, and nothing before it sets " +
                     std::string(name) + ": $(" + std::string(name) + ") stays as it is in the Pod")
        .Other(later)
        .Hint("write the value out, or give the variable another name");
  }

  Adding& add_;
  std::map<const char*, std::vector<std::string_view>> known_;  // by where the value is
};

// R74: the annotation that restarts the Pod when files or pinned commits change no longer does.
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

// What every container gets is multiplied by their number: a Pod that no API server would accept must not be built in
// the first place.
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
                 " environment variables and mounts in total; at most " + std::to_string(limits::kPodEntries) +
                 " are allowed")
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
  MergedOrder merged(add);
  AddAll(add.pod.volumes, pod_spec.extra_volumes, arena);
  AddAll(add.pod.server.mounts, pod_spec.extra_volume_mounts, arena);
  add.pod.ForEachContainer([&](Container& container) {
    AddAll(container.env, pod_spec.extra_env, arena);
    const ContainerExtras& extras = pod_spec.system[static_cast<size_t>(container.system)];
    AddAll(container.env, extras.env, arena);
    AddAll(container.mounts, extras.mounts, arena);
    KeepOneOfEach(container.env, add).Run();
    if (add.settings.controller.Has(Change::kMergePodSpecs)) merged.Check(container);
  });
}

}  // namespace agentrender
