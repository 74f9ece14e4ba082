// The errors about sizes: of a run, an Agent, an object. Each names the largest text, because an alias can turn a
// little text into a lot.
#pragma once

#include <string>

#include "core/model/document.h"
#include "core/model/problem.h"

namespace agentrender {

// The run ends at `resource`: it has used up the memory or work of `budget`, or has rendered too many bytes for Agents
// with errors. `rendered`: the number of Agents before it.
void ReportSpent(const Resource& resource, const Budget& budget, size_t rendered, Problems& problems);
void ReportWasted(const Resource& resource, size_t bytes, Problems& problems);
// Everything is rendered, but printing it takes more than the memory of the run.
void ReportPrintingSpent(size_t bytes, Problems& problems);

// `what` would be larger than `most` bytes; `object` is that object, or the one it is made from.
void ReportTooLarge(const Resource& agent, const std::string& what, size_t most, const Value& object,
                    Problems& problems);

}  // namespace agentrender
