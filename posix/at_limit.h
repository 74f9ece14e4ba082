// How a run ends when no memory is left: with one error, the status of its command, and nothing on stdout.
#pragma once

#include <string_view>

namespace agentrender {

// What the program is doing while this object exists: "reading", "agents/". The error names the innermost.
class AtWork {
 public:
  // Both texts must live as long.
  AtWork(std::string_view doing, std::string_view what);
  ~AtWork();
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;

 private:
  std::string_view doing_before_;
  std::string_view what_before_;
};

// For a command whose status 1 does not mean errors in the input, as it does otherwise.
void SetStatusAtLimit(int status);

// `limit`: "the run takes more than 120 MiB of memory".
[[noreturn]] void EndAtLimit(std::string_view limit);

}  // namespace agentrender
