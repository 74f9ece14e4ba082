// What the program needs from the system that it runs on; see host_posix.cc and host_wasi.cc.
#pragma once

#include <cstddef>

namespace agentrender {

// Call this first, with argv[0] or null: if a reader of our output goes away, no signal must end the program.
void PrepareHost(const char* program);

// How the user calls the program: "agentrender", or "kubectl agentrender" as a plugin.
const char* CalledAs();

// Whether a file descriptor is a terminal.
bool IsTerminal(int fd);

// Options::expect_writes.
void ExpectWrites(void* memory, size_t bytes);

// Whether stderr is a terminal that shows colours, and NO_COLOR is not set.
bool WantsColor();

}  // namespace agentrender
