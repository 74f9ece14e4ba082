// Takes what a command says, gives it to stdout or stderr.
#include "cli/io.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/command.h"
#include "core/formats/shown.h"
#include "posix/io.h"

namespace agentrender {

void Complain(std::string_view text) { static_cast<void>(WriteAll(STDERR_FILENO, ShownLines(text))); }

void ComplainLine(std::string_view what) { Complain("agentrender: " + Shown(what) + "\n"); }

int WriteOrComplain(std::string_view text) {
  if (WriteAll(STDOUT_FILENO, text)) return kDone;
  if (errno != EPIPE) ComplainLine("stdout cannot be written: " + std::string(std::strerror(errno)));
  return kUsage;
}

bool ReadStdinOrComplain(Inputs& inputs) {
  ReadStdin({}, inputs);
  if (!inputs.sources.empty()) return true;
  ComplainLine(inputs.problems.list().front().message);
  return false;
}

}  // namespace agentrender
