// Takes sources, gives the objects in them that Agents became, without what an API server adds.
#include "core/explain/manifests.h"

#include <algorithm>

#include "core/collect/collect.h"
#include "core/explain/field_lines.h"
#include "core/model/object_names.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

struct AliasRow {
  std::string_view key;
  std::string_view alike;
};
constexpr AliasRow kAliases[] = {
#define ALIAS(key, alike) {key, alike},
#define ADDED(...)
#define DEFAULT(...)
#define CHOSEN(...)
#include "core/explain/server_fields.def"
#undef ALIAS
#undef ADDED
#undef DEFAULT
#undef CHOSEN
};

struct FieldRow {
  std::string_view kind;
  std::string_view path;
  std::string_view value;  // JSON; empty for any
};
constexpr FieldRow kServerFields[] = {
#define ALIAS(...)
#define ADDED(kind, path) {kind, path, ""},
#define DEFAULT(kind, path, value) {kind, path, value},
#define CHOSEN(...)
#include "core/explain/server_fields.def"
#undef ALIAS
#undef ADDED
#undef DEFAULT
#undef CHOSEN
};
constexpr FieldRow kChosen[] = {
#define ALIAS(...)
#define ADDED(...)
#define DEFAULT(...)
#define CHOSEN(kind, path) {kind, path, ""},
#include "core/explain/server_fields.def"
#undef ALIAS
#undef ADDED
#undef DEFAULT
#undef CHOSEN
};

constexpr std::string_view kPod = "spec.template.spec";

bool Matches(const FieldRow& row, std::string_view kind, std::string_view path) {
  if (!row.kind.empty() && row.kind != kind) return false;
  return row.path.ends_with('*') ? path.starts_with(row.path.substr(0, row.path.size() - 1)) : row.path == path;
}

bool HasJson(const Value& value, std::string_view json) {
  Output text;
  EmitJson(value, text);
  return text.view() == json;
}

// One object without what the table says.
class Stripper {
 public:
  Stripper(std::string_view kind, Arena& arena) : kind_(kind), arena_(arena) {}

  Value Strip(const Value& value, const std::string& path) {
    if (value.IsMap()) return StripMap(value, path == kPod ? "pod" : path);
    if (!value.IsList()) return value;
    Value list = Value::List(arena_, value.size(), value.origin());
    for (const Value& item : value) list.Push(arena_, Strip(item, path + "[]"));
    return list;
  }

 private:
  Value StripMap(const Value& value, const std::string& path) {
    Value map = Value::Map(arena_, value.size(), value.origin());
    for (const Member& m : value.members()) {
      const std::string below = WithKey(path, AliasOf(m.key.text()));
      const Value left = Strip(m.value, below);
      if (!IsLeftOut(left, below)) map.Add(arena_, m.key, left);
    }
    return map;
  }

  static std::string_view AliasOf(std::string_view key) {
    for (const AliasRow& row : kAliases) {
      if (row.key == key) return row.alike;
    }
    return key;
  }

  bool IsLeftOut(const Value& value, const std::string& path) const {
    return std::any_of(std::begin(kServerFields), std::end(kServerFields), [&](const FieldRow& row) {
      return Matches(row, kind_, path) && (row.value.empty() || HasJson(value, row.value));
    });
  }

  std::string_view kind_;
  Arena& arena_;
};

// Whether the object was made for the Agent that its label names: by its name, or, under a prefix or hash of
// kustomize's, by the other labels.
bool IsMade(const ObjectRef& ref, const Value& labels, std::string_view agent) {
  const bool ours =
      labels.TextOf("app.kubernetes.io/managed-by") == "kubeopencode" || labels.TextOf("app") == "kubeopencode";
  return std::any_of(std::begin(object_names::kMade), std::end(object_names::kMade), [&](const auto& row) {
    if (ref.kind != row.kind || ref.api_version != row.api_version) return false;
    return ours || (ref.name.starts_with(agent) && ref.name.substr(agent.size()) == row.suffix);
  });
}

void Take(const Resource& resource, Manifests& manifests) {
  const ObjectRef& ref = resource.ref;
  if ((resource.role != Role::kOther && resource.role != Role::kConfigMap) || !IsManifest(resource)) return;
  const Value metadata = resource.object.Get("metadata");
  const Value labels = metadata.Get("labels");
  const std::string_view agent = labels.TextOf(object_names::kAgentLabel);
  if (agent.empty() || !IsMade(ref, labels, agent)) {
    manifests.others.push_back(std::string(ref.kind) + '/' + std::string(ref.name));
    return;
  }
  manifests.live |= metadata.Get("uid").Present();
  RenderedObject made;
  made.object = resource.object;
  made.agent = {"kubeopencode.io/v1alpha1", "Agent", ref.ns, agent, {}, {}};
  made.agent_origin = resource.origin();
  made.given = true;
  manifests.objects.push_back(made);
}

void LeaveOutServerFields(std::vector<RenderedObject>& objects, Arena& arena) {
  for (RenderedObject& object : objects)
    object.object = Stripper(object.object.TextOf("kind"), arena).Strip(object.object, "");
}

bool HasKind(const std::vector<RenderedObject>& objects, std::string_view kind) {
  return std::any_of(objects.begin(), objects.end(),
                     [&](const RenderedObject& object) { return object.object.TextOf("kind") == kind; });
}

// Of which kinds the cluster was not asked, judged by what it gave.
void LeaveOutKinds(const Manifests& live, LeftAside& rest, Rendering& before, Rendering& after) {
  for (const std::string_view kind : {"ConfigMap", "PersistentVolumeClaim", "Deployment", "Service"}) {
    if (!live.live || HasKind(live.objects, kind)) continue;
    rest.kinds.emplace_back(kind);
    const auto is_of_kind = [&](const RenderedObject& object) { return object.object.TextOf("kind") == kind; };
    std::erase_if(before.objects, is_of_kind);
    std::erase_if(after.objects, is_of_kind);
  }
}

}  // namespace

Manifests ReadManifests(const std::vector<Source>& sources, const Options& options) {
  Manifests manifests;
  manifests.reading = ReadSources(sources, options.sizes);
  Problems said_already;
  const Input input = Collect(manifests.reading.documents, sources, options, *manifests.reading.arena, said_already);
  for (const Resource& resource : input.resources) Take(resource, manifests);
  return manifests;
}

void AddManifests(Manifests& old_ones, Rendering& before, LeftAside& old_rest, Manifests& new_ones, Rendering& after,
                  LeftAside& new_rest) {
  old_rest.objects = old_ones.others;
  new_rest.objects = new_ones.others;
  if (old_ones.objects.empty() && new_ones.objects.empty()) return;
  before.objects.insert(before.objects.end(), old_ones.objects.begin(), old_ones.objects.end());
  after.objects.insert(after.objects.end(), new_ones.objects.begin(), new_ones.objects.end());
  LeaveOutServerFields(before.objects, *old_ones.reading.arena);
  LeaveOutServerFields(after.objects, *new_ones.reading.arena);
  LeaveOutKinds(old_ones, old_rest, before, after);
  LeaveOutKinds(new_ones, new_rest, before, after);
}

bool IsChosenByServer(std::string_view kind, std::string_view path) {
  return std::any_of(std::begin(kChosen), std::end(kChosen),
                     [&](const FieldRow& row) { return Matches(row, kind, path); });
}

}  // namespace agentrender
