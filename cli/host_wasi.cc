// What both WASI modules, agentrender.wasm and agentrender-files.wasm, ask of their host.
#include "cli/command.h"
#include "cli/host.h"
#include "cli/io.h"
#include "posix/at_limit.h"
#include "posix/memory_limit.h"

// Memory has ended (wasm/runtime.cc).
[[noreturn]] void EndWithoutMemory();

[[noreturn]] void EndWithoutMemory() { agentrender::EndAtLimit("the run takes more memory than the module may use"); }

namespace agentrender {

// The module declares the most that it takes.
void LimitMemory() {}
void LiftMemoryLimit() {}

const char* CalledAs() { return "agentrender"; }

void ExpectWrites(void*, size_t) {}

}  // namespace agentrender
