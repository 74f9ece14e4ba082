// version: prints the version.
#include "cli/command.h"
#include "cli/io.h"

namespace agentrender {

namespace {

int Run(const Command&, const Arguments&) { return WriteOrComplain("agentrender " AGENTRENDER_VERSION "\n"); }

}  // namespace

const Command kVersionCommand = {"version", "Print the version", "version", "  agentrender version\n", kHelpOnly, Run};

}  // namespace agentrender
