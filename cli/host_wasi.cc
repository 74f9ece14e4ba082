// What both WASI modules, agentrender.wasm and agentrender-files.wasm, ask of their host.
#include <cstdlib>

#include "cli/command.h"
#include "cli/host.h"
#include "cli/io.h"
#include "posix/memory_limit.h"

// Memory has ended (wasm/runtime.cc).
[[noreturn]] void EndWithoutMemory();

[[noreturn]] void EndWithoutMemory() {
  agentrender::Complain(
      "agentrender: error: the run takes more memory than the module may: render parts of the input one by one "
      "[AR0102]\n");
  std::_Exit(agentrender::kFindings);
}

namespace agentrender {

// The module declares the most that it takes.
void LimitMemory() {}
void LiftMemoryLimit() {}

const char* CalledAs() { return "agentrender"; }

void ExpectWrites(void*, size_t) {}

}  // namespace agentrender
