// How long a call may take. The module has no clock, so that its host need not provide one.
#pragma once

#include <cstdint>

#include "core/base/budget.h"

#if !defined(__wasm__)
#include <chrono>
#endif

namespace agentrender {

#if defined(__wasm__)

struct TimeLimit {
  void Begin(int64_t, Budget&) {}
  bool passed() const { return false; }
};

#else

// Counts from its construction.
class TimeLimit {
 public:
  TimeLimit() = default;
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

  // Spends `budget` once this many milliseconds have passed; 0 is no limit.
  void Begin(int64_t milliseconds, Budget& budget) {
    if (milliseconds == 0) return;
    end_ += std::chrono::milliseconds(milliseconds);
    budget.SpendWhen([](void* limit) { return static_cast<TimeLimit*>(limit)->Look(); }, this);
  }
  // Whether somebody was told so.
  bool passed() const { return passed_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool Look() { return passed_ = passed_ || Clock::now() >= end_; }

  Clock::time_point end_ = Clock::now();
  bool passed_ = false;
};

#endif

}  // namespace agentrender
