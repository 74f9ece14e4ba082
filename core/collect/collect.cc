// Takes documents, gives the resources in them with their roles; reports what is no resource, what is nearly one of
// our kinds, and what is there twice (R1).
#include "core/collect/collect.h"

#include <algorithm>
#include <string>

#include "core/base/nearest.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/collect/item_lines.h"
#include "core/collect/select.h"
#include "core/collect/twins.h"

namespace agentrender {

namespace {

constexpr std::string_view kGroup = "kubeopencode.io";
constexpr std::string_view kVersion = "v1alpha1";

constexpr std::string_view kRevisionsVersion = "render.kubeopencode.io/v1alpha1";
constexpr std::string_view kRevisionsKind = "GitRevisions";

struct KindRow {
  std::string_view kind;
  Role role;
};
constexpr KindRow kOurKinds[] = {
    {"Agent", Role::kAgent}, {"AgentTemplate", Role::kTemplate}, {"KubeOpenCodeConfig", Role::kConfig}};
// Kinds of the group that are not ours to render, and no typos of those that are.
constexpr std::string_view kOtherKinds[] = {"Task", "CronTask", "Registry"};

const KindRow* FindKind(std::string_view kind) {
  for (const KindRow& row : kOurKinds) {
    if (row.kind == kind) return &row;
  }
  return nullptr;
}

bool IsNear(std::string_view word, std::string_view right) {
  constexpr int kMostEdits = 2;
  return EditDistance(ToLower(word), ToLower(right), kMostEdits) <= kMostEdits;
}

// "apps/v1" is group "apps" and version "v1"; "v1" has no group.
struct ApiVersion {
  std::string_view group;
  std::string_view version;
};
ApiVersion Split(std::string_view api_version) {
  const size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return {"", api_version};
  return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

// Annotations of KRM tools, the newer name first.
constexpr std::string_view kPathKeys[] = {"internal.config.kubernetes.io/path", "config.kubernetes.io/path"};
constexpr std::string_view kIndexKeys[] = {"internal.config.kubernetes.io/index", "config.kubernetes.io/index"};

std::string_view FirstOf(const Value& annotations, const std::string_view (&keys)[2]) {
  const std::string_view text = annotations.TextOf(keys[0]);
  return text.empty() ? annotations.TextOf(keys[1]) : text;
}

ObjectRef RefWithFile(const Value& object) {
  const Value annotations = object.Get("metadata").Get("annotations");
  ObjectRef ref = RefOf(object);
  ref.file = FirstOf(annotations, kPathKeys);
  ref.index = FirstOf(annotations, kIndexKeys);
  return ref;
}

class Collector {
 public:
  Collector(const std::vector<Source>& sources, Arena& arena, Problems& problems, Input& input)
      : sources_(sources), arena_(arena), problems_(problems), input_(input) {}

  void Take(const Document& document) {
    Resource resource;
    resource.object = document.root;
    resource.document = &document;
    TakeResource(resource);
  }

 private:
  void TakeResource(Resource resource) {
    const Value& object = resource.object;
    if (!object.IsMap() || object.TextOf("apiVersion").empty() || object.TextOf("kind").empty())
      return RefuseDocument(resource);
    resource.ref = RefWithFile(object);
    if (IsList(object)) return TakeList(resource);
    resource.role = RoleOf(resource);
    if (resource.role != Role::kOther) CheckNodes(resource);
    if (resource.role == Role::kConfigMap) resource.data = Sorted(object.Get("data"));
    Budget* budget = arena_.budget();
    if (budget == nullptr || budget->Take(kResourceBytes)) input_.resources.push_back(resource);
  }

  // Many contexts may look for keys in it.
  Value Sorted(const Value& data) {
    const Value::Members all = data.members();
    const auto before = [](const Member& a, const Member& b) { return a.key.text() < b.key.text(); };
    if (std::is_sorted(all.begin(), all.end(), before)) return data;
    Value sorted = Value::Map(arena_, data.size(), data.origin());
    for (const Member& m : data.members()) sorted.Add(arena_, m.key, m.value);
    sorted.SortMembers();
    return sorted;
  }

  // What is read field by field must be of a size that a cluster could hold.
  void CheckNodes(Resource& resource) {
    uint32_t left = limits::kResourceNodes;
    if (HasAtMost(resource.object, left)) return;
    problems_
        .Error(Code::kTooMuch, resource.origin(),
               "the " + std::string(resource.ref.kind) + " has more than " + std::to_string(limits::kResourceNodes) +
                   " nodes")
        .Hint("no cluster takes an object of that size: split it");
    resource.refused = true;
    resource.role = Role::kOther;
  }

  // Takes the nodes of `value` off `left`; false when there are more.
  static bool HasAtMost(const Value& value, uint32_t& left) {
    if (left == 0) return false;
    --left;
    for (const Value& item : value) {
      if (!HasAtMost(item, left)) return false;
    }
    for (const Member& m : value.members()) {
      if (!HasAtMost(m.value, left)) return false;
    }
    return true;
  }

  void RefuseDocument(const Resource& resource) {
    const Value& object = resource.object;
    const Origin where = resource.origin();
    const std::string what = !object.IsMap() ? std::string("is not a Kubernetes resource but ") + NameOf(object.kind())
                             : object.TextOf("apiVersion").empty()
                                 ? "is not a Kubernetes resource: it has no apiVersion"
                                 : "is not a Kubernetes resource: it has no kind";
    if (!sources_[where.source].named && resource.alone) {
      problems_.Info(Code::kSkippedFile, where, what + "; it is skipped");
      return;
    }
    problems_.Error(Code::kNotAResource, where, what).Hint("every document needs apiVersion, kind and metadata.name");
  }

  void TakeList(const Resource& list) {
    const Value* items = list.object.Find("items");
    if (items == nullptr || items->IsNull()) return;
    if (!items->IsList()) {
      problems_.Error(Code::kBadList, items->origin(),
                      std::string("the items of a List must be a list, not ") + NameOf(items->kind()));
      return;
    }
    const uint32_t end = lines_.After(list, *items);
    ItemBegin begin = lines_.Begin(*items, 0, {list.begin_line, list.begin_at}, *list.document);
    for (uint32_t i = 0; i < items->size(); ++i) {
      const bool last = i + 1 == items->size();
      const ItemBegin next = last ? ItemBegin{end, 0} : lines_.Begin(*items, i + 1, begin, *list.document);
      Resource item;
      item.object = ItemOf(list.object, items->at(i), arena_);
      item.document = list.document;
      item.alone = false;
      item.begin_line = begin.line;
      item.begin_at = begin.at;
      item.end_line = IsWritten(item.object) ? next.line : 0;
      begin = next;
      TakeResource(item);
    }
  }

  // Whether the lines of an item say all that it is.
  static bool IsWritten(const Value& item) {
    return !item.IsMap() || item.empty() || item.member(0).key.origin().HasPlace();
  }

  Role RoleOf(Resource& resource) {
    const ObjectRef& ref = resource.ref;
    const ApiVersion api = Split(ref.api_version);
    const KindRow* row = FindKind(ref.kind);
    if (api.group == kGroup) return RoleInGroup(resource, api, row);
    const bool typo =
        row != nullptr && (IsNear(api.group, kGroup) || ref.api_version == kVersion || ref.api_version == kGroup);
    if (typo) {
      RefuseKind(resource, "apiVersion", Code::kKindTypo,
                 Quoted(ref.api_version) + " is not the apiVersion of " + std::string(ref.kind),
                 "did you mean kubeopencode.io/v1alpha1?");
    }
    if (ref.api_version == kRevisionsVersion && ref.kind == kRevisionsKind) return Role::kRevisions;
    return ref.api_version == "v1" && ref.kind == "ConfigMap" ? Role::kConfigMap : Role::kOther;
  }

  Role RoleInGroup(Resource& resource, const ApiVersion& api, const KindRow* row) {
    const ObjectRef& ref = resource.ref;
    if (row != nullptr) {
      if (api.version == kVersion) return row->role;
      RefuseKind(resource, "apiVersion", Code::kOtherVersion,
                 Quoted(ref.api_version) + " is not known, only kubeopencode.io/v1alpha1 is",
                 "write kubeopencode.io/v1alpha1");
      return Role::kOther;
    }
    if (std::find(std::begin(kOtherKinds), std::end(kOtherKinds), ref.kind) != std::end(kOtherKinds)) {
      NoteUnused(resource);
      return Role::kOther;
    }
    for (const KindRow& ours : kOurKinds) {
      if (!IsNear(ref.kind, ours.kind)) continue;
      RefuseKind(resource, "kind", Code::kKindTypo, Quoted(ref.kind) + " is not a kind of kubeopencode.io",
                 "did you mean " + std::string(ours.kind) + "?");
      return Role::kOther;
    }
    problems_.Warning(Code::kUnknownKind, resource.object.Find("kind")->origin(),
                      Quoted(ref.kind) + " is not a kind of kubeopencode.io that is known here; it passes through");
    return Role::kOther;
  }

  // One warning for all of a kind, at the first.
  void NoteUnused(const Resource& resource) {
    if (std::find(unused_.begin(), unused_.end(), resource.ref.kind) != unused_.end()) return;
    unused_.push_back(resource.ref.kind);
    problems_
        .Warning(Code::kNeedsController, resource.origin(),
                 "a " + std::string(resource.ref.kind) + " does nothing where no controller runs")
        .Hint("remove it, or run the controller beside what is rendered");
  }

  void RefuseKind(Resource& resource, std::string_view field, Code code, std::string_view message,
                  std::string_view hint) {
    problems_.Error(code, resource.object.Find(field)->origin(), message).Hint(hint);
    resource.refused = true;
  }

  // With its entries in indexes and lists.
  static constexpr size_t kResourceBytes = sizeof(Resource) + 128;

  const std::vector<Source>& sources_;
  Arena& arena_;
  Problems& problems_;
  Input& input_;
  std::vector<std::string_view> unused_;  // kinds of which a warning is there
  ItemLines lines_;
};

void AddNamed(Input::Named& named, const Resource& resource, std::string_view ns) {
  named.now.Add(resource, ns, resource.ref.name);
  for (std::string_view name : PreviousNames(resource)) named.before.Add(resource, ns, name);
}

void Sort(Input::Named& named) {
  named.now.Sort();
  named.before.Sort();
}

}  // namespace

Input Collect(const std::vector<Document>& documents, const std::vector<Source>& sources, const Options& options,
              Arena& arena, Problems& problems) {
  Input input;
  input.default_namespace = options.default_namespace;
  Collector collector(sources, arena, problems, input);
  for (const Document& document : documents) collector.Take(document);
  Select(options.selector, input, problems);
  if (options.keep_inputs) FindFormer(input);
  for (const KindRow& row : kOurKinds) RefuseTwins(input, row.role, problems);
  for (const Resource& resource : input.resources) {
    const std::string_view ns = input.NamespaceOf(resource.ref);
    if (resource.role == Role::kTemplate) AddNamed(input.templates, resource, ns);
    if (resource.role == Role::kConfigMap) AddNamed(input.config_maps, resource, ns);
    if (resource.role == Role::kConfigMap || resource.role == Role::kOther) {
      input.others.Add(resource, ns, resource.ref.name);
    }
    if (IsNamespace(resource)) input.namespaces.Add(resource, {}, resource.ref.name);
  }
  Sort(input.templates);
  Sort(input.config_maps);
  input.others.Sort();
  input.namespaces.Sort();
  return input;
}

}  // namespace agentrender
