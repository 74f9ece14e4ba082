// version: prints the version. commit.h is made by cmake/commit.cmake.
#include <commit.h>

#include "cli/command.h"
#include "cli/io.h"
#include "core/model/controller.h"

namespace agentrender {

namespace {

int Run(const Command& command, const Arguments& arguments) {
  if (!arguments.operands.empty()) return RefuseUsage(command, "version takes no argument");
  std::string text = "agentrender " AGENTRENDER_VERSION "\n" AGENTRENDER_COMMIT;
  text.append("renders as controller ").append(Controller().version()).append(" does; --controller takes ");
  text.append(controllers::kReleases[0]).append(" to ").append(controllers::kReleases[controllers::kCount - 1]);
  return WriteOrComplain(text + "\n");
}

}  // namespace

const Command kVersionCommand = {"version", "Print the version, its commit, and the supported controller versions",
                                 "version", "  agentrender version\n",
                                 kHelpOnly, Run};

}  // namespace agentrender
