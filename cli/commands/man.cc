// man: prints the manual page.
#include "cli/man.h"

#include "cli/command.h"
#include "cli/io.h"

namespace agentrender {

namespace {

int Run(const Command& command, const Arguments& arguments) {
  if (!arguments.operands.empty()) return RefuseUsage(command, "man takes no argument: all commands are on one page");
  return WriteOrComplain(ManualPage());
}

}  // namespace

const Command kManCommand = {"man",
                             "Print the manual page",
                             "man",
                             R"(  agentrender man | man -l -
  agentrender man > ~/.local/share/man/man1/agentrender.1
)",
                             kHelpOnly,
                             Run};

}  // namespace agentrender
