// agentrender-files.wasm is the program where there is no native one: its host gives it files, below `/`, and says in
// PWD where it was started. It cannot start processes.
#include <unistd.h>

#include <cstdlib>

#include "cli/host.h"

namespace agentrender {

void PrepareHost(const char*) {
  // Where that does not exist, relative paths begin at `/`, and errors name them.
  const char* folder = std::getenv("PWD");
  if (folder != nullptr) static_cast<void>(!chdir(folder));
}

bool IsTerminal(int fd) { return isatty(fd) != 0; }

bool WantsColor() { return false; }

}  // namespace agentrender
