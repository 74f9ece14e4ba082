#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>

#include "cli/host.h"

namespace agentrender {

void PrepareHost() { std::signal(SIGPIPE, SIG_IGN); }

bool IsTerminal(int fd) { return isatty(fd) != 0; }

bool WantsColor() {
  const char* refusal = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return IsTerminal(STDERR_FILENO) && (refusal == nullptr || *refusal == 0) && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

}  // namespace agentrender
