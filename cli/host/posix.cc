#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>

#include "cli/host.h"

namespace agentrender {

namespace {

const char* called_as = "agentrender";

}  // namespace

void PrepareHost(const char* program) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::string_view path = program == nullptr ? "" : program;
  if (path.substr(path.rfind('/') + 1) == "kubectl-agentrender") called_as = "kubectl agentrender";
}

const char* CalledAs() { return called_as; }

bool IsTerminal(int fd) { return isatty(fd) != 0; }

bool WantsColor() {
  const char* refusal = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return IsTerminal(STDERR_FILENO) && (refusal == nullptr || *refusal == 0) && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

}  // namespace agentrender
