// The WASI module reads stdin and nothing else, so that its hosts need six calls for input and output, and two for
// the command line.
#include <cstdlib>

#include "cli/command.h"
#include "cli/host.h"
#include "cli/io.h"
#include "posix/inputs.h"
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

std::optional<int> ExplainField(std::string_view) { return std::nullopt; }

void PrepareHost(const char*) {}

// The module declares the most that it takes.
void LimitMemory() {}
void LiftMemoryLimit() {}

const char* CalledAs() { return "agentrender"; }

bool IsTerminal(int) { return false; }

bool WantsColor() { return false; }

void ExpectWrites(void*, size_t) {}

void ReadInputs(const std::vector<std::string_view>& paths, const InputOptions& options, Inputs& inputs) {
  bool stdin_read = false;
  for (std::string_view path : paths) {
    if (path != "-") {
      ReportUnreadable(path, "the WebAssembly module reads stdin only", inputs);
    } else if (!stdin_read) {
      ReadStdin(options, inputs);
      stdin_read = true;
    }
  }
}

}  // namespace agentrender
