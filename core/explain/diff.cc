// Takes two renderings, gives the objects and fields that differ, and whether the Pod restarts: it does if its template
// differs.
#include "core/explain/diff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/list.h"
#include "core/base/lookup.h"
#include "core/explain/field_lines.h"
#include "core/explain/server_fields.h"
#include "core/model/members.h"

namespace agentrender {

namespace {

constexpr std::string_view kPodTemplate = "spec.template";

// Compares two objects node by node, without what a server has added to a manifest.
class Comparison {
 public:
  Comparison(const RenderedObject& before, const RenderedObject& after, Arena& arena, Budget* budget)
      : before_(before.object),
        after_(after.object),
        server_(before, after, arena),
        deployment_(after_.TextOf("kind") == "Deployment"),
        budget_(budget) {}

  std::vector<FieldChange> Run() {
    Compare(before_, after_, {nullptr, {}, false, 0, false, server_.Root()});
    return std::move(changes_);
  }

 private:
  using Side = ServerFields::Side;
  // A node of one or both objects, as a step of its path. The whole path is only put together for a change, because
  // there can be many nodes and paths can be long.
  struct Place {
    const Place* above = nullptr;
    std::string_view key;  // the step, or the label of an item
    bool is_item = false;
    uint32_t index = 0;      // its number, for when it has no label
    bool set_twice = false;  // a later item with the same label counts instead of this one
    ServerFields::Place in_table;
  };

  Place Below(const Place& place, std::string_view key) const {
    return {&place, key, false, 0, false, server_.Below(place.in_table, key)};
  }
  Place Item(const Place& place, uint32_t index, std::string_view label) const {
    return {&place, label, true, index, false, server_.Item(place.in_table)};
  }

  static void AppendPath(const Place& place, std::string& path) {
    if (place.above == nullptr) return;
    AppendPath(*place.above, path);
    if (!place.is_item) return AppendKey(place.key, path);
    AppendItem(place.index, place.key, path, place.set_twice ? " (set twice)" : "");
  }

  // Equal, and without children: such nodes need no further look.
  static bool AreSame(const Value& before, const Value& after) {
    const auto flat = [](const Value& v) { return v.IsScalar() || v.empty(); };
    return flat(before) && flat(after) && Equal(before, after);
  }

  void Compare(const Value& before, const Value& after, const Place& place) {
    if (AreSame(before, after)) return;
    if (server_.Ignores(before, after, place.in_table)) return;
    if (before.IsMap() && after.IsMap()) return Maps(before, after, place);
    if (before.IsList() && after.IsList()) return Lists(before, after, place);
    if (!Equal(before, after)) Add(ChangeKind::kChanged, place, before, after);
  }

  void Add(ChangeKind kind, const Place& place, const Value& before, const Value& after) {
    if (budget_ != nullptr && budget_->spent()) return;
    std::string path;
    AppendPath(place, path);
    const bool in_template = deployment_ && path.starts_with(kPodTemplate);
    if (budget_ == nullptr || budget_->Take(3 * sizeof(Change) / 2 + path.size()))
      changes_.push_back({kind, path, before, after, in_template});
  }

  void Added(const Value& value, const Place& place) {
    const Value counting = server_.Counting(value, place.in_table, Side::kAfter);
    if (counting.Present()) Add(ChangeKind::kAdded, place, Value(), counting);
  }

  void Removed(const Value& value, const Place& place) {
    const Value counting = server_.Counting(value, place.in_table, Side::kBefore);
    if (counting.Present()) Add(ChangeKind::kRemoved, place, counting, Value());
  }

  // Keys are looked up in a sorted index, since a map from the input may have many.
  void Maps(const Value& before, const Value& after, const Place& place) {
    const MemberLookup old_ones = MembersByKey(before), new_ones = MembersByKey(after);
    for (const Member& m : before.members()) {
      const Member* other = new_ones.Find(m.key.text());
      if (other != nullptr && AreSame(m.value, other->value)) continue;
      const Place below = Below(place, m.key.text());
      other == nullptr ? Removed(m.value, below) : Compare(m.value, other->value, below);
    }
    for (const Member& m : after.members()) {
      if (old_ones.Find(m.key.text()) == nullptr) Added(m.value, Below(place, m.key.text()));
    }
  }

  void Lists(const Value& before, const Value& after, const Place& place) {
    const std::string_view label = LabelOf(before, after);
    label.empty() ? ByNumber(before, after, place) : ByLabel(before, after, place, label);
  }

  // The key whose values tell the items of both lists apart, or empty. One list may contain a name twice, as the
  // controller writes it (D9).
  static std::string_view LabelOf(const Value& before, const Value& after) {
    const std::string_view old_label = LabelKeyOf(before), new_label = LabelKeyOf(after);
    const std::string_view label = old_label.empty() ? new_label : old_label;
    const bool same = old_label.empty() || new_label.empty() || old_label == new_label;
    const auto has_label = [&](const Value& item) { return !item.TextOf(label).empty(); };
    const bool all =
        std::all_of(before.begin(), before.end(), has_label) && std::all_of(after.begin(), after.end(), has_label);
    return !label.empty() && same && all ? label : std::string_view();
  }

  void ByNumber(const Value& before, const Value& after, const Place& place) {
    const uint32_t both = std::min(before.size(), after.size());
    for (uint32_t i = 0; i < both; ++i) {
      if (!AreSame(before.at(i), after.at(i))) Compare(before.at(i), after.at(i), Item(place, i, {}));
    }
    for (uint32_t i = both; i < before.size(); ++i) Removed(before.at(i), Item(place, i, {}));
    for (uint32_t i = both; i < after.size(); ++i) Added(after.at(i), Item(place, i, {}));
  }

  using Latest = std::map<std::string_view, uint32_t>;

  // The last item with each label: of two, the last counts.
  static Latest LatestOf(const Value& list, std::string_view label) {
    Latest latest;
    for (uint32_t i = 0; i < list.size(); ++i) latest.insert_or_assign(list.at(i).TextOf(label), i);
    return latest;
  }

  Place WithLabel(const Place& place, const Value& list, uint32_t i, std::string_view label, bool latest) const {
    Place below = Item(place, i, list.at(i).TextOf(label));
    below.set_twice = !latest;
    return below;
  }

  void ByLabel(const Value& before, const Value& after, const Place& place, std::string_view label) {
    const Latest earlier = LatestOf(before, label), later = LatestOf(after, label);
    std::vector<bool> kept(after.size());
    uint32_t last = 0;
    bool reordered = false;
    for (uint32_t i = 0; i < before.size(); ++i) {
      const std::string_view name = before.at(i).TextOf(label);
      const bool latest = earlier.at(name) == i;
      const auto found = later.find(name);
      const Place below = WithLabel(place, before, i, label, latest);
      if (found == later.end() || !latest) {
        Removed(before.at(i), below);
        continue;
      }
      kept[found->second] = true;
      reordered |= found->second < last;
      last = found->second;
      Compare(before.at(i), after.at(found->second), below);
    }
    for (uint32_t i = 0; i < after.size(); ++i) {
      const bool latest = later.at(after.at(i).TextOf(label)) == i;
      if (!kept[i]) Added(after.at(i), WithLabel(place, after, i, label, latest));
    }
    if (reordered) Add(ChangeKind::kReordered, place, before, after);
  }

  const Value& before_;
  const Value& after_;
  ServerFields server_;
  bool deployment_;
  Budget* budget_;
  std::vector<FieldChange> changes_;
};

// Where kubectl puts what names none.
std::string_view NamespaceOf(const RenderedObject& object) {
  const std::string_view ns = object.object.Get("metadata").TextOf("namespace");
  return ns.empty() ? "default" : ns;
}

using Identity = std::tuple<std::string_view, std::string_view, std::string_view>;

Identity IdentityOf(const RenderedObject& object) {
  return {object.object.TextOf("kind"), NamespaceOf(object), object.object.Get("metadata").TextOf("name")};
}

using AgentName = std::pair<std::string_view, std::string_view>;

AgentName NameOf(const RenderedObject& object) { return {NamespaceOf(object), object.agent.name}; }

// The objects of each Agent, and the Agents in their order.
struct Grouped {
  explicit Grouped(const Rendering& rendering) {
    for (const RenderedObject& object : rendering.objects) {
      PlainList<const RenderedObject*>& list = by_agent[NameOf(object)];
      if (list.empty()) order.push_back(&object);
      list.push_back(&object);
    }
  }

  const PlainList<const RenderedObject*>& Of(const AgentName& name) const {
    const auto found = by_agent.find(name);
    return found == by_agent.end() ? none : found->second;
  }

  std::map<AgentName, PlainList<const RenderedObject*>> by_agent;
  const PlainList<const RenderedObject*> none;
  PlainList<const RenderedObject*> order;  // the first object of each Agent
};

void AddObject(const RenderedObject* before, const RenderedObject* after, const Rendering& in, AgentDiff& agent) {
  ObjectDiff diff;
  diff.before = before;
  diff.after = after;
  if (before == nullptr || after == nullptr) {
    diff.kind = before == nullptr ? ChangeKind::kAdded : ChangeKind::kRemoved;
  } else {
    diff.changes = Comparison(*before, *after, *in.arena, in.budget).Run();
    if (diff.changes.empty()) return;
  }
  agent.objects.push_back(std::move(diff));
}

// Whether the Deployment among the objects runs a Pod.
bool Runs(const PlainList<const RenderedObject*>& objects) {
  return std::any_of(objects.begin(), objects.end(), [](const RenderedObject* object) {
    return object->object.TextOf("kind") == "Deployment" && object->object.Get("spec").Get("replicas").text() != "0";
  });
}

// Whether a change restarts the Pod. If there is none before or after, changes of the template restart nothing.
bool RestartsPod(AgentDiff& agent, bool runs) {
  bool restarts = false;
  for (ObjectDiff& object : agent.objects) {
    for (FieldChange& change : object.changes) {
      change.restarts &= runs;
      restarts |= change.restarts;
    }
  }
  return restarts;
}

AgentDiff DiffAgent(const PlainList<const RenderedObject*>& before, const PlainList<const RenderedObject*>& after,
                    const Rendering& in) {
  AgentDiff agent;
  agent.agent = (after.empty() ? before : after).front()->agent;
  if (before.empty()) agent.kind = ChangeKind::kAdded;
  if (after.empty()) agent.kind = ChangeKind::kRemoved;
  const auto identity_of = [](const RenderedObject* object) { return IdentityOf(*object); };
  const Lookup<Identity, const RenderedObject*> old_ones(before, identity_of), new_ones(after, identity_of);
  for (const RenderedObject* object : after) {
    const RenderedObject* const* twin = old_ones.Find(IdentityOf(*object));
    AddObject(twin == nullptr ? nullptr : *twin, object, in, agent);
  }
  for (const RenderedObject* object : before) {
    if (new_ones.Find(IdentityOf(*object)) == nullptr) AddObject(object, nullptr, in, agent);
  }
  const bool ran = Runs(before), runs = Runs(after);
  if (RestartsPod(agent, ran && runs)) agent.effect = PodEffect::kRestarts;
  if (!ran && runs) agent.effect = PodEffect::kStarts;
  if (ran && !runs) agent.effect = PodEffect::kStops;
  return agent;
}

}  // namespace

std::vector<AgentDiff> Diff(const Rendering& before, const Rendering& after) {
  const Grouped old_ones(before), new_ones(after);
  std::vector<AgentDiff> diffs;
  const auto add = [&](const RenderedObject& first) {
    const AgentName name = NameOf(first);
    AgentDiff diff = DiffAgent(old_ones.Of(name), new_ones.Of(name), after);
    if (!diff.objects.empty()) diffs.push_back(std::move(diff));
  };
  for (const RenderedObject* first : new_ones.order) add(*first);
  for (const RenderedObject* first : old_ones.order) {
    if (new_ones.Of(NameOf(*first)).empty()) add(*first);
  }
  return diffs;
}

}  // namespace agentrender
