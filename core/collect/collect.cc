// Takes documents, gives the resources in them with their roles; reports what is not a resource, what is nearly one of
// our kinds, and what is there twice (R1).
#include "core/collect/collect.h"

#include <algorithm>
#include <string>

#include "core/base/order.h"
#include "core/base/text.h"
#include "core/collect/item_lines.h"
#include "core/collect/roles.h"
#include "core/collect/select.h"
#include "core/collect/twins.h"
#include "core/model/config_maps.h"
#include "core/model/size_limits.h"

namespace agentrender {

namespace {

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
  Collector(const std::vector<Source>& sources, const Options& options, Arena& arena, Problems& problems, Input& input)
      : sources_(sources), options_(options), arena_(arena), problems_(problems), input_(input), roles_(problems) {}

  void Take(const Document& document) {
    if (arena_.budget() != nullptr && arena_.budget()->spent()) return;
    Resource resource;
    resource.object = document.root;
    resource.document = &document;
    TakeResource(resource);
  }

 private:
  static bool IsResource(const Value& object) {
    return object.IsMap() && !object.TextOf("apiVersion").empty() && !object.TextOf("kind").empty();
  }
  static bool IsArray(const Value& list) {
    return list.IsList() && !list.empty() && std::all_of(list.begin(), list.end(), IsResource);
  }

  void TakeResource(Resource resource) {
    const Value& object = resource.object;
    if (options_.takes_arrays && IsArray(object)) return TakeItems(resource, object);
    if (!IsResource(object)) return RefuseDocument(resource);
    resource.ref = RefWithFile(object);
    if (IsList(object)) return TakeList(resource);
    resource.role = roles_.Of(resource);
    if (resource.document->refused) Refuse(resource);
    if (resource.role != Role::kOther) CheckNodes(resource);
    if (resource.role == Role::kConfigMap) {
      resource.data = Sorted(object.Get("data"));
      for (const Member& m : resource.data.members()) resource.data_bytes += m.value.text().size();
    }
    Budget* budget = arena_.budget();
    if (budget == nullptr || budget->Take(kResourceBytes)) input_.resources.push_back(resource);
  }

  // Many contexts may look up keys in it.
  Value Sorted(const Value& data) {
    const Value::Members all = data.members();
    const auto before = [](const Member& a, const Member& b) { return a.key.text() < b.key.text(); };
    if (std::is_sorted(all.begin(), all.end(), before)) return data;
    Value sorted = Value::Map(arena_, data.size(), data.origin());
    for (const Member& m : data.members()) sorted.Add(arena_, m.key, m.value);
    sorted.SortMembers();
    return sorted;
  }

  // Objects that are read field by field must be no larger than a cluster could hold.
  void CheckNodes(Resource& resource) {
    uint32_t left = limits::kResourceNodes;
    const bool few = HasAtMost(resource.object, left);
    CountNodes(limits::kResourceNodes - left, resource);
    if (few) return;
    problems_
        .Error(Code::kTooMuch, resource.origin(),
               "the " + resource.ref.kind + " has more than " + std::to_string(limits::kResourceNodes) + " nodes")
        .Hint("no cluster takes an object of that size: split it");
    Refuse(resource);
  }

  static void Refuse(Resource& resource) {
    resource.refused = true;
    resource.role = Role::kOther;
  }

  // Written out, more nodes would exceed the memory limit; aliases can stand for the same nodes again and again.
  void CountNodes(size_t nodes, const Resource& resource) {
    Budget* budget = arena_.budget();
    nodes_ += nodes;
    if (budget == nullptr || budget->spent() || nodes_ <= budget->bytes() / sizeof(Value)) return;
    problems_
        .Error(Code::kTooMuch, resource.origin(),
               "with this the aliases of the input stand for more than " +
                   std::to_string(budget->bytes() / sizeof(Value)) + " nodes")
        .Hint("write the values out, or render parts of the input one by one");
    budget->Spend();
  }

  // Subtracts the nodes of `value` from `left`; false if there are more.
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
    if (list.ref.kind == "ResourceList") input_.function_config = list.object.Get("functionConfig");
    const Value* items = list.object.Find("items");
    if (items == nullptr || items->IsNull()) return;
    if (!items->IsList()) {
      problems_.Error(Code::kBadList, items->origin(),
                      std::string("the items of a List must be a list, not ") + NameOf(items->kind()));
      return;
    }
    TakeItems(list, *items);
  }

  void TakeItems(const Resource& list, const Value& items) {
    const uint32_t after = lines_.After(list, items);
    const uint32_t end = list.end_line == 0 ? after : std::min(after, list.end_line);  // a List in a List
    ItemBegin begin = lines_.Begin(items, 0, {list.begin_line, list.begin_at}, *list.document);
    for (uint32_t i = 0; i < items.size(); ++i) {
      const bool last = i + 1 == items.size();
      const ItemBegin next = last ? ItemBegin{end, 0} : lines_.Begin(items, i + 1, begin, *list.document);
      Resource item;
      item.object = list.object.IsMap() ? ItemOf(list.object, items.at(i), arena_) : items.at(i);
      item.document = list.document;
      item.alone = false;
      item.begin_line = begin.line;
      item.begin_at = begin.at;
      item.typed = item.object.IsMap() && !item.object.empty() && !item.object.member(0).key.origin().HasPlace();
      item.end_line = item.typed && !LeavesType(items.at(i)) ? 0 : next.line;
      begin = next;
      TakeResource(item);
    }
  }

  // Whether an item is complete, apart from what it leaves to its list.
  static bool LeavesType(const Value& item) {
    return item.Find("metadata") != nullptr && item.Find("apiVersion") == nullptr && item.Find("kind") == nullptr;
  }

  // Including its entries in indexes and lists.
  static constexpr size_t kResourceBytes = sizeof(Resource) + 128;

  const std::vector<Source>& sources_;
  const Options& options_;
  Arena& arena_;
  Problems& problems_;
  Input& input_;
  Roles roles_;
  ItemLines lines_;
  size_t nodes_ = 0;  // of everything that is read field by field
};

void AddNamed(Input::Named& named, const Resource& resource, std::string_view ns) {
  named.now.Add(resource, ns, resource.ref.name);
  for (std::string_view name : PreviousNames(resource)) named.before.Add(resource, ns, name);
}

bool MayBeEncrypted(const Resource& resource) {
  return resource.ref.api_version == "v1" && (resource.ref.kind == "ConfigMap" || resource.ref.kind == "Secret");
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
  Collector collector(sources, options, arena, problems, input);
  for (const Document& document : documents) collector.Take(document);
  Select(options.selector, input, problems);
  LeaveAgents(options.left_agents, input);
  if (options.keep_inputs) FindFormer(input);
  for (const Role role : {Role::kAgent, Role::kTemplate, Role::kConfig}) RefuseTwins(input, role, problems);
  size_t templates = 0;
  for (Resource& resource : input.resources) {
    const std::string_view ns = input.NamespaceOf(resource.ref);
    if (resource.role == Role::kTemplate) {
      resource.nth = templates++;
      AddNamed(input.templates, resource, ns);
    }
    if (resource.role == Role::kConfigMap) AddNamed(input.config_maps, resource, ns);
    if (resource.role == Role::kConfigMap || resource.role == Role::kOther) {
      input.others.Add(resource, ns, resource.ref.name);
    }
    if (MayBeEncrypted(resource)) FindEncrypted(resource, arena);
    if (resource.first_encrypted != nullptr) AddNamed(input.encrypted, resource, ns);
    if (IsNamespace(resource)) input.namespaces.Add(resource, {}, resource.ref.name);
  }
  Sort(input.templates);
  Sort(input.config_maps);
  Sort(input.encrypted);
  input.others.Sort();
  input.namespaces.Sort();
  return input;
}

}  // namespace agentrender
