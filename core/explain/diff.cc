// Takes two renderings, gives the objects and fields that differ, and whether a Pod restarts: when something in its
// template does.
#include "core/explain/diff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/order.h"
#include "core/explain/field_lines.h"
#include "core/explain/manifests.h"

namespace agentrender {

namespace {

constexpr std::string_view kPodTemplate = "spec.template";

// Things that are looked up by what `key_of` makes of them; of equal ones the first is found.
template <class Key, class Thing>
class Lookup {
 public:
  template <class List, class KeyOf>
  Lookup(const List& list, KeyOf key_of) {
    for (const Thing& thing : list) entries_.emplace_back(key_of(thing), &thing);
    const auto before = [](const Entry& a, const Entry& b) { return a.first < b.first; };
    const auto less = [&](uint32_t a, uint32_t b) { return before(entries_[a], entries_[b]); };
    if (!std::is_sorted(entries_.begin(), entries_.end(), before)) Arrange(entries_, OrderBy(entries_.size(), less));
  }

  const Thing* Find(const Key& key) const {
    const auto found = std::lower_bound(entries_.begin(), entries_.end(), key,
                                        [](const Entry& entry, const Key& wanted) { return entry.first < wanted; });
    return found == entries_.end() || found->first != key ? nullptr : found->second;
  }

 private:
  using Entry = std::pair<Key, const Thing*>;
  std::vector<Entry> entries_;
};

// Compares two objects node by node.
class Comparison {
 public:
  Comparison(bool deployment, Budget* budget) : deployment_(deployment), budget_(budget) {}

  void Compare(const Value& before, const Value& after, const std::string& path) {
    if (before.IsMap() && after.IsMap()) return Maps(before, after, path);
    if (before.IsList() && after.IsList()) return Lists(before, after, path);
    if (!Equal(before, after)) Add(ChangeKind::kChanged, path, before, after);
  }

  std::vector<FieldChange> Take() { return std::move(changes_); }

 private:
  void Add(ChangeKind kind, const std::string& path, const Value& before, const Value& after) {
    const bool in_template = deployment_ && path.starts_with(kPodTemplate);
    if (budget_ == nullptr || budget_->Take(3 * sizeof(Change) / 2 + path.size()))
      changes_.push_back({kind, path, before, after, in_template});
  }

  // Keys are looked up in order, as a map of an input may have many.
  void Maps(const Value& before, const Value& after, const std::string& path) {
    const auto key_of = [](const Member& m) { return m.key.text(); };
    const Lookup<std::string_view, Member> old_ones(before.members(), key_of), new_ones(after.members(), key_of);
    for (const Member& m : before.members()) {
      const std::string below = WithKey(path, m.key.text());
      const Member* other = new_ones.Find(m.key.text());
      if (other == nullptr) {
        Add(ChangeKind::kRemoved, below, m.value, Value());
      } else {
        Compare(m.value, other->value, below);
      }
    }
    for (const Member& m : after.members()) {
      if (old_ones.Find(m.key.text()) == nullptr)
        Add(ChangeKind::kAdded, WithKey(path, m.key.text()), Value(), m.value);
    }
  }

  void Lists(const Value& before, const Value& after, const std::string& path) {
    const std::string_view label = LabelOf(before, after);
    label.empty() ? ByNumber(before, after, path) : ByLabel(before, after, path, label);
  }

  // What tells the items of both lists apart; one of them may set a name twice, as the controller does (D9).
  static std::string_view LabelOf(const Value& before, const Value& after) {
    const std::string_view old_label = LabelKeyOf(before), new_label = LabelKeyOf(after);
    const std::string_view label = old_label.empty() ? new_label : old_label;
    const bool same = old_label.empty() || new_label.empty() || old_label == new_label;
    const auto has_label = [&](const Value& item) { return !item.TextOf(label).empty(); };
    const bool all =
        std::all_of(before.begin(), before.end(), has_label) && std::all_of(after.begin(), after.end(), has_label);
    return !label.empty() && same && all ? label : std::string_view();
  }

  void ByNumber(const Value& before, const Value& after, const std::string& path) {
    const uint32_t both = std::min(before.size(), after.size());
    for (uint32_t i = 0; i < both; ++i) Compare(before.at(i), after.at(i), WithItem(path, before, i, {}));
    for (uint32_t i = both; i < before.size(); ++i)
      Add(ChangeKind::kRemoved, WithItem(path, before, i, {}), before.at(i), Value());
    for (uint32_t i = both; i < after.size(); ++i)
      Add(ChangeKind::kAdded, WithItem(path, after, i, {}), Value(), after.at(i));
  }

  using Latest = std::map<std::string_view, uint32_t>;

  // The last item of each label: of two, it is the one that counts.
  static Latest LatestOf(const Value& list, std::string_view label) {
    Latest latest;
    for (uint32_t i = 0; i < list.size(); ++i) latest.insert_or_assign(list.at(i).TextOf(label), i);
    return latest;
  }

  static std::string WithLabel(const std::string& path, const Value& list, uint32_t i, std::string_view label,
                               bool latest) {
    std::string below = WithItem(path, list, i, label);
    if (!latest) below.insert(below.size() - 1, " (set twice)");
    return below;
  }

  void ByLabel(const Value& before, const Value& after, const std::string& path, std::string_view label) {
    const Latest earlier = LatestOf(before, label), later = LatestOf(after, label);
    std::vector<bool> kept(after.size());
    uint32_t last = 0;
    bool reordered = false;
    for (uint32_t i = 0; i < before.size(); ++i) {
      const std::string_view name = before.at(i).TextOf(label);
      const bool latest = earlier.at(name) == i;
      const auto found = later.find(name);
      const std::string below = WithLabel(path, before, i, label, latest);
      if (found == later.end() || !latest) {
        Add(ChangeKind::kRemoved, below, before.at(i), Value());
        continue;
      }
      kept[found->second] = true;
      reordered |= found->second < last;
      last = found->second;
      Compare(before.at(i), after.at(found->second), below);
    }
    for (uint32_t i = 0; i < after.size(); ++i) {
      const bool latest = later.at(after.at(i).TextOf(label)) == i;
      if (!kept[i]) Add(ChangeKind::kAdded, WithLabel(path, after, i, label, latest), Value(), after.at(i));
    }
    if (reordered) Add(ChangeKind::kReordered, path, before, after);
  }

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
      std::vector<const RenderedObject*>& list = by_agent[NameOf(object)];
      if (list.empty()) order.push_back(&object);
      list.push_back(&object);
    }
  }

  const std::vector<const RenderedObject*>& Of(const AgentName& name) const {
    const auto found = by_agent.find(name);
    return found == by_agent.end() ? none : found->second;
  }

  std::map<AgentName, std::vector<const RenderedObject*>> by_agent;
  const std::vector<const RenderedObject*> none;
  std::vector<const RenderedObject*> order;  // the first object of each Agent
};

// What one side does not say, a server does.
void LeaveOutChosen(std::string_view kind, std::vector<FieldChange>& changes) {
  std::erase_if(changes, [&](const FieldChange& change) {
    const bool one_side = change.kind == ChangeKind::kAdded || change.kind == ChangeKind::kRemoved;
    return one_side && IsChosenByServer(kind, change.path);
  });
}

void AddObject(const RenderedObject* before, const RenderedObject* after, Budget* budget, AgentDiff& agent) {
  ObjectDiff diff;
  diff.before = before;
  diff.after = after;
  if (before == nullptr || after == nullptr) {
    diff.kind = before == nullptr ? ChangeKind::kAdded : ChangeKind::kRemoved;
  } else {
    Comparison comparison(after->object.TextOf("kind") == "Deployment", budget);
    comparison.Compare(before->object, after->object, "");
    diff.changes = comparison.Take();
    if (before->given || after->given) LeaveOutChosen(after->object.TextOf("kind"), diff.changes);
    if (diff.changes.empty()) return;
  }
  agent.objects.push_back(std::move(diff));
}

// Whether the Deployment among the objects runs a Pod.
bool Runs(const std::vector<const RenderedObject*>& objects) {
  return std::any_of(objects.begin(), objects.end(), [](const RenderedObject* object) {
    return object->object.TextOf("kind") == "Deployment" && object->object.Get("spec").Get("replicas").text() != "0";
  });
}

bool ChangesTemplate(const AgentDiff& agent) {
  for (const ObjectDiff& object : agent.objects) {
    for (const FieldChange& change : object.changes) {
      if (change.in_pod_template) return true;
    }
  }
  return false;
}

AgentDiff DiffAgent(const std::vector<const RenderedObject*>& before, const std::vector<const RenderedObject*>& after,
                    Budget* budget) {
  AgentDiff agent;
  agent.agent = (after.empty() ? before : after).front()->agent;
  if (before.empty()) agent.kind = ChangeKind::kAdded;
  if (after.empty()) agent.kind = ChangeKind::kRemoved;
  const auto identity_of = [](const RenderedObject* object) { return IdentityOf(*object); };
  const Lookup<Identity, const RenderedObject*> old_ones(before, identity_of), new_ones(after, identity_of);
  for (const RenderedObject* object : after) {
    const RenderedObject* const* twin = old_ones.Find(IdentityOf(*object));
    AddObject(twin == nullptr ? nullptr : *twin, object, budget, agent);
  }
  for (const RenderedObject* object : before) {
    if (new_ones.Find(IdentityOf(*object)) == nullptr) AddObject(object, nullptr, budget, agent);
  }
  const bool ran = Runs(before), runs = Runs(after);
  if (ran && runs && ChangesTemplate(agent)) agent.effect = PodEffect::kRestarts;
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
    AgentDiff diff = DiffAgent(old_ones.Of(name), new_ones.Of(name), after.budget);
    if (!diff.objects.empty()) diffs.push_back(std::move(diff));
  };
  for (const RenderedObject* first : new_ones.order) add(*first);
  for (const RenderedObject* first : old_ones.order) {
    if (new_ones.Of(NameOf(*first)).empty()) add(*first);
  }
  return diffs;
}

}  // namespace agentrender
