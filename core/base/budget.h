// The memory and the work that one run may take.
#pragma once

#include <cstddef>
#include <cstdint>

namespace agentrender {

// Whoever takes memory that grows with the input counts it here first: arenas, outputs, and lists of what was found.
// When there is no more, the taker goes without and gives something harmless (an empty text, a list that does not
// grow), and the budget is spent for good. Stages look at spent() between two pieces of work, and the run ends with one
// error.
class Budget {
 public:
  // One that is never spent.
  Budget() = default;
  explicit Budget(size_t bytes) : left_(bytes), bytes_(bytes), work_left_(bytes) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // False, and nothing is counted, when `bytes` more are not there.
  bool Take(size_t bytes) {
    if (bytes > left_ || spent()) {
      spent_ = true;
      return false;
    }
    left_ -= bytes;
    return true;
  }
  // Counts `bytes` that are taken already, whether they are there or not.
  void Owe(size_t bytes) { left_ -= bytes < left_ ? bytes : left_; }
  void GiveBack(size_t bytes) { left_ += bytes < bytes_ - left_ ? bytes : bytes_ - left_; }
  // Counts what takes time and no memory, where a small input has it done many times over: about ten nanoseconds are a
  // step, and there are as many as bytes. False when there are no more.
  bool Work(size_t steps) {
    if (steps > work_left_) overworked_ = spent_ = true;
    if (spent()) return false;
    work_left_ -= steps;
    return true;
  }
  // It is the work that has ended.
  bool overworked() const { return overworked_; }
  // From now on nothing is there: memory has ended before the budget has.
  void Spend() { spent_ = true; }
  // So it is once `stopped` says so, which is asked of `caller` now and then: of a time limit, for the core has no
  // clock.
  void SpendWhen(bool (*stopped)(void* caller), void* caller) {
    stopped_ = stopped;
    caller_ = caller;
  }

  bool spent() const { return spent_ || (stopped_ != nullptr && stopped_(caller_)); }
  size_t left() const { return left_; }
  // How much there was at the beginning.
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
