// The errors of what is too large: a run, an Agent, an object. Each names the text that is most of it, for an alias can
// make much of little.
#pragma once

#include <string>

#include "core/model/document.h"
#include "core/model/problem.h"

namespace agentrender {

// The run ends with `resource`: it has taken all memory or work of `budget`, or made so many bytes of Agents that were
// in error. `rendered`: the Agents before it.
void ReportSpent(const Resource& resource, const Budget& budget, size_t rendered, Problems& problems);
void ReportWasted(const Resource& resource, size_t bytes, Problems& problems);
// Everything is rendered, and printing it took more than the memory of the run.
void ReportPrintingSpent(size_t bytes, Problems& problems);

// `what` would be larger than `most` bytes; `object` is what it is, or what it is made of.
void ReportTooLarge(const Resource& agent, const std::string& what, size_t most, const Value& object,
                    Problems& problems);

}  // namespace agentrender
