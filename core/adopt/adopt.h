// Moving from the controller to rendered objects. Server-side apply never removes fields that another manager also
// owns, and the controller owns everything it wrote. So its fields are handed over, once, before the first apply.
//
// Takes live objects (`kubectl get -o json --show-managed-fields`) and what Agents render to; gives patches of
// metadata.managedFields, and says what the next apply will change, restart and leave behind.
#pragma once

#include <string_view>
#include <vector>

#include "core/adopt/managed_fields.h"
#include "core/base/output.h"
#include "core/explain/diff.h"
#include "core/model/document.h"
#include "core/render.h"

namespace agentrender {

// The patch of one live object.
struct Adoption {
  std::string_view resource;  // as kubectl is told: "deployments.apps"
  ObjectRef object;
  ObjectRef agent;
  Value patch;
};

struct Move {
  std::vector<Adoption> adoptions;  // in the order of what is rendered
  std::vector<AgentDiff> changes;   // of Agents of which something is live; views the two renderings
  Rendering live;                   // what is live, as far as it is compared
  size_t handed_over = 0;           // objects that are the new manager's already
};

// `rendering` needs Options::keep_objects, and must outlive the result, as must what `live` views. Errors: the input
// has nothing to adopt. Warnings: what stays behind.
Move PlanMove(const Reading& live, const Rendering& rendering, const Managers& managers, Problems& problems);

// A shell script of kubectl commands, one per object. Text from the objects is never more than a word in it.
void WriteScript(const Move& move, const Managers& managers, Output& out);
// The same as a JSON list of {apiVersion, kind, namespace, name, patch}.
void WritePatches(const Move& move, Output& out);

}  // namespace agentrender
