// Takes a number of bytes, asks the system to give the process no more.
#include "posix/memory_limit.h"

#include <sys/resource.h>

#include <new>

#include "posix/at_limit.h"

namespace agentrender {

namespace {

constexpr rlim_t kMost = rlim_t{120} << 20;

[[noreturn]] void EndWithoutMemory() { EndAtLimit("the run takes more than 120 MiB of memory"); }

// Gives the limit that there was.
rlim_t SetLimit([[maybe_unused]] rlim_t most) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__APPLE__)
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) != 0) return RLIM_INFINITY;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
  static_cast<void>(setrlimit(RLIMIT_DATA, &limit));
  return before;
#else
  return RLIM_INFINITY;
#endif
}

}  // namespace

void LimitMemory() {
  std::set_new_handler(EndWithoutMemory);
  SetLimit(kMost);
}

void LiftMemoryLimit() { SetLimit(RLIM_INFINITY); }

NoMemoryLimit::NoMemoryLimit() : before_(SetLimit(RLIM_INFINITY)) {}
NoMemoryLimit::~NoMemoryLimit() { SetLimit(static_cast<rlim_t>(before_)); }

}  // namespace agentrender
