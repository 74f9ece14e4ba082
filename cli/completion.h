// Scripts that complete command lines in a shell, made from the tables of commands and options.
#pragma once

#include <string>

namespace agentrender {

// For `source` in bash, for a file _agentrender of zsh's fpath, and for fish's completions.
std::string BashCompletion();
std::string ZshCompletion();
std::string FishCompletion();

}  // namespace agentrender
