// Takes an object, gives what it says about itself: its kind and name, and whether it is a list.
#include "core/model/document.h"

#include <algorithm>

namespace agentrender {

namespace {

constexpr std::string_view kListSuffix = "List";

// Of these, all kinds that end in List are lists, whatever they contain.
bool HasOnlyRealLists(std::string_view api_version) {
  return api_version == "v1" || api_version.starts_with("kubeopencode.io/") ||
         api_version.starts_with("config.kubernetes.io/");
}

// An item of a typed list may leave out apiVersion and kind, which the list has.
bool IsResourceLike(const Value& item) {
  return item.Get("metadata").IsMap() || (!item.TextOf("apiVersion").empty() && !item.TextOf("kind").empty());
}

}  // namespace

ObjectRef RefOf(const Value& object) {
  const Value metadata = object.Get("metadata");
  ObjectRef ref;
  ref.api_version = object.TextOf("apiVersion");
  ref.kind = object.TextOf("kind");
  ref.ns = metadata.TextOf("namespace");
  ref.name = metadata.TextOf("name");
  return ref;
}

bool IsList(const Value& object) {
  if (!object.TextOf("kind").ends_with(kListSuffix)) return false;
  if (HasOnlyRealLists(object.TextOf("apiVersion"))) return true;
  // An object with a name or a spec is not a list, such as an AllowList.
  if (object.Find("spec") != nullptr || !object.Get("metadata").TextOf("name").empty()) return false;
  const Value items = object.Get("items");
  return items.IsList() && std::all_of(items.begin(), items.end(), IsResourceLike);
}

Value ItemOf(const Value& list, const Value& item, Arena& arena) {
  std::string_view kind = list.TextOf("kind");
  const bool whole = !item.TextOf("apiVersion").empty() && !item.TextOf("kind").empty();
  if (!item.IsMap() || whole || kind == "List" || kind == "ResourceList") return item;
  kind.remove_suffix(kListSuffix.size());
  Value made = Value::Map(arena, item.size() + 2, item.origin());
  const auto add = [&](std::string_view key, std::string_view text) {
    const Value own = item.Get(key);
    made.Add(arena, key, own.Present() ? own : Value::String(text, item.origin()));
  };
  add("apiVersion", list.TextOf("apiVersion"));
  add("kind", kind);
  for (const Member& m : item.members()) {
    if (m.key.text() != "apiVersion" && m.key.text() != "kind") made.Add(arena, m.key, m.value);
  }
  return made;
}

bool Document::MustBeWrittenAnew() const {
  return odd_lines || std::any_of(ties.begin(), ties.end(), [](const Tie& tie) { return tie.anchor.line == 0; });
}

const FlowObject* Document::FindFlowObject(const Origin& begin) const {
  const auto found =
      std::lower_bound(flow_objects.begin(), flow_objects.end(), begin,
                       [](const FlowObject& object, const Origin& place) { return place.IsBehind(object.begin); });
  return found != flow_objects.end() && found->begin.SamePlace(begin) ? &*found : nullptr;
}

bool IsItemDash(std::string_view line) {
  const size_t dash = line.find_first_not_of(' ');
  if (dash == std::string_view::npos || line[dash] != '-') return false;
  const size_t behind = line.find_first_not_of(" \r", dash + 1);
  return behind == std::string_view::npos || line[behind] == '#';
}

bool IsManifest(const Resource& resource) {
  constexpr std::string_view kKustomizeGroup = "kustomize.config.k8s.io/";
  constexpr std::string_view kLocalConfig = "config.kubernetes.io/local-config";
  // No cluster knows an AgentRender: it says how to render (core/settings/in_input.h).
  const bool settings =
      resource.ref.kind == "AgentRender" && resource.ref.api_version == "render.kubeopencode.io/v1alpha1";
  // Without quotes the same is meant, and kubectl would refuse it.
  const Value local = resource.object.Get("metadata").Get("annotations").Get(kLocalConfig);
  const bool is_local = local.Present() && local.IsScalar() && local.text() == "true";
  return !settings && !resource.ref.api_version.starts_with(kKustomizeGroup) && !is_local;
}

}  // namespace agentrender
