// Documents -> resources, sorted by their role in rendering (R1).
#pragma once

#include <vector>

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

// Sorts the resources in the documents (R1, R1a, R1b), and reports duplicates of our kinds (R1c); resources with errors
// are marked `refused`.
Input Collect(const std::vector<Document>& documents, const std::vector<Source>& sources, const Options& options,
              Arena& arena, Problems& problems);

}  // namespace agentrender
