// Takes the collected resources and a selector, leaves out the Agents that it does not match, and finds what was
// rendered before from those that it does.
#include "core/collect/select.h"

#include <algorithm>

#include "core/base/list.h"
#include "core/base/nearest.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/model/object_names.h"

namespace agentrender {

namespace {

// The selector's names that Agents have, or had before kustomize changed them.
class WantedNames {
 public:
  explicit WantedNames(const AgentSelector& selector) : met_(selector.names.size()) {
    for (uint32_t i = 0; i < selector.names.size(); ++i) numbers_.emplace(selector.names[i], i);
  }

  // Whether an Agent has one of them; records which ones.
  bool Meet(const Resource& agent) {
    bool named = Meet(agent.ref.name);
    for (std::string_view name : PreviousNames(agent)) named |= Meet(name);
    return named;
  }
  // Whether an Agent had the name.
  bool IsMet(std::string_view name) const { return met_[numbers_.at(name)]; }

 private:
  bool Meet(std::string_view name) {
    const auto found = numbers_.find(name);
    if (found == numbers_.end()) return false;
    met_[found->second] = true;
    return true;
  }

  NumberByText numbers_;
  std::vector<bool> met_;
};

bool HasLabels(const Resource& agent, const AgentSelector& selector) {
  const Value labels = agent.object.Get("metadata").Get("labels");
  for (const auto& [key, value] : selector.labels) {
    const Value* found = labels.Find(key);
    if (found == nullptr || !found->IsString() || found->text() != value) return false;
  }
  return true;
}

void ReportNoName(std::string_view name, const Origin& where, const Input& input, Problems& problems) {
  std::vector<std::string_view> names;
  if (!problems.crowded()) {
    for (const Resource& resource : input.resources) {
      if (resource.role == Role::kAgent && names.size() < kMostCandidates) names.push_back(resource.ref.name);
    }
  }
  Problem& problem = problems.Warning(Code::kUnusedOverride, where,
                                      "the selector names " + Quoted(name) + ", but no Agent has that name");
  const std::string_view near = Nearest(name, names);
  if (!near.empty()) problem.Hint("did you mean " + near + "?");
}

bool IsOfMadeKind(const ObjectRef& ref) {
  return std::any_of(std::begin(object_names::kMade), std::end(object_names::kMade),
                     [&](const auto& row) { return ref.kind == row.kind && ref.api_version == row.api_version; });
}

// Whether an Agent named `agent` becomes an object of that name.
bool IsMadeOf(std::string_view agent, const ObjectRef& ref) {
  for (const object_names::MadeRow& row : object_names::kMade) {
    if (ref.kind == row.kind && ref.api_version == row.api_version && ref.name.starts_with(agent) &&
        ref.name.substr(agent.size()) == row.suffix)
      return true;
  }
  return false;
}

}  // namespace

std::string_view AgentOf(const Resource& resource) {
  const Value labels = resource.object.Get("metadata").Get("labels");
  const std::string_view agent = labels.TextOf(object_names::kAgentLabel);
  if (agent.empty() || IsMadeOf(agent, resource.ref)) return agent;
  const bool ours =
      labels.TextOf("app.kubernetes.io/managed-by") == "kubeopencode" || labels.TextOf("app") == "kubeopencode";
  return ours && IsOfMadeKind(resource.ref) ? agent : std::string_view();
}

void LeaveAgents(LeftAgents left, Input& input) {
  if (left == LeftAgents::kNone) return;
  ResourceIndex made;
  for (const Resource& resource : input.resources) {
    const std::string_view agent = AgentOf(resource);
    if (!agent.empty()) made.Add(resource, input.NamespaceOf(resource.ref), agent);
  }
  made.Sort();
  for (Resource& resource : input.resources) {
    if (resource.role != Role::kAgent) continue;
    const bool became = !made.Find(input.NamespaceOf(resource.ref), resource.ref.name, 1).empty();
    if (left != LeftAgents::kAll && !became) continue;
    resource.role = Role::kOther;
    ++input.left_alone;
  }
}

void FindFormer(Input& input) {
  ResourceIndex agents;
  for (const Resource& resource : input.resources) {
    if (resource.role == Role::kAgent) agents.Add(resource, input.NamespaceOf(resource.ref), resource.ref.name);
  }
  agents.Sort();
  for (Resource& resource : input.resources) {
    if (resource.role != Role::kOther && resource.role != Role::kConfigMap) continue;
    const std::string_view agent = resource.object.Get("metadata").Get("labels").TextOf(object_names::kAgentLabel);
    if (agent.empty() || !IsMadeOf(agent, resource.ref)) continue;
    if (!agents.Find(input.NamespaceOf(resource.ref), agent, 1).empty()) resource.role = Role::kFormer;
  }
}

void Select(const AgentSelector& selector, Input& input, Problems& problems) {
  if (selector.TakesAll()) return;
  WantedNames wanted(selector);
  PlainList<Resource*> left;
  size_t taken = 0;
  for (Resource& resource : input.resources) {
    if (resource.role != Role::kAgent) continue;
    const bool named = selector.names.empty() || wanted.Meet(resource);
    if (named && HasLabels(resource, selector)) {
      ++taken;
    } else {
      left.push_back(&resource);
    }
  }
  bool any_met = selector.names.empty();
  for (const auto& name : selector.names) {
    if (wanted.IsMet(name)) {
      any_met = true;
    } else {
      ReportNoName(name, selector.origin, input, problems);
    }
  }
  if (taken == 0 && any_met && !left.empty()) {
    problems.Warning(Code::kUnusedOverride, selector.origin, selector.names.empty() ? kNoneHasLabels : kNoneHasBoth);
  }
  for (Resource* resource : left) resource->role = Role::kOther;
  input.left_alone = left.size();
}

}  // namespace agentrender
