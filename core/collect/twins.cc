// Takes all resources, reports those with the same kind, namespace and name, by sorting them: comparing each pair would
// take too long for a fleet.
#include "core/collect/twins.h"

#include <string>
#include <tuple>

#include "core/base/list.h"
#include "core/base/order.h"

namespace agentrender {

void RefuseTwins(Input& input, Role role, Problems& problems) {
  PlainList<Resource*> same;
  for (Resource& resource : input.resources) {
    if (resource.role == role && !resource.ref.name.empty()) same.push_back(&resource);
  }
  if (same.size() < 2) return;
  // A KubeOpenCodeConfig is cluster-scoped, whatever namespace it has.
  const auto ns = [&](const Resource* r) {
    return role == Role::kConfig ? std::string_view() : input.NamespaceOf(r->ref);
  };
  const auto key = [&](const Resource* r) { return std::make_tuple(ns(r), r->ref.name); };
  Arrange(same, OrderBy(same.size(), [&](uint32_t a, uint32_t b) { return key(same[a]) < key(same[b]); }));
  const Resource* first = nullptr;
  for (size_t i = 0; i < same.size(); ++i) {
    if (i == 0 || key(same[i]) != key(same[i - 1])) {
      first = same[i];
      continue;
    }
    same[i]->refused = true;
    same[i - 1]->refused = true;
    problems
        .Error(Code::kDuplicateObject, same[i]->origin(),
               std::string(same[i]->ref.kind) + " " + same[i]->ref.name +
                   (ns(same[i]).empty() ? "" : " in namespace " + ns(same[i])) + " is in the input twice")
        .Other(first->origin())
        .Hint("keep one of the two, or rename one");
  }
}

}  // namespace agentrender
