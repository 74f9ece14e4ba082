// Takes renderings of one input, each with one more change of the controller than the one before, gives each difference
// the changes that cause it: those between whose renderings it appears.
#include "core/explain/upgrade.h"

#include <map>
#include <string_view>
#include <tuple>

namespace agentrender {

namespace {

using ObjectName = std::tuple<std::string_view, std::string_view, std::string_view>;

ObjectName NameOf(const ObjectDiff& diff) {
  const Value& object = diff.either().object;
  const Value metadata = object.Get("metadata");
  return {object.TextOf("kind"), metadata.TextOf("namespace"), metadata.TextOf("name")};
}

bool IsAt(std::string_view path, std::string_view above) {
  return path.starts_with(above) &&
         (path.size() == above.size() || path[above.size()] == '.' || path[above.size()] == '[');
}

bool IsPart(const FieldChange& change, const ObjectDiff& step) {
  for (const FieldChange& other : step.changes) {
    if (IsAt(change.path, other.path) || IsAt(other.path, change.path)) return true;
  }
  return step.changes.empty();  // the whole object comes or goes
}

void AddStep(const std::vector<AgentDiff>& step, const std::vector<Change>& changes, std::vector<AgentDiff>& diff) {
  std::map<ObjectName, const ObjectDiff*> objects;
  for (const AgentDiff& agent : step) {
    for (const ObjectDiff& object : agent.objects) objects[NameOf(object)] = &object;
  }
  for (AgentDiff& agent : diff) {
    for (ObjectDiff& object : agent.objects) {
      const auto found = objects.find(NameOf(object));
      if (found == objects.end()) continue;
      const auto add = [&](std::vector<Change>& to) { to.insert(to.end(), changes.begin(), changes.end()); };
      if (object.changes.empty()) add(object.controller_changes);
      for (FieldChange& change : object.changes) {
        if (IsPart(change, *found->second)) add(change.controller_changes);
      }
    }
  }
}

}  // namespace

void AddControllerChanges(const std::vector<const Rendering*>& steps, const std::vector<Change>& changes,
                          std::vector<AgentDiff>& diff) {
  size_t last = 0;
  for (size_t i = 1; i < steps.size(); ++i) {
    if (steps[i]->HasErrors()) continue;
    const std::vector<Change> between(changes.begin() + static_cast<std::ptrdiff_t>(last),
                                      changes.begin() + static_cast<std::ptrdiff_t>(i));
    AddStep(Diff(*steps[last], *steps[i]), between, diff);
    last = i;
  }
}

}  // namespace agentrender
