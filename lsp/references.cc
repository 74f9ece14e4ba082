// Takes positions, gives where the thing that is named there is declared, and where else it is named.
#include "lsp/references.h"

#include <set>
#include <tuple>

namespace agentrender::lsp {

namespace {

// A field whose value is a name: below `parent` (the key above, items aside), in `field`. `key` is the field beside it
// that names an entry of the data; then `name` is the one that names the resource.
struct ReferenceRow {
  std::string_view parent;
  std::string_view field;
  std::string_view kind;
  bool is_key = false;
};
constexpr ReferenceRow kReferences[] = {
    {"templateRef", "name", "AgentTemplate"},
    {"configMapRef", "name", "ConfigMap"},
    {"configMapRef", "key", "ConfigMap", true},
    {"configMapKeyRef", "name", "ConfigMap"},
    {"configMapKeyRef", "key", "ConfigMap", true},
    {"configMap", "name", "ConfigMap"},
    {"configMap", "key", "ConfigMap", true},
    {"secretRef", "name", "Secret"},
    {"secretRef", "key", "Secret", true},
    {"secretKeyRef", "name", "Secret"},
    {"secretKeyRef", "key", "Secret", true},
    {"secret", "secretName", "Secret"},
    {"imagePullSecrets", "name", "Secret"},
    {"spec", "serviceAccountName", "ServiceAccount"},
    {"persistentVolumeClaim", "claimName", "PersistentVolumeClaim"},
    {"extraVolumeMounts", "name", kVolume},
    {"fileKeyRef", "volumeName", kVolume},
    {"metadata", "namespace", "Namespace"},
};

// The key above the last step, items left aside.
std::string_view ParentOf(const std::vector<Step>& path) {
  for (size_t i = path.size() - 1; i-- > 0;) {
    if (path[i].is_key) return path[i].key;
  }
  return {};
}

const ReferenceRow* FindRow(const std::vector<Step>& path) {
  if (path.empty() || !path.back().is_key) return nullptr;
  const std::string_view parent = ParentOf(path);
  for (const ReferenceRow& row : kReferences) {
    if (row.field == path.back().key && row.parent == parent) return &row;
  }
  return nullptr;
}

bool IsDeclaration(const std::vector<Step>& path, const char* last) {
  return path.size() == 2 && path[0].key == "metadata" && path[1].key == last;
}

bool IsVolumeDeclaration(const std::vector<Step>& path) {
  return !path.empty() && path.back().key == "name" && ParentOf(path) == "extraVolumes";
}

// Calls fn(const Value& scalar, const Target&) for each name in a resource that the table has.
template <class Fn>
class Names {
 public:
  Names(std::string_view ns, Fn fn) : ns_(ns), fn_(fn) {}

  void Walk(const Value& value) {
    values_.push_back(&value);
    for (uint32_t i = 0; i < value.size(); ++i) {
      path_.push_back(value.IsMap() ? Step{std::string(value.member(i).key.text()), 0, true} : Step{"", i, false});
      Walk(value.IsMap() ? value.member(i).value : value.at(i));
      if (value.IsMap() && value.member(i).value.IsString()) Take(value, value.member(i).value);
      path_.pop_back();
    }
    values_.pop_back();
  }

 private:
  void Take(const Value& map, const Value& scalar) {
    const auto around = [&](bool beside, const char* key) {
      if (beside) return std::string(map.TextOf(key));
      const size_t size = values_.size();
      return size < kStepsToAbove ? std::string() : std::string(values_[size - kStepsToAbove]->TextOf(key));
    };
    const std::optional<Target> target = TargetOf(path_, ns_, std::string(scalar.text()), around);
    if (target) fn_(scalar, *target);
  }

  std::string_view ns_;
  Fn fn_;
  std::vector<Step> path_;
  std::vector<const Value*> values_;  // that the steps go through
};

template <class Fn>
void ForEachName(const Session& session, const Value& resource, Fn fn) {
  const std::string_view ns = session.workspace.NamespaceOf(RefOf(resource));
  Names<Fn>(ns, fn).Walk(resource);
}

// Where a resource declares the target; nowhere when it does not.
Origin DeclarationIn(const Session& session, const Value& resource, const Target& target) {
  if (!Declares(session, resource, target)) return {};
  if (target.key.empty()) return resource.Get("metadata").Get("name").origin();
  for (const char* part : {"data", "binaryData", "stringData"}) {
    const Value data = resource.Get(part);
    const agentrender::Member* entry = data.IsMap() ? data.FindMember(target.key) : nullptr;
    if (entry != nullptr) return entry->key.origin();
  }
  return {};
}

template <class Fn>
void ForEachIn(const Session& session, const std::vector<DocumentId>& ids, Fn fn) {
  for (const DocumentId& id : ids) {
    Arena& arena = *session.workspace.file(id.slot).tree().arena;
    ForEachResource(session.workspace.At(id), arena, [&](const Value& resource) { fn(resource); });
  }
}

// The resource itself, and for an Agent the template that it names: both declare volumes.
std::vector<Value> ResourcesWithVolumes(const Session& session, Slot slot, const Place& place) {
  std::vector<Value> resources;
  if (place.resource == nullptr) return resources;
  resources.push_back(*place.resource);
  const Target base{
      "AgentTemplate", place.ns, std::string(place.resource->Get("spec").Get("templateRef").TextOf("name")), {}};
  if (base.name.empty()) return resources;
  ForEachIn(session, session.workspace.Givers(slot, KeyOf(base)), [&](const Value& resource) {
    if (Declares(session, resource, base)) resources.push_back(resource);
  });
  return resources;
}

std::vector<Origin> Declarations(const Session& session, const Spot& spot, const Place& place, const Target& target) {
  std::vector<Origin> found;
  if (target.kind == kVolume) {
    for (const Value& resource : ResourcesWithVolumes(session, spot.slot, place)) {
      for (const Value& volume : resource.Get("spec").Get("podSpec").Get("extraVolumes")) {
        if (volume.TextOf("name") == target.name) found.push_back(volume.Get("name").origin());
      }
    }
    return found;
  }
  ForEachIn(session, session.workspace.Givers(spot.slot, KeyOf(target)), [&](const Value& resource) {
    const Origin where = DeclarationIn(session, resource, target);
    if (where.HasPlace()) found.push_back(where);
  });
  return found;
}

// Up to some release the Agent's podSpec, which names them, replaces the template's with the volumes in it.
void TakeVolumeNames(const Session& session, Slot slot, const Place& place, std::set<std::string>& names) {
  const bool merged = session.workspace.controller().Has(Change::kMergePodSpecs);
  for (const Value& resource : ResourcesWithVolumes(session, slot, place)) {
    for (const Value& volume : resource.Get("spec").Get("podSpec").Get("extraVolumes"))
      names.emplace(volume.TextOf("name"));
    if (!merged) break;  // the first one is the Agent
  }
}

Json Locations(const Session& session, const std::vector<Origin>& places) {
  Json locations = Json::array();
  std::set<std::tuple<uint16_t, uint32_t, uint32_t>> known;  // what several aliases stand for is in one place
  for (const Origin& place : places) {
    if (!known.insert({place.source, place.line, place.column}).second) continue;
    Json location = LocationOf(session, place);
    if (!location.is_null()) locations.push_back(std::move(location));
  }
  return locations;
}

}  // namespace

namespace {

// A key in the items of a volume: the volume names the resource.
std::optional<Target> TargetOfItem(const std::vector<Step>& path, std::string_view ns, const std::string& token,
                                   const Around& around) {
  if (path.size() <= kStepsToAbove || path.back().key != "key" || ParentOf(path) != "items") return std::nullopt;
  const std::string& volume = path[path.size() - kStepsToAbove - 1].key;
  if (volume != "configMap" && volume != "secret") return std::nullopt;
  std::string name = around(false, volume == "secret" ? "secretName" : "name");
  if (name.empty()) name = around(false, "name");
  return Target{volume == "secret" ? "Secret" : "ConfigMap", std::string(ns), name, token};
}

}  // namespace

std::optional<Target> TargetOf(const Place& place) {
  return TargetOf(place.path, place.ns, place.token, [&](bool beside, const char* key) {
    const std::map<std::string, std::string>& scalars = beside ? place.beside : place.above;
    const auto found = scalars.find(key);
    return found == scalars.end() ? std::string() : found->second;
  });
}

std::optional<Target> TargetOf(const std::vector<Step>& path, std::string_view ns, const std::string& token,
                               const Around& around) {
  if (std::optional<Target> target = TargetOfItem(path, ns, token, around)) return target;
  const ReferenceRow* row = FindRow(path);
  if (row == nullptr) return std::nullopt;
  Target target{std::string(row->kind), std::string(ns), token, {}};
  if (row->kind == "Namespace") target.ns.clear();
  if (!row->is_key) return target;
  target.key = token;
  target.name = around(true, "name");
  return target;
}

std::optional<Target> TargetAt(const Place& place) {
  if (place.on_key) {
    const bool entry = place.path.size() == 2 && (place.path[0].key == "data" || place.path[0].key == "stringData");
    if (!entry || (place.kind != "ConfigMap" && place.kind != "Secret")) return std::nullopt;
    return Target{place.kind, place.ns, place.name, place.path[1].key};
  }
  if (IsDeclaration(place.path, "name") && !place.kind.empty())
    return Target{place.kind, place.kind == "Namespace" ? std::string() : place.ns, place.name, {}};
  if (IsVolumeDeclaration(place.path)) return Target{std::string(kVolume), place.ns, place.token, {}};
  return TargetOf(place);
}

bool Declares(const Session& session, const Value& resource, const Target& target) {
  const ObjectRef ref = RefOf(resource);
  const bool in_namespace = target.kind == "Namespace" || session.workspace.NamespaceOf(ref) == target.ns;
  return ref.kind == target.kind && ref.name == target.name && in_namespace;
}

std::string KeyOf(const Target& target) {
  if (target.kind == "Namespace") return KeyOf(KeyKind::kNamespace, "", target.name);
  if (target.kind == "AgentTemplate") return KeyOf(KeyKind::kTemplate, target.ns, target.name);
  return KeyOf(target.kind == "Agent" ? KeyKind::kAgent : KeyKind::kOther, target.ns, target.name);
}

std::vector<std::string> AgentNames(const Session& session, Slot slot) {
  std::set<std::string> names;
  for (const File& file : session.workspace.files()) {
    if (file.now == nullptr || file.island != session.workspace.file(slot).island) continue;
    for (const Document& document : file.tree().documents) {
      ForEachResource(document, *file.tree().arena, [&](const Value& resource) {
        const ObjectRef ref = RefOf(resource);
        if (ref.kind == "Agent" && !ref.name.empty()) names.emplace(ref.name);
      });
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> NamesFor(const Session& session, Slot slot, const Place& place, const Target& target) {
  std::set<std::string> names;
  const std::string& island = session.workspace.file(slot).island;
  const auto take = [&](const Value& resource) {
    const ObjectRef ref = RefOf(resource);
    const std::string_view ns = session.workspace.NamespaceOf(ref);
    if (target.kind == "Namespace") {
      names.emplace(ref.kind == "Namespace" ? ref.name : ns);
    } else if (ref.kind == target.kind && ns == target.ns && !target.key.empty() && ref.name == target.name) {
      for (const char* part : {"data", "stringData"}) {
        for (const agentrender::Member& m : resource.Get(part).members()) names.emplace(m.key.text());
      }
    } else if (ref.kind == target.kind && ns == target.ns && target.key.empty()) {
      names.emplace(ref.name);
    }
  };
  if (target.kind == kVolume) {
    TakeVolumeNames(session, slot, place, names);
  } else {
    for (const File& file : session.workspace.files()) {
      if (file.now == nullptr || file.island != island) continue;
      for (const Document& document : file.tree().documents) ForEachResource(document, *file.tree().arena, take);
    }
  }
  names.erase("");
  return {names.begin(), names.end()};
}

namespace {

// Of an alias that names nothing: the anchor that it stands for, the last one above it.
Json AnchorOf(const Session& session, const Place& place, const Spot& spot) {
  if (!place.is_alias) return nullptr;
  const Lines lines(spot.file->now->text);
  const std::string_view text = lines.text();
  const std::string anchor =
      "&" + std::string(text.substr(place.span.begin + 1, place.span.end - place.span.begin - 1));
  for (size_t at = place.span.begin; at != 0 && (at = text.rfind(anchor, at - 1)) != std::string_view::npos;) {
    const size_t end = at + anchor.size();
    const size_t line = lines.LineAt(at);
    const bool whole = end >= text.size() || std::string_view(" \t\r\n,]}").find(text[end]) != std::string_view::npos;
    if (!whole || IsInComment(lines.line(line), at - lines.start(line))) continue;
    return Json::array({{{"uri", spot.file->uri}, {"range", lines.RangeOf({at, end}, session.client.encoding)}}});
  }
  return nullptr;
}

}  // namespace

Json Definition(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  const std::optional<Place> place = PlaceAt(session, spot);
  const std::optional<Target> target = place ? TargetAt(*place) : std::nullopt;
  if (place && !target) return AnchorOf(session, *place, spot);
  if (!target) return nullptr;
  return Locations(session, Declarations(session, spot, *place, *target));
}

Json References(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  const std::optional<Place> place = PlaceAt(session, spot);
  const std::optional<Target> target = place ? TargetAt(*place) : std::nullopt;
  if (!target) return nullptr;
  std::vector<Origin> found;
  if (IsTrue(Member(params, "context"), "includeDeclaration")) found = Declarations(session, spot, *place, *target);
  const auto take = [&](const Value& resource) {
    ForEachName(session, resource, [&](const Value& scalar, const Target& named) {
      const bool same = named == *target || (target->key.empty() && named.kind == target->kind &&
                                             named.ns == target->ns && named.name == target->name && named.key.empty());
      if (same) found.push_back(scalar.origin());
    });
  };
  if (target->kind == kVolume) {
    if (place->resource != nullptr) take(*place->resource);
    // Agents mount what their template declares.
    const std::string key = KeyOf(KeyKind::kTemplate, place->ns, place->name);
    if (place->kind == "AgentTemplate") ForEachIn(session, session.workspace.Wanters(spot.slot, key), take);
  } else {
    ForEachIn(session, session.workspace.Wanters(spot.slot, KeyOf(*target)), take);
  }
  return Locations(session, found);
}

}  // namespace agentrender::lsp
