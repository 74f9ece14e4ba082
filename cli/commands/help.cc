// help: explains the program, or one of its commands.
#include "cli/help.h"

#include "cli/command.h"
#include "cli/io.h"

namespace agentrender {

namespace {

int RunHelp(const Command& command, const Arguments& arguments) {
  if (arguments.operands.empty()) return WriteOrComplain(ProgramHelp());
  std::vector<std::string_view> names;
  for (const Command* known : AllCommands()) {
    if (arguments.operands[0] == known->name) return WriteOrComplain(CommandHelp(*known));
    names.emplace_back(known->name);
  }
  return RefuseUsage(command,
                     "there is no command " + arguments.operands[0] + Suggestion(arguments.operands[0], names));
}

}  // namespace

const Command kHelpCommand = {"help", "Explain a command", "help [COMMAND]", "  agentrender help render\n", kHelpOnly,
                              RunHelp};

}  // namespace agentrender
