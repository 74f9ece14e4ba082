// What the program says: its output, and what it complains of.
#pragma once

#include <string_view>

#include "posix/inputs.h"

namespace agentrender {

// Writes lines to stderr, without what a terminal or a runner of CI would obey; that it cannot be written is nothing
// that could be said.
void Complain(std::string_view text);
// One line of it, "agentrender: WHAT".
void ComplainLine(std::string_view what);

// Writes to stdout and gives the exit status: kDone, or kUsage with the reason on stderr. A reader that has gone away
// (a pipe into `head`) is no reason to complain.
int WriteOrComplain(std::string_view text);

// Reads stdin where that is all there is: when it cannot be read, says why on stderr and gives false.
bool ReadStdinOrComplain(Inputs& inputs);

}  // namespace agentrender
