// The memory that the system gives the program: the hard limit behind the budgets of base/budget.h.
#pragma once

namespace agentrender {

// From now on the program has no more memory than SizeLimits allows a run and what no budget counts, no matter for
// what: a request for more ends the program (at_limit.h). Systems and builds that count differently have no such
// limit.
void LimitMemory();
// For --large.
void LiftMemoryLimit();

// While this exists, children are started, which have their own needs.
class NoMemoryLimit {
 public:
  NoMemoryLimit();
  ~NoMemoryLimit();
  NoMemoryLimit(const NoMemoryLimit&) = delete;
  NoMemoryLimit& operator=(const NoMemoryLimit&) = delete;

 private:
  unsigned long long before_ = 0;
};

}  // namespace agentrender
