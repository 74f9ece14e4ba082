// Takes live objects and what Agents render to, gives the patches that hand over the controller's fields. It goes by
// what the server recorded in managedFields, since only that decides what an apply removes.
#include "core/adopt/adopt.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/adopt/live.h"
#include "core/base/lookup.h"
#include "core/base/text.h"
#include "core/model/object_names.h"

namespace agentrender {

namespace {

struct KindRow {
  std::string_view api_version;
  std::string_view kind;
  std::string_view resource;
};
constexpr KindRow kKinds[] = {
    {"apps/v1", "Deployment", "deployments.apps"},
    {"v1", "ConfigMap", "configmaps"},
    {"v1", "PersistentVolumeClaim", "persistentvolumeclaims"},
    {"v1", "Service", "services"},
};

// What the controller stamps for a context that follows a ref; without a pin it stays unchanged (D14).
constexpr std::string_view kStamp = "kubeopencode.io/git-hash-context";

constexpr char kShowManagedFields[] = "give kubectl get the flag --show-managed-fields";

const KindRow* FindKind(const ObjectRef& ref) {
  for (const KindRow& row : kKinds) {
    if (row.kind == ref.kind && row.api_version == ref.api_version) return &row;
  }
  return nullptr;
}

// What identifies an object.
using Key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
Key KeyOf(const ObjectRef& ref) { return {ref.kind, ref.api_version, ref.ns, ref.name}; }
Key KeyOfRendered(const RenderedObject& rendered) { return KeyOf(RefOf(rendered.object)); }

std::string NameOf(const ObjectRef& ref) {
  std::string name = std::string(ref.kind) + " ";
  if (!ref.ns.empty()) name += std::string(ref.ns) + "/";
  return name + std::string(ref.name);
}

Value StampsOf(const Value& deployment) {
  return deployment.Get("spec").Get("template").Get("metadata").Get("annotations");
}

class Planner {
 public:
  Planner(const Rendering& rendering, const Managers& managers, Problems& problems, Move& move)
      : rendering_(rendering), managers_(managers), problems_(problems), move_(move) {}

  void Take(const Value& object) {
    if (!object.IsMap()) return;
    if (!IsList(object)) return live_.push_back(object);
    const Value items = object.Get("items");
    for (const Value& item : items) Take(ItemOf(object, item, *move_.live.arena));
  }

  void Run() {
    if (live_.empty()) return Refuse("the input has no objects", "pass it the output of kubectl get -o json");
    if (std::any_of(live_.begin(), live_.end(), [&](const Value& object) { return HasTooManyManagers(object); }))
      return;
    const Lookup<Key, Value> live(live_, [](const Value& object) { return KeyOf(RefOf(object)); });
    for (const RenderedObject& rendered : rendering_.objects) {
      const Value* found = live.Find(KeyOfRendered(rendered));
      if (found != nullptr) TakeRendered(rendered, *found);
    }
    if (move_.live.objects.empty()) {
      return Refuse("of " + Counted(live_.size(), "object") + " that " + (live_.size() == 1 ? "was" : "were") +
                        " read, none belongs to these Agents",
                    "compare the namespaces; --namespace sets that of the Agents");
    }
    if (unknown_.size() == move_.live.objects.size())
      return Refuse("the objects have no managedFields", kShowManagedFields);
    NoteUnknown();
    NoteLeft();
    NoteOwners();
    const std::vector<std::string_view> not_read = KindsNotRead();
    NoteNotRead(not_read);
    for (AgentDiff& diff : Diff(move_.live, rendering_)) {
      LeaveOut(not_read, diff);
      if (diff.kind != ChangeKind::kAdded && !diff.objects.empty()) move_.changes.push_back(std::move(diff));
    }
  }

 private:
  void Refuse(std::string_view message, std::string_view hint) {
    problems_.Error(Code::kNotLive, {}, message).Hint(hint);
    move_.adoptions.clear();
  }

  // What each of them owns is combined: there are as many as managers, of which an API server keeps only a few.
  bool HasTooManyManagers(const Value& object) {
    constexpr size_t kMost = 200;
    const size_t managers = object.Get("metadata").Get("managedFields").size();
    if (managers > kMost)
      Refuse(NameOf(RefOf(object)) + " has " + std::to_string(managers) + " entries in managedFields",
             "pass it the output of kubectl get -o json");
    return managers > kMost;
  }

  void TakeRendered(const RenderedObject& rendered, const Value& found) {
    Arena& arena = *move_.live.arena;
    const std::string_view kept = KeptStamp(found, rendered.object);
    Adopt(found, rendered, kept);
    const Value comparable = ComparableOf(found, rendered.object, FieldsOf(found, OwnerOf(found)), arena);
    move_.live.objects.push_back(
        {.object = comparable, .agent = rendered.agent, .agent_origin = {}, .given = true, .live = true});
  }

  std::string_view OwnerOf(const Value& object) const {
    return OwnershipOf(object, managers_) == Ownership::kTo ? managers_.to : managers_.from;
  }

  static std::string_view KeptStamp(const Value& live, const Value& rendered) {
    const bool kept = StampsOf(live).Find(kStamp) != nullptr && StampsOf(rendered).Find(kStamp) == nullptr;
    return kept ? kStamp : std::string_view();
  }

  void Adopt(const Value& live, const RenderedObject& rendered, std::string_view kept) {
    const ObjectRef ref = RefOf(live);
    const KindRow* row = FindKind(ref);
    switch (OwnershipOf(live, managers_)) {
      case Ownership::kFrom: {
        const Value patch = HandOver(live, managers_, kept, *move_.live.arena);
        if (row != nullptr) move_.adoptions.push_back({row->resource, ref, rendered.agent, patch});
        break;
      }
      case Ownership::kTo: ++move_.handed_over; break;
      case Ownership::kUnknown: unknown_.push_back(ref); break;
      case Ownership::kOthers:
        problems_.Warning(Code::kStaysBehind, {},
                          NameOf(ref) + " is not adopted: " + std::string(managers_.from) + " owns none of its fields");
        break;
    }
    if (!kept.empty()) {
      problems_.Info(Code::kStaysBehind, {},
                     NameOf(ref) + " keeps the annotation " + std::string(kStamp) + ", which no pin in the input sets");
    }
  }

  void NoteUnknown() {
    for (const ObjectRef& ref : unknown_)
      problems_.Warning(Code::kStaysBehind, {}, NameOf(ref) + " is not adopted: it has no managedFields")
          .Hint(kShowManagedFields);
  }

  // Kinds of which nothing was read, so that nothing is known about them.
  std::vector<std::string_view> KindsNotRead() const {
    std::vector<std::string_view> kinds;
    for (const KindRow& row : kKinds) {
      const auto is_one = [&](const ObjectRef& ref) { return FindKind(ref) == &row; };
      const bool read =
          std::any_of(live_.begin(), live_.end(), [&](const Value& object) { return is_one(RefOf(object)); });
      const bool made = std::any_of(rendering_.objects.begin(), rendering_.objects.end(),
                                    [&](const RenderedObject& object) { return is_one(RefOf(object.object)); });
      if (made && !read) kinds.push_back(row.kind);
    }
    return kinds;
  }

  void NoteNotRead(const std::vector<std::string_view>& kinds) {
    for (const std::string_view kind : kinds)
      problems_
          .Warning(
              Code::kStaysBehind, {},
              "no " + std::string(kind) + " was read: what an apply changes there is not said, and none is adopted")
          .Hint("if the cluster has none, nothing is missing; else give it what kubectl get deploy,svc,cm,pvc prints");
  }

  static void LeaveOut(const std::vector<std::string_view>& kinds, AgentDiff& diff) {
    for (const std::string_view kind : kinds) {
      std::erase_if(diff.objects, [&](const ObjectDiff& object) { return RefOf(object.either().object).kind == kind; });
      if (kind == "Deployment") diff.effect = PodEffect::kNone;
    }
  }

  // What the controller has made from these Agents and nothing renders any more.
  void NoteLeft() {
    const Lookup<Key, RenderedObject> rendered(rendering_.objects, KeyOfRendered);
    std::set<std::pair<std::string_view, std::string_view>> agents;  // by the namespace of what they became
    for (const RenderedObject& object : rendering_.objects) agents.emplace(RefOf(object.object).ns, object.agent.name);
    for (const Value& object : live_) {
      const ObjectRef ref = RefOf(object);
      const std::string_view agent = object.Get("metadata").Get("labels").TextOf(object_names::kAgentLabel);
      if (FindKind(ref) == nullptr || agent.empty() || !agents.contains({ref.ns, agent})) continue;
      if (rendered.Find(KeyOf(ref)) != nullptr) continue;
      problems_
          .Warning(Code::kStaysBehind, {},
                   NameOf(ref) + " is of Agent " + std::string(agent) + " and no longer rendered: it stays where it is")
          .Hint("delete it yourself if nothing needs it");
    }
  }

  // Deleting an Agent also deletes what it owns.
  void NoteOwners() {
    const Lookup<Key, RenderedObject> taken(move_.live.objects, KeyOfRendered);
    size_t owned = 0;
    for (const Value& object : live_) {
      if (IsOwned(object.Get("metadata").Get("ownerReferences"))) owned += taken.Count(KeyOf(RefOf(object)));
    }
    if (owned == 0) return;
    problems_
        .Warning(Code::kStaysBehind, {},
                 Counted(owned, "object is deleted with the Agent that owns it",
                         "objects are deleted with the Agents that own them") +
                     " (ownerReferences); a claim's data is deleted too")
        .Hint("delete Agents only with --cascade=orphan");
  }

  static bool IsOwned(const Value& references) {
    return std::any_of(references.begin(), references.end(),
                       [](const Value& owner) { return owner.TextOf("kind") == "Agent"; });
  }

  const Rendering& rendering_;
  const Managers& managers_;
  Problems& problems_;
  Move& move_;
  std::vector<Value> live_;
  std::vector<ObjectRef> unknown_;  // whose owners are
};

}  // namespace

Move PlanMove(const Reading& live, const Rendering& rendering, const Managers& managers, Problems& problems) {
  Move move;
  move.live.arena = std::make_unique<Arena>();
  Planner planner(rendering, managers, problems, move);
  for (const Document& document : live.documents) planner.Take(document.root);
  planner.Run();
  return move;
}

}  // namespace agentrender
