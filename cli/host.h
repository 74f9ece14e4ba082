// What the program asks of the system that it runs on; host/posix.cc and host/wasi.cc answer.
#pragma once

#include <cstddef>

namespace agentrender {

// To be called first, with argv[0] or null: a reader of our output that goes away must not end the program by a signal.
void PrepareHost(const char* program);

// How the program is called in a shell: "agentrender", or "kubectl agentrender" as a plugin.
const char* CalledAs();

// Whether someone types what we read, or sees what we write.
bool IsTerminal(int fd);

// Options::expect_writes.
void ExpectWrites(void* memory, size_t bytes);

// Whether stderr is a terminal that shows colours, and nobody has asked for none (NO_COLOR).
bool WantsColor();

}  // namespace agentrender
