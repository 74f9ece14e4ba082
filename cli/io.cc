// Takes what a command says, gives it to stdout or stderr.
#include "cli/io.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/command.h"
#include "posix/io.h"

namespace agentrender {

void Complain(std::string_view text) { static_cast<void>(WriteAll(STDERR_FILENO, text)); }

int WriteOrComplain(std::string_view text) {
  if (WriteAll(STDOUT_FILENO, text)) return kDone;
  if (errno != EPIPE) Complain("agentrender: stdout cannot be written: " + std::string(std::strerror(errno)) + "\n");
  return kUsage;
}

bool ReadStdinOrComplain(Inputs& inputs) {
  ReadStdin({}, inputs);
  if (!inputs.sources.empty()) return true;
  Complain("agentrender: " + inputs.problems.list().front().message + "\n");
  return false;
}

}  // namespace agentrender
