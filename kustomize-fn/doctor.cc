// Takes what a build printed, reports Agents that nothing rendered and names that lead nowhere: references.def lists
// where names stand.
#include "kustomize-fn/doctor.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "core/base/order.h"
#include "core/base/text.h"
#include "core/model/nodes_at.h"
#include "core/model/object_names.h"
#include "core/read/read.h"
#include "core/render.h"
#include "core/report/locate.h"

namespace agentrender {

namespace {

constexpr std::string_view kAgentVersion = "kubeopencode.io/v1alpha1";

struct ReferenceRow {
  std::string_view kind;  // of what is named
  std::string_view path;  // below the PodSpec, or an Agent's spec
};
constexpr ReferenceRow kPodReferences[] = {
#define POD_REFERENCE(kind, path) {kind, path},
#include "kustomize-fn/references.def"
#undef POD_REFERENCE
};
constexpr ReferenceRow kAgentReferences[] = {
#define AGENT_REFERENCE(kind, path) {kind, path},
#include "kustomize-fn/references.def"
#undef AGENT_REFERENCE
};

// Where the kinds that refer to others have what the tables speak of.
struct ReferrerRow {
  std::string_view kind;
  std::string_view holder;
  const ReferenceRow* begin;
  const ReferenceRow* end;
};
constexpr ReferrerRow kReferrers[] = {
    {"Deployment", "spec.template.spec", std::begin(kPodReferences), std::end(kPodReferences)},
    {"StatefulSet", "spec.template.spec", std::begin(kPodReferences), std::end(kPodReferences)},
    {"DaemonSet", "spec.template.spec", std::begin(kPodReferences), std::end(kPodReferences)},
    {"Job", "spec.template.spec", std::begin(kPodReferences), std::end(kPodReferences)},
    {"CronJob", "spec.jobTemplate.spec.template.spec", std::begin(kPodReferences), std::end(kPodReferences)},
    {"Pod", "spec", std::begin(kPodReferences), std::end(kPodReferences)},
    {"Agent", "spec", std::begin(kAgentReferences), std::end(kAgentReferences)},
    {"AgentTemplate", "spec", std::begin(kAgentReferences), std::end(kAgentReferences)},
};

// What consumes Agents should have taken out with them.
struct LeftRow {
  std::string_view api_version;
  std::string_view kind;
  Severity severity;
};
constexpr LeftRow kLeft[] = {
    {kAgentVersion, "Agent", Severity::kError},
    {kAgentVersion, "AgentTemplate", Severity::kWarning},
    {kAgentVersion, "KubeOpenCodeConfig", Severity::kWarning},
    {"render.kubeopencode.io/v1alpha1", "GitRevisions", Severity::kWarning},
    {"render.kubeopencode.io/v1alpha1", "AgentRender", Severity::kWarning},
};

// What a name has before and after a part of it. Where dashes set the part off, the affixes include them.
struct Affixes {
  std::string_view prefix;
  std::string_view suffix;
  bool dashed;
};

// How `name` is `part` with something before or after it; nothing when it is not.
std::optional<Affixes> AffixesOf(std::string_view name, std::string_view part) {
  if (part.empty() || name.size() <= part.size()) return std::nullopt;
  const size_t first = name.find(part);
  for (size_t at = first; at != std::string_view::npos; at = name.find(part, at + 1)) {
    const size_t end = at + part.size();
    if ((at == 0 || name[at - 1] == '-') && (end == name.size() || name[end] == '-'))
      return Affixes{name.substr(0, at), name.substr(end), true};
  }
  if (first == std::string_view::npos) return std::nullopt;
  return Affixes{name.substr(0, first), name.substr(first + part.size()), false};
}

// No cluster has a longer name.
constexpr size_t kLongestName = 253;

// Of work, to look for `part` in a name: where both are full of dashes, at each of them again.
size_t StepsToFind(std::string_view name, std::string_view part) {
  constexpr size_t kLook = 4;
  constexpr size_t kBytesInStep = 1000;
  return kLook + part.size() * name.size() / kBytesInStep;
}

// The hash of a content that kustomize puts behind a name, in its own alphabet.
bool IsHash(std::string_view suffix) {
  constexpr size_t kSize = 11;
  return suffix.size() == kSize && suffix.substr(1).find_first_not_of("2456789bcdfghkmt") == std::string_view::npos;
}

std::string_view WithoutHash(std::string_view name) {
  const size_t dash = name.rfind('-');
  return dash != std::string_view::npos && IsHash(name.substr(dash)) ? name.substr(0, dash) : name;
}

class Checker {
 public:
  Checker(BuildCheck& check, Arena& arena, Problems& problems) : check_(check), arena_(arena), problems_(problems) {}

  void Take(const Document& document, const Value& object) {
    if (object.IsMap() && IsList(object)) {
      const Value items = object.Get("items");
      for (const Value& item : items) Take(document, ItemOf(object, item, arena_));
      return;
    }
    if (!object.IsMap()) return;
    Resource resource;
    resource.object = object;
    resource.document = &document;
    resource.ref = RefOf(object);
    if (arena_.budget()->Take(sizeof(Resource) + 2 * sizeof(Resource*))) input_.resources.push_back(resource);
  }

  void Run() {
    for (const Resource& resource : input_.resources) named_.push_back(&resource);
    Arrange(named_,
            OrderBy(named_.size(), [&](uint32_t a, uint32_t b) { return KeyOf(named_[a]) < KeyOf(named_[b]); }));
    for (const Resource* resource : named_)
      agents_named_.push_back(resource->object.Get("metadata").Get("labels").TextOf(object_names::kAgentLabel));
    Origin at_work;
    for (const Resource& resource : input_.resources) {
      ++check_.objects;
      check_.has_objects[resource.origin().source] = true;
      if (IsRendered(resource)) ++check_.rendered;
      CheckLeft(resource);
      CheckReferences(resource);
      at_work = resource.origin();
      if (arena_.budget()->spent()) break;
    }
    if (arena_.budget()->spent()) {
      ReportSpent(at_work);
    } else if (check_.objects != 0 && check_.rendered == 0 && agents_ == 0) {
      problems_.Warning(Code::kNoAgent, {}, "there is no Agent, and no object rendered from one");
    }
    Locate(input_, problems_);
  }

 private:
  void ReportSpent(const Origin& at_work) {
    const Budget& budget = *arena_.budget();
    problems_
        .Error(Code::kTooMuch, at_work,
               budget.overworked()
                   ? "following the references takes too much time"
                   : "the build takes more than " + std::to_string(budget.bytes() >> 20) + " MiB of memory")
        .Hint("check parts of it one by one");
  }

  using Key = std::tuple<std::string_view, std::string_view>;
  static Key KeyOf(const Resource* resource) { return {resource->ref.kind, resource->ref.name}; }
  auto FirstOf(const Key& key) const {
    return std::lower_bound(named_.begin(), named_.end(), key,
                            [](const Resource* resource, const Key& wanted) { return KeyOf(resource) < wanted; });
  }

  static bool IsRendered(const Resource& resource) {
    return resource.ref.kind == "Deployment" &&
           resource.object.Get("metadata").Get("labels").Find(object_names::kAgentLabel) != nullptr;
  }

  void CheckLeft(const Resource& resource) {
    for (const LeftRow& row : kLeft) {
      if (resource.ref.kind != row.kind || resource.ref.api_version != row.api_version) continue;
      const bool agent = row.kind == "Agent";
      if (agent) ++agents_;
      if (check_.inputs_may_stay) return;
      const std::string message = "the " + row.kind + " is left: it was not rendered";
      if (!agent) {
        problems_.Warning(Code::kAgentLeft, resource.origin(), message);
        return;
      }
      problems_.Error(Code::kAgentLeft, resource.origin(), message)
          .Hint(
              "list the function in the kustomization, and build with --enable-alpha-plugins and --enable-exec: without "
              "the second kustomize leaves it out silently, and kubectl has no such flag");
    }
  }

  void CheckReferences(const Resource& resource) {
    for (const ReferrerRow& row : kReferrers) {
      if (row.kind != resource.ref.kind) continue;
      std::string path;
      for (const ReferenceRow* reference = row.begin; reference != row.end; ++reference) {
        path.assign(row.holder).append(".").append(reference->path);
        ForEachAt(resource.object, path, [&](const Value& name, const Value& holder) {
          if (name.IsString() && !name.text().empty()) CheckReference(resource, reference->kind, name, holder);
        });
      }
    }
  }

  // Objects without a namespace end in the one that `kubectl apply` is told.
  static bool MayMeet(const ObjectRef& from, const ObjectRef& to) {
    return from.ns == to.ns || from.ns.empty() || to.ns.empty();
  }

  // Whether other objects than those that are called after `part` have these affixes, as kustomize puts them on all. Of
  // `prod` without a dash, which may be a part of any name, all must have it.
  bool AreShared(const Affixes& affixes, std::string_view part) const {
    bool shared = false;
    if (!affixes.dashed && !IsTelling(affixes.prefix) && !IsTelling(affixes.suffix)) return false;
    for (size_t i = 0; i < named_.size(); ++i) {
      const ObjectRef& ref = named_[i]->ref;
      if (ref.name.size() > kLongestName) continue;
      if (!arena_.budget()->Work(StepsToFind(ref.name, part))) break;
      const std::string_view name = Without(affixes, WithoutHash(ref.name));
      if ((name.empty() ? ref.name : name).find(part) != std::string_view::npos) continue;
      const bool has = !name.empty() && IsRenamed(ref, name, agents_named_[i], affixes);
      if (has && affixes.dashed) return true;
      if (!has && !affixes.dashed && MayBeRenamed(ref)) return false;
      shared |= has;
    }
    return shared;
  }

  // A few letters are often shared by chance: `scout` and `sdb`.
  static bool IsTelling(std::string_view affix) {
    constexpr size_t kEnough = 4;
    return affix.size() >= kEnough || !std::all_of(affix.begin(), affix.end(), IsLower);
  }

  // Whether the affixes of an object, which is called `name` without them, are its own and not those of its Agent.
  static bool IsRenamed(const ObjectRef& ref, std::string_view name, std::string_view agent, const Affixes& affixes) {
    return agent.empty() || IsMadeName(ref, name, agent) || !Without(affixes, agent).empty();
  }

  // kustomize leaves the names of these alone.
  static bool MayBeRenamed(const ObjectRef& ref) {
    return ref.kind != "Namespace" && ref.kind != "CustomResourceDefinition" && ref.kind != "APIService";
  }

  // The name that has these affixes, without them; empty when it lacks one.
  static std::string_view Without(const Affixes& affixes, std::string_view name) {
    if (!name.starts_with(affixes.prefix)) return {};
    name.remove_prefix(affixes.prefix.size());
    if (!name.ends_with(affixes.suffix)) return {};
    return name.substr(0, name.size() - affixes.suffix.size());
  }

  // Whether an object of that kind is called so when the Agent is rendered. The dashes in `a-server` are no affixes.
  static bool IsMadeName(const ObjectRef& ref, std::string_view name, std::string_view agent) {
    return std::any_of(std::begin(object_names::kMade), std::end(object_names::kMade), [&](const auto& row) {
      return row.kind == ref.kind && name.starts_with(agent) && name.substr(agent.size()) == row.suffix;
    });
  }

  // An affix alone proves nothing: `db-reader` need not be `db`. A hash does, and an affix that others have.
  enum class Proof { kNone, kShared, kHash };

  // An object that `name` may have become, one that it surely has before others. The affixes are without the hash.
  struct Renamed {
    const Resource* object = nullptr;
    Affixes affixes{};
    Proof proof = Proof::kNone;
    bool hashed = false;  // there is a hash behind them: kustomize has named it
  };
  // The same for many references: it is looked for once.
  const Renamed& FindRenamed(const ObjectRef& from, std::string_view kind, std::string_view name) {
    const auto [known, is_new] = renamed_.try_emplace({from.ns, kind, name});
    if (is_new) known->second = LookForRenamed(from, kind, name);
    return known->second;
  }

  Renamed LookForRenamed(const ObjectRef& from, std::string_view kind, std::string_view part) const {
    Renamed found;
    for (auto at = FirstOf({kind, {}}); at != named_.end() && (*at)->ref.kind == kind; ++at) {
      const std::string_view name = (*at)->ref.name;
      if (std::max(name.size(), part.size()) > kLongestName) continue;
      if (!arena_.budget()->Work(StepsToFind(name, part))) break;
      std::optional<Affixes> affixes = AffixesOf(name, part);
      if (!affixes || !MayMeet(from, (*at)->ref)) continue;
      const bool hashed = WithoutHash(affixes->suffix) != affixes->suffix;
      affixes->suffix = WithoutHash(affixes->suffix);
      const bool hash = affixes->prefix.empty() && affixes->suffix.empty();
      const bool shared = (hashed && affixes->dashed) || AreShared(*affixes, part);
      const Proof proof = hash ? Proof::kHash : shared ? Proof::kShared : Proof::kNone;
      if ((found.object == nullptr && affixes->dashed) || proof != Proof::kNone) found = {*at, *affixes, proof, hashed};
      if (proof != Proof::kNone) break;
    }
    return found;
  }

  // Whether what refers to `part` was renamed, too. The objects of an Agent that are called after it were not, once
  // they were rendered; the Agent itself may have been before.
  bool WasRenamed(const Resource& from, const Renamed& renamed, std::string_view part) const {
    const std::string_view agent = from.object.Get("metadata").Get("labels").TextOf(object_names::kAgentLabel);
    if (agent.empty() || !IsMadeName(from.ref, from.ref.name, agent))
      return !Without(renamed.affixes, from.ref.name).empty();
    const std::string_view before = Without(renamed.affixes, agent);
    return !before.empty() && AllHave(renamed, part, before);
  }

  // Whether all objects have these affixes, and one that is called neither after `part` nor after the Agent: `dev-bot`
  // and `dev-token` can be names that somebody gave. Nobody gives a hash.
  bool AllHave(const Renamed& renamed, std::string_view part, std::string_view agent) const {
    bool others = renamed.hashed;
    for (size_t i = 0; i < named_.size(); ++i) {
      const ObjectRef& ref = named_[i]->ref;
      if (!MayBeRenamed(ref) || ref.name.size() > kLongestName) continue;
      if (!arena_.budget()->Work(StepsToFind(ref.name, part))) break;
      const bool of_agent = !agents_named_[i].empty() && IsMadeName(ref, ref.name, agents_named_[i]);
      const std::string_view name = Without(renamed.affixes, of_agent ? agents_named_[i] : WithoutHash(ref.name));
      if (name.empty()) return false;
      others |= name.find(part) == std::string_view::npos && name.find(agent) == std::string_view::npos;
    }
    return others;
  }

  bool IsSure(const Resource& from, const Renamed& renamed, std::string_view part) const {
    return renamed.proof == Proof::kHash || (renamed.proof == Proof::kShared && WasRenamed(from, renamed, part));
  }

  void CheckReference(const Resource& from, std::string_view kind, const Value& name, const Value& holder) {
    for (auto at = FirstOf({kind, name.text()}); at != named_.end() && KeyOf(*at) == Key(kind, name.text()); ++at) {
      if (MayMeet(from.ref, (*at)->ref)) return;
    }
    const Renamed renamed = problems_.crowded() ? Renamed() : FindRenamed(from.ref, kind, name.text());
    std::string message(kind);
    message.append(" ").append(Quoted(name.text())).append(" is not among the objects");
    if (renamed.object != nullptr) message += ", but " + Quoted(renamed.object->ref.name) + " is";
    if (IsSure(from, renamed, name.text())) {
      problems_.Error(Code::kDangling, name.origin(), message)
          .Other(renamed.object->origin())
          .Hint(
              "the object was renamed, and the reference was not: render before names change, or add "
              "kustomize-fn/kubeopencode-namereference.yaml to the kustomization's configurations");
      return;
    }
    const bool ours =
        kind == "AgentTemplate" || (IsRendered(from) && name.text().ends_with(object_names::kContextSuffix));
    if (ours) {
      problems_.Error(Code::kDangling, name.origin(), message).Hint("it must be in the same build");
    } else if (holder.Get("optional").text() != "true") {
      problems_.Info(Code::kDangling, name.origin(), message + ": the cluster must have it");
    }
  }

  BuildCheck& check_;
  Arena& arena_;
  Problems& problems_;
  Input input_;
  PlainList<const Resource*> named_;            // by kind and name
  std::vector<std::string_view> agents_named_;  // for each of them, the Agent that its label names
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, Renamed> renamed_;
  size_t agents_ = 0;
};

}  // namespace

void CheckBuild(const std::vector<Source>& sources, BuildCheck& check, Arena& arena, Problems& problems) {
  std::vector<Document> documents;
  std::vector<bool> takeable;
  if (!FindTakeable(sources, check.sizes, takeable, problems)) return;
  Budget& budget = *arena.budget();
  CountTexts(sources, budget);
  for (size_t i = 0; i < sources.size(); ++i) {
    if (takeable[i]) Read(sources[i], static_cast<uint16_t>(i), arena, documents, problems, check.sizes);
  }
  const bool whole = problems.errors() == 0;
  check.has_objects.resize(sources.size());
  Checker checker(check, arena, problems);
  for (const Document& document : documents) checker.Take(document, document.root);
  checker.Run();
  // What a name leads to may be in what could not be read.
  if (!whole)
    problems.Drop(
        [](const Problem& problem) { return problem.code == Code::kDangling || problem.code == Code::kNoAgent; });
}

std::string WhyKustomizeWillNotDo(std::string_view version, std::string_view help) {
  constexpr int kOldest = 5;  // from there on a function runs in the folder of the kustomization that lists it
  const size_t v = version.find('v');
  int major = 0;
  if (v != std::string_view::npos) std::from_chars(version.data() + v + 1, version.data() + version.size(), major);
  if (major != 0 && major < kOldest) return "is older than v" + std::to_string(kOldest);
  for (std::string_view flag : {"--enable-alpha-plugins", "--enable-exec"}) {
    if (help.find(flag) == std::string_view::npos) return "has no flag " + flag;
  }
  return {};
}

}  // namespace agentrender
