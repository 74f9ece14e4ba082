// The findings that the stages have on one Agent.
#pragma once

#include <cstddef>

#include "core/base/budget.h"
#include "core/model/document.h"
#include "core/model/problem.h"

namespace agentrender {

// The findings that are added to a list after the construction of this.
class AgentFindings {
 public:
  explicit AgentFindings(Problems& problems)
      : problems_(problems),
        first_(problems.list().size()),
        left_out_(problems.left_out()),
        errors_(problems.errors()) {}

  bool HaveErrors() const { return problems_.errors() != errors_; }

  // Names the Agent in each of them, since a finding may be on a line of its template. Counts the work to put them
  // together, also of those that the list had no room for.
  void AssignTo(const Resource& agent, Budget& budget) const {
    const size_t last = problems_.list().size();
    for (size_t i = first_; i < last; ++i) problems_.list()[i].user = agent.origin();
    budget.Work((last - first_ + problems_.left_out() - left_out_) * kSteps);
  }

 private:
  static constexpr size_t kSteps = 100;  // for one finding

  Problems& problems_;
  size_t first_;
  size_t left_out_;
  size_t errors_;
};

}  // namespace agentrender
