// The texts of --help.
#pragma once

#include <string>

#include "cli/command.h"

namespace agentrender {

// Replaces "agentrender " at the beginning of commands in `text` with what the user has to type.
std::string AsCalled(std::string text);

// Of the program: what it is for, first steps, the commands.
std::string ProgramHelp();

// Of one command.
std::string CommandHelp(const Command& command);

}  // namespace agentrender
