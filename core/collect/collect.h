// Documents -> resources, sorted by what they are to the renderer (R1).
#pragma once

#include <vector>

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

namespace limits {
// Of an Agent, AgentTemplate, KubeOpenCodeConfig or ConfigMap; more is an error (Code::kTooMuch).
inline constexpr uint32_t kResourceNodes = 50'000;
}  // namespace limits

// Sorts out what the documents hold (R1, R1a, R1b), and reports resources of ours
// that are there twice (R1c); what is in error is marked `refused`.
Input Collect(const std::vector<Document>& documents, const std::vector<Source>& sources, const Options& options,
              Arena& arena, Problems& problems);

}  // namespace agentrender
