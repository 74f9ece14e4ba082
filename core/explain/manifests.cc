// Takes sources, gives the objects in them that were rendered from Agents, and what cannot be compared with them: a
// diff against a cluster or a rendered branch must not report what only one side can have.
#include "core/explain/manifests.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/collect/collect.h"
#include "core/collect/select.h"
#include "core/settings/in_input.h"

namespace agentrender {

namespace {

// Whether the object has what an API server adds to each object, and nobody applies.
bool IsLive(const Value& metadata) {
  for (const char* key : {"uid", "resourceVersion", "creationTimestamp"}) {
    if (!metadata.TextOf(key).empty()) return true;
  }
  return !metadata.Get("managedFields").empty();
}

// The object with its namespace written out.
Value InNamespace(const Value& object, std::string_view ns, Arena& arena) {
  Value made = Value::Map(arena, object.size(), object.origin());
  for (const Member& m : object.members()) {
    if (m.key.text() != "metadata") {
      made.Add(arena, m.key, m.value);
      continue;
    }
    Value metadata = Value::Map(arena, m.value.size() + 1, m.value.origin());
    for (const Member& below : m.value.members()) {
      if (below.key.text() != "namespace") metadata.Add(arena, below.key, below.value);
    }
    metadata.Add(arena, "namespace", Value::String(ns, m.value.origin()));
    made.Add(arena, m.key, metadata);
  }
  return made;
}

class Taker {
 public:
  Taker(const Input& input, Manifests& manifests) : input_(input), manifests_(manifests) {}

  void Take(const Resource& resource) {
    const ObjectRef& ref = resource.ref;
    if ((resource.role != Role::kOther && resource.role != Role::kConfigMap) || !IsManifest(resource)) return;
    manifests_.kinds.push_back(ref.kind);
    const std::string_view agent = AgentOf(resource);
    if (agent.empty()) {
      manifests_.others.push_back(std::string(ref.kind) + '/' + ref.name);
      return;
    }
    RenderedObject made;
    made.agent = {"kubeopencode.io/v1alpha1", "Agent", input_.NamespaceOf(ref), agent, {}, {}};
    made.object = ref.ns.empty() && !made.agent.ns.empty()
                      ? InNamespace(resource.object, made.agent.ns, *manifests_.reading.arena)
                      : resource.object;
    made.agent_origin = resource.origin();
    made.given = true;
    made.live = IsLive(resource.object.Get("metadata"));
    manifests_.live |= made.live;
    manifests_.objects.push_back(made);
  }

  // The Agents that are next to their rendered objects.
  void TakeAgents() {
    std::set<AgentName> made;
    for (const RenderedObject& object : manifests_.objects) made.insert({object.agent.ns, object.agent.name});
    for (const Resource& resource : input_.resources) {
      const AgentName name{input_.NamespaceOf(resource.ref), resource.ref.name};
      if (resource.role != Role::kAgent) continue;
      const bool became = made.contains(name);
      manifests_.all_became &= became;
      if (became) manifests_.agents.push_back(name);
    }
  }

 private:
  const Input& input_;
  Manifests& manifests_;
};

AgentName NameOf(const RenderedObject& object) {
  return {object.object.Get("metadata").TextOf("namespace"), object.agent.name};
}

// Adds the manifests to a rendering. Where it has rendered an Agent anew, the Agent's earlier objects do not count.
void Add(const Manifests& manifests, Rendering& rendering, LeftAside& rest) {
  std::set<AgentName> rendered;
  for (const RenderedObject& object : rendering.objects) rendered.insert(NameOf(object));
  for (const RenderedObject& object : manifests.objects) {
    if (!rendered.contains(NameOf(object))) rendering.objects.push_back(object);
  }
  for (const AgentName& name : manifests.agents) {
    if (!rendered.contains(name)) rest.agents.push_back("Agent/" + name.second);
  }
}

// Kinds of which the cluster's answer has no object were probably not asked for: they are not compared.
void LeaveOutKinds(const Manifests& live, LeftAside& rest, Rendering& before, Rendering& after) {
  if (!live.live) return;
  for (const std::string_view kind : {"ConfigMap", "PersistentVolumeClaim", "Deployment", "Service"}) {
    if (std::find(live.kinds.begin(), live.kinds.end(), kind) != live.kinds.end()) continue;
    const auto is_of_kind = [&](const RenderedObject& object) { return object.object.TextOf("kind") == kind; };
    if (std::erase_if(before.objects, is_of_kind) + std::erase_if(after.objects, is_of_kind) != 0)
      rest.kinds.emplace_back(kind);
  }
}

}  // namespace

Manifests ReadManifests(const std::vector<Source>& sources, const Options& options) {
  Manifests manifests;
  manifests.reading = ReadSources(sources, options.sizes, options.budget);
  Problems said_already;
  Arena& arena = *manifests.reading.arena;
  const std::vector<Document>& documents = manifests.reading.documents;
  Options all = WithSettings(documents, options, arena, said_already);
  manifests.has_settings = HasSettings(documents, options, arena);
  manifests.selects = !all.selector.TakesAll();
  manifests.keeps_inputs = all.keep_inputs;
  all.keep_inputs = false;  // otherwise rendered objects next to their Agent would be left out
  const Input input = Collect(documents, sources, all, arena, said_already);
  Taker taker(input, manifests);
  for (const Resource& resource : input.resources) taker.Take(resource);
  taker.TakeAgents();
  return manifests;
}

void AddManifests(const Manifests& old_ones, Rendering& before, LeftAside& old_rest, const Manifests& new_ones,
                  Rendering& after, LeftAside& new_rest) {
  old_rest.objects = old_ones.others;
  new_rest.objects = new_ones.others;
  if (old_ones.objects.empty() && new_ones.objects.empty()) return;
  Add(old_ones, before, old_rest);
  Add(new_ones, after, new_rest);
  LeaveOutKinds(old_ones, old_rest, before, after);
  LeaveOutKinds(new_ones, new_rest, before, after);
}

LeftAgents LeftOfOld(const Manifests& old_ones) {
  const bool rendered = !old_ones.objects.empty() && !old_ones.has_settings;
  return rendered ? LeftAgents::kAll : LeftAgents::kMade;
}

LeftAgents LeftOfNew(const Manifests& old_ones, const Manifests& new_ones) {
  const bool selected = old_ones.selects || (LeftOfOld(old_ones) == LeftAgents::kAll && !old_ones.all_became);
  const LeftAgents left = selected ? LeftOfOld(new_ones) : LeftAgents::kMade;
  const bool rendered = !new_ones.has_settings && !new_ones.keeps_inputs && new_ones.all_became;
  return rendered || left == LeftAgents::kAll ? left : LeftAgents::kNone;
}

}  // namespace agentrender
