// An object that was made for an Agent.
#pragma once

#include <cstddef>

#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// A rendered object, each node with its Origin.
struct RenderedObject {
  Value object;
  ObjectRef agent;      // for which it was made
  Origin agent_origin;  // the Agent's place
  size_t begin = 0;     // of its text in Rendering::output, behind a `---` or `- `
  bool given = false;   // it stood in the input as it is (explain/manifests.h),
  bool live = false;    // as a cluster had it
};

}  // namespace agentrender
