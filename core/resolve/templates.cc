// Takes an Agent, gives what it is resolved from, or says why that is impossible: no template of that name in the
// input, a name that was another one's, or a template or configuration that has errors itself.
#include "core/resolve/templates.h"

#include <string>
#include <vector>

#include "core/base/nearest.h"

namespace agentrender {

namespace {

std::string NearestName(std::string_view name, std::string_view ns, const Input& input, const Templates& templates,
                        const Problems& problems) {
  std::vector<std::string_view> names;
  const size_t enough = problems.crowded() ? 0 : 1000;
  for (const std::unique_ptr<AgentTemplate>& base : templates) {
    if (names.size() == enough) break;
    if (input.NamespaceOf(base->resource->ref) == ns) names.push_back(base->resource->ref.name);
  }
  return std::string(Nearest(name, names));
}

void ReportMissing(const Text& name, std::string_view ns, const std::string& near, Problems& problems) {
  problems
      .Error(Code::kNoTemplate, name.origin,
             "AgentTemplate " + name.value + " is not in the input" +
                 (ns.empty() ? ", among those without a namespace" : ", in namespace " + ns))
      .Hint(near.empty() ? "add the template to the input; it must be in the Agent's namespace"
                         : "did you mean " + near + "?");
}

// Null without templateRef; null, with an error, if there is no template to use.
const AgentTemplate* FindTemplate(const Agent& agent, const Input& input, Templates& templates, Problems& problems) {
  const Text& name = agent.template_name;
  if (!HasText(name)) return nullptr;
  const std::string_view ns = input.NamespaceOf(agent.resource->ref);
  const PlainList<const Resource*> found = input.Find(input.templates, *agent.resource, name.value);
  if (found.empty()) {
    ReportMissing(name, ns, NearestName(name.value, ns, input, templates, problems), problems);
    return nullptr;
  }
  for (const Resource* twin : found) templates[twin->nth]->used = true;
  const AgentTemplate& first = *templates[found.front()->nth];
  if (!first.in_error && found.size() == 1) return &first;
  if (!first.in_error) {
    problems.Error(Code::kDuplicateObject, name.origin, "more than one AgentTemplate had the name " + name.value)
        .Other(found[1]->origin())
        .Hint("write the name that the template has now");
    return nullptr;
  }
  problems.Error(Code::kBadTemplate, name.origin, "AgentTemplate " + name.value + " has errors")
      .Other(found.front()->origin());
  return nullptr;
}

}  // namespace

Specs FindSpecs(const Agent& agent, const Input& input, Shared& shared, Problems& problems) {
  const AgentTemplate* base = FindTemplate(agent, input, shared.templates, problems);
  if (shared.config_in_error && shared.config) {
    problems
        .Error(Code::kBadConfig, agent.resource->origin(),
               "the KubeOpenCodeConfig in the input has errors, and every Agent uses it")
        .Other(shared.config->resource->origin());
  }
  return {&agent, base, shared.config ? &*shared.config : nullptr, &shared.revisions};
}

void NoteUnusedTemplates(const Templates& templates, Problems& problems) {
  for (const std::unique_ptr<AgentTemplate>& base : templates) {
    if (base->used || base->in_error) continue;
    problems.Warning(Code::kUnusedTemplate, base->resource->origin(), "no Agent in the input uses this template");
  }
}

}  // namespace agentrender
