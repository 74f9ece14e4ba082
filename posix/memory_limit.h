// The memory that the system gives the program: the wall behind the budgets of base/budget.h.
#pragma once

namespace agentrender {

// From now on the program has no more memory than SizeLimits allows a run and what no budget counts, whatever it is
// taken for: who asks for more ends the program (at_limit.h).
// Systems and builds that count otherwise have no such wall.
void LimitMemory();
// For --large.
void LiftMemoryLimit();

// While it is there, children are started, which have their own needs.
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
