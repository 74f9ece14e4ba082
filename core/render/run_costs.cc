// Takes what a run has cost so far, says whether it must end: its budget is spent, or too much output was discarded.
#include "core/render/run_costs.h"

#include <algorithm>

#include "core/model/size_limits.h"
#include "core/report/too_much.h"

namespace agentrender {

bool RunCosts::IsOver(const Resource& resource, size_t rendered, Problems& problems) const {
  const size_t most_wasted = std::min(budget_.bytes(), SIZE_MAX / limits::kWasted) * limits::kWasted;
  if (wasted_ > most_wasted) {
    ReportWasted(resource, most_wasted, problems);
    return true;
  }
  if (budget_.spent()) ReportSpent(resource, budget_, rendered, problems);
  return budget_.spent();
}

}  // namespace agentrender
