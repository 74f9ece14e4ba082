// Takes the Pod and the objects, reports what the API server would refuse in them (D3, D10, D25, R65), at the input
// line that it comes from.
#include "core/check/check.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/check/ciphertext.h"
#include "core/check/core_v1.h"
#include "core/check/pod_security.h"
#include "core/model/annotations.h"
#include "core/model/object_names.h"
#include "core/model/size_limits.h"
#include "core/plan/features/feature.h"

namespace agentrender {

namespace {

// A place to point at: the node's own, else the Agent's.
Origin PlaceOf(const Value& value, const Settings& s) { return value.origin().HasPlace() ? value.origin() : s.origin; }

// The name in a node that is a map with one.
Value NameNode(const Value& map) { return map.Get("name"); }

// Reports that two things are equal, at the one that comes from the input.
void ReportTwice(Code code, std::string_view message, const Value& first, const Value& second, const Settings& s,
                 Problems& problems) {
  const bool second_known = second.origin().HasPlace();
  const Origin other = second_known ? first.origin() : second.origin();
  problems.Error(code, PlaceOf(second_known ? second : first, s), message)
      .Other(other)
      .Hint(other.HasPlace() ? "change or remove one of the two" : "agentrender makes the other one: change this one");
}

// Calls `report` with the index of the first of equal texts and that of each later one.
template <class Report>
void ForTwins(const std::vector<std::string_view>& texts, Report report) {
  if (!HasRepeated(texts)) return;
  const std::vector<uint32_t> order = OrderOf(texts);
  size_t first = 0;
  for (size_t i = 1; i < order.size(); ++i) {
    if (texts[order[i]] != texts[order[first]]) {
      first = i;
    } else {
      report(order[first], order[i]);
    }
  }
}

std::vector<std::string_view> TextsOf(const char* field, const ArenaList<Value>& objects) {
  std::vector<std::string_view> texts;
  texts.reserve(objects.size());
  for (const Value& object : objects) texts.push_back(object.TextOf(field));
  return texts;
}

void CheckVolumeNames(const std::vector<std::string_view>& names, const Settings& s, const Pod& pod,
                      Problems& problems) {
  ForTwins(names, [&](uint32_t first, uint32_t second) {
    const Value name = NameNode(pod.volumes[first]);
    ReportTwice(Code::kVolumeTwice, "the volume name " + Quoted(name.text()) + " is used twice", name,
                NameNode(pod.volumes[second]), s, problems);
  });
}

// The names of a Pod's volumes, which are looked up for each mount of each container: if there are many, they are
// sorted first.
class VolumeNames {
 public:
  explicit VolumeNames(const std::vector<std::string_view>& names) : names_(names) {
    constexpr size_t kFew = 24;
    if (names.size() > kFew) Sort();
  }

  bool Have(std::string_view name) const {
    return sorted_ ? std::binary_search(names_.begin(), names_.end(), name)
                   : std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  const std::vector<std::string_view>& Sorted() {
    if (!sorted_) Sort();
    return names_;
  }

 private:
  void Sort() {
    Arrange(names_, OrderOf(names_));
    sorted_ = true;
  }

  std::vector<std::string_view> names_;
  bool sorted_ = false;
};

void ReportUndeclared(const Value& mount, const Settings& s, VolumeNames& volumes, Problems& problems) {
  const Value name = NameNode(mount);
  const std::string_view near = problems.crowded() ? std::string_view() : Nearest(name.text(), volumes.Sorted());
  problems.Error(Code::kUndeclaredVolume, PlaceOf(name, s), "volume " + Quoted(name.text()) + " is not declared")
      .Hint(near.empty() ? "add it to spec.podSpec.extraVolumes" : "did you mean " + near + "?");
}

void CheckMountPaths(const Container& container, VolumeNames& volumes, const Settings& s, Problems& problems) {
  for (const Value& mount : container.mounts) {
    if (!volumes.Have(mount.TextOf("name"))) ReportUndeclared(mount, s, volumes, problems);
  }
  ForTwins(TextsOf("mountPath", container.mounts), [&](uint32_t first, uint32_t second) {
    const Value path = container.mounts[first].Get("mountPath");
    ReportTwice(Code::kMountTwice,
                "two volumes would be mounted at " + Quoted(path.text()) + " in container " + container.name, path,
                container.mounts[second].Get("mountPath"), s, problems);
  });
}

void CheckPortNumbers(const Settings& s, const Pod& pod, Arena& arena, Problems& problems) {
  const ArenaList<Value>& ports = pod.server.ports;
  if (ports.size() < 2) return;
  const auto report = [&](const char* field, const std::string& what, uint32_t first, uint32_t second) {
    ReportTwice(Code::kPortTwice, what + " is used twice", ports[first].Get(field), ports[second].Get(field), s,
                problems);
  };
  ForTwins(TextsOf("name", ports), [&](uint32_t first, uint32_t second) {
    report("name", "the port name " + Quoted(ports[first].TextOf("name")), first, second);
  });
  // R66: a different protocol makes it a different port.
  std::vector<std::string_view> numbers;
  for (const Value& port : ports)
    numbers.push_back(arena.Join(port.Get("containerPort").text(), port.TextOf("protocol")));
  ForTwins(numbers, [&](uint32_t first, uint32_t second) {
    report("containerPort", "port " + ports[first].Get("containerPort").text(), first, second);
  });
}

// D3
void CheckSelectorLabel(const Settings& s, Problems& problems) {
  const Value label = s.pod->labels.Get(object_names::kAgentLabel);
  if (!label.Present() || label.text() == s.name) return;
  problems
      .Error(Code::kSelectorLabel, label.origin(),
             "kubeopencode.io/agent must be " + s.name + ": the Deployment's selector looks for it")
      .Hint("remove the line");
}

}  // namespace

namespace {

// R65: the parts that pass through, as this Agent uses them.
void CheckPassedThrough(const Settings& s, const Value& volumes, Arena& arena, Problems& problems) {
  const PodSpec& spec = *s.pod;
  const auto check = [&](TypeId type, const Value& value, Code wrong) {
    CheckCore(type, value, wrong, arena, problems);
  };
  check(TypeId::kEnvVar, spec.extra_env, Code::kInvalidEnv);
  CheckFileKeyRefs(spec.extra_env, volumes, problems);
  for (const ContainerExtras& extras : spec.system) {
    check(TypeId::kEnvVar, extras.env, Code::kInvalidEnv);
    CheckFileKeyRefs(extras.env, volumes, problems);
  }
  check(TypeId::kVolume, spec.extra_volumes, Code::kInvalidVolume);
  check(TypeId::kSecurityContext, spec.security_context, Code::kInvalidSecurity);
  check(TypeId::kPodSecurityContext, spec.pod_security_context, Code::kInvalidSecurity);
  check(TypeId::kToleration, spec.tolerations, Code::kInvalidToleration);
  check(TypeId::kAffinity, spec.affinity, Code::kInvalidAffinity);
  check(TypeId::kLifecycle, spec.lifecycle, Code::kInvalidHook);
  check(TypeId::kLocalObjectReference, s.image_pull_secrets, Code::kBadName);
}

// What the executor gets from the Agent, from defaults and from the caller. Findings about a mixture say where the
// parts come from, and have the Agent's place if they are about a default, which has none.
void CheckExecutorResources(const Settings& s, const Pod& pod, Arena& arena, Problems& problems) {
  const Overrides& overrides = *s.overrides;
  if (!s.pod->resources.Present() && overrides.resources.empty()) return;
  const size_t known = problems.list().size();
  CheckCore(TypeId::kResourceRequirements, pod.server.resources, Code::kInvalidResources, arena, problems);
  for (size_t i = known; i < problems.list().size(); ++i) {
    Problem& problem = problems.list()[i];
    if (!problem.where.HasPlace()) problem.where = s.origin;
    if (!problem.holder.HasPlace()) problem.Child(s.origin, ".spec.podSpec.resources");
    if (overrides.resources.empty()) continue;
    std::string set;
    for (const ResourceOverride& entry : overrides.resources) {
      set.append(set.empty() ? "" : ", ").append(entry.list).append(".").append(entry.name);
    }
    problem.hint += (problem.hint.empty() ? "" : "; ") + overrides.resources_parameter + " sets " + set;
  }
}

Value ListOf(const ArenaList<Value>& items, Arena& arena) {
  Value list = Value::List(arena, static_cast<uint32_t>(items.size()));
  for (const Value& item : items) list.Push(arena, item);
  return list;
}

}  // namespace

void CheckPod(const Settings& settings, const Pod& pod, Arena& arena, Problems& problems) {
  CheckSelectorLabel(settings, problems);
  const std::vector<std::string_view> names = TextsOf("name", pod.volumes);
  CheckVolumeNames(names, settings, pod, problems);
  CheckPortNumbers(settings, pod, arena, problems);
  VolumeNames volumes(names);
  const auto check = [&](const Container& c, bool privileged) {
    CheckMountPaths(c, volumes, settings, problems);
    CheckMounts(ListOf(c.mounts, arena), privileged, arena, problems);
  };
  pod.ForEachContainer(
      [&](const Container& c) { check(c, &c == &pod.server && IsPrivileged(settings.pod->security_context)); });
  CheckExecutorResources(settings, pod, arena, problems);
  if (settings.pod->Present() || settings.image_pull_secrets.Present()) {
    CheckPassedThrough(settings, ListOf(pod.volumes, arena), arena, problems);
  }
}

namespace {

// R74: those of the Pod template, taken together.
void CheckAnnotations(const Value& deployment, const Settings& s, Problems& problems) {
  const Value annotations = deployment.Get("spec").Get("template").Get("metadata").Get("annotations");
  size_t bytes = 0;
  for (const Member& m : annotations.members()) bytes += m.key.text().size() + m.value.text().size();
  if (bytes <= limits::kAnnotationBytes) return;
  problems.Error(Code::kTooLarge, PlaceOf(s.pod->annotations, s),
                 "the annotations of the Pod are " + std::to_string(bytes) + " bytes; Kubernetes takes " +
                     std::to_string(limits::kAnnotationBytes) + " at most");
}

void CheckObject(const Value& object, const Settings& settings, const Input& input, Problems& problems) {
  const std::string_view kind = object.TextOf("kind");
  const std::string_view api_version = object.TextOf("apiVersion");
  const std::string_view name = object.Get("metadata").TextOf("name");
  for (const Resource* other : input.others.Find(settings.ns, name)) {
    const bool same_group =
        api_version == other->ref.api_version || (kind == "Deployment" && other->ref.api_version.starts_with("apps/"));
    if (other->ref.kind != kind || !same_group) continue;
    problems
        .Error(Code::kForeignObject, settings.origin,
               std::string(kind) + " " + name + " would be rendered for this Agent, and the input already has one")
        .Child(settings.origin, ".metadata.name")
        .Other(other->origin())
        .Hint("rename the Agent or the other object");
  }
  if (kind == "Deployment") CheckAnnotations(object, settings, problems);
  if (kind != "ConfigMap") return;
  constexpr size_t kMost = limits::kConfigMapBytes;
  size_t bytes = 0;
  Value largest;
  for (const Member& m : object.Get("data").members()) {
    bytes += m.value.text().size();
    if (m.value.text().size() > largest.text().size()) largest = m.value;
  }
  if (bytes <= kMost) return;
  problems
      .Error(Code::kTooLarge, settings.origin,
             "the files of this Agent are " + std::to_string(bytes) + " bytes; a ConfigMap holds at most " +
                 std::to_string(kMost))
      .Other(largest.origin())
      .Hint("the largest has " + std::to_string(largest.text().size()) +
            " bytes; move large files to a Git repository, a URL or a ConfigMap of their own");
}

}  // namespace

void CheckObjects(const std::vector<Value>& objects, const Settings& settings, const Input& input,
                  std::optional<SecurityLevel> pod_security, Problems& problems) {
  for (const Value& object : objects) {
    CheckObject(object, settings, input, problems);
    if (object.TextOf("kind") != "Deployment") continue;
    CheckPodSecurity(object, settings, input, pod_security.value_or(SecurityLevel::kPrivileged), problems);
    CheckCiphertext(object, settings, input, problems);
  }
}

// R3a
static void NoteHooks(const Resource& agent, Problems& problems) {
  const Value own = agent.object.Get("metadata").Get("annotations");
  for (std::string_view hook : annotations::kHooks) {
    const Member* member = own.IsMap() ? own.FindMember(hook) : nullptr;
    if (member == nullptr || member->value.IsNull()) continue;
    problems
        .Warning(Code::kHookNotCarried, member->key.origin(),
                 "an Agent is not a hook: the objects that it becomes do not get this annotation")
        .Hint("remove it; a hook's objects are created and deleted with each deployment");
  }
}

void NoteRunTimeFields(const Settings& settings, const Input& input, Problems& problems) {
  const Agent& agent = *settings.agent;
  NoteHooks(*agent.resource, problems);
  if (settings.ns.empty()) {
    problems.Info(Code::kNoNamespace, settings.origin, "no namespace is given: objects get none, and texts say default")
        .Child(settings.origin, ".metadata")
        .Hint("set metadata.namespace, or use --namespace");
  }
  if (agent.standby.HasPlace()) {
    const bool suspended = *settings.suspend;
    if (suspended) {
      problems.Warning(Code::kStandbyAtRunTime, agent.standby, "standby has no effect while suspend is true")
          .Hint("remove one of the two");
    } else {
      problems.Info(Code::kStandbyAtRunTime, agent.standby,
                    "standby needs the controller: here, replicas come from suspend alone");
    }
  }
  if (!*agent.share_enabled) return;
  const std::string secret = std::string(settings.name) + "-share";
  for (const Resource* other : input.others.Find(settings.ns, secret)) {
    if (other->ref.kind == "Secret" && other->ref.api_version == "v1") return;
  }
  problems
      .Warning(Code::kShareAtRunTime, agent.share_enabled.origin,
               "share needs the controller, which makes the Secret " + secret)
      .Hint("add that Secret to the input, or remove share");
}

}  // namespace agentrender
