// The manual page.
#pragma once

#include <string>

namespace agentrender {

// agentrender(1), as man reads it: the texts of --help, all commands on one page.
std::string ManualPage();

}  // namespace agentrender
