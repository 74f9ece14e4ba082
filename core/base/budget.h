// The memory and the work that one run may take.
#pragma once

#include <cstddef>
#include <cstdint>

namespace agentrender {

// Code that takes memory in proportion to the input counts it here first: arenas, outputs, and lists of findings.
// When none is left, it does without and returns something harmless (an empty text, a list that does not grow),
// and the budget is spent for good. Stages check spent() between two pieces of work, and the run ends with one
// error.
class Budget {
 public:
  // A budget that is never spent.
  Budget() = default;
  explicit Budget(size_t bytes) : left_(bytes), bytes_(bytes), work_left_(bytes) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // Returns false and counts nothing if fewer than `bytes` are left.
  bool Take(size_t bytes) {
    if (bytes > left_ || spent()) {
      spent_ = true;
      return false;
    }
    left_ -= bytes;
    return true;
  }
  // Counts `bytes` that are already allocated, even if they exceed the budget.
  void Owe(size_t bytes) { left_ -= bytes < left_ ? bytes : left_; }
  void GiveBack(size_t bytes) { left_ += bytes < bytes_ - left_ ? bytes : bytes_ - left_; }
  // Counts work that takes time but no memory and that a small input can repeat many times. A step is about ten
  // nanoseconds, and there are as many steps as bytes. Returns false when none are left.
  bool Work(size_t steps) {
    if (steps > work_left_) overworked_ = spent_ = true;
    if (spent()) return false;
    work_left_ -= steps;
    return true;
  }
  // The budget of work is spent.
  bool overworked() const { return overworked_; }
  // Nothing is left from now on: the memory ran out before the budget did.
  void Spend() { spent_ = true; }
  // The same, once `stopped(caller)` returns true. It is called now and then, for a time limit: the core has no
  // clock.
  void SpendWhen(bool (*stopped)(void* caller), void* caller) {
    stopped_ = stopped;
    caller_ = caller;
  }

  bool spent() const { return spent_ || (stopped_ != nullptr && stopped_(caller_)); }
  size_t left() const { return left_; }
  // The initial size.
  size_t bytes() const { return bytes_; }

 private:
  size_t left_ = SIZE_MAX;
  size_t bytes_ = SIZE_MAX;
  size_t work_left_ = SIZE_MAX;
  bool spent_ = false;
  bool overworked_ = false;
  bool (*stopped_)(void* caller) = nullptr;
  void* caller_ = nullptr;
};

}  // namespace agentrender
