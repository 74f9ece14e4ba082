// The texts of --help.
#pragma once

#include <string>

#include "cli/command.h"

namespace agentrender {

// `text`, in which commands begin with "agentrender ", as the user has to type them.
std::string AsCalled(std::string text);

// Of the program: what it is for, first steps, the commands.
std::string ProgramHelp();

// Of one command.
std::string CommandHelp(const Command& command);

}  // namespace agentrender
