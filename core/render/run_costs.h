// What a run takes beyond the nodes in its arena, and whether it must end because of that.
#pragma once

#include <cstddef>

#include "core/base/budget.h"
#include "core/model/document.h"
#include "core/model/problem.h"

namespace agentrender {

// Memory that lasts as long as the run is taken from the budget and given back at the end. Output that is made for
// Agents with errors is discarded, so no budget counts it: it has a limit of its own.
class RunCosts {
 public:
  explicit RunCosts(Budget& budget) : budget_(budget) {}
  ~RunCosts() { budget_.GiveBack(held_); }
  RunCosts(const RunCosts&) = delete;
  RunCosts& operator=(const RunCosts&) = delete;

  // Bytes that the run holds until it ends.
  void Hold(size_t bytes) {
    if (budget_.Take(bytes)) held_ += bytes;
  }
  // Bytes that were made and discarded.
  void Waste(size_t bytes) { wasted_ += bytes; }

  // Whether the run must end at `resource`; an error then says why. `rendered`: the number of Agents before it.
  bool IsOver(const Resource& resource, size_t rendered, Problems& problems) const;

 private:
  Budget& budget_;
  size_t held_ = 0;
  size_t wasted_ = 0;
};

}  // namespace agentrender
