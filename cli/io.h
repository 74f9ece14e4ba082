// The program's output and complaints.
#pragma once

#include <string_view>

#include "posix/inputs.h"

namespace agentrender {

// Writes lines to stderr, without anything that a terminal or a CI runner would obey; a failure to write cannot be
// reported.
void Complain(std::string_view text);
// One line of it, "agentrender: WHAT".
void ComplainLine(std::string_view what);

// Writes to stdout and gives the exit status: kDone, or kUsage with the reason on stderr. It is not an error if the
// reader has gone away (a pipe into `head`).
int WriteOrComplain(std::string_view text);

// Reads stdin as the only input; if that fails, says why on stderr and returns false.
bool ReadStdinOrComplain(Inputs& inputs);

}  // namespace agentrender
