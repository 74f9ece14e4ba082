// agentrender.wasm reads stdin and nothing else, so that its hosts need six calls for input and output, and two for the
// command line.
#include "cli/command.h"
#include "cli/host.h"
#include "posix/inputs.h"

namespace agentrender {

std::optional<int> ExplainField(std::string_view) { return std::nullopt; }

std::unique_ptr<EffectFinder> MakeEffectFinder(const Rendering&, const Inputs&, const Options&) { return nullptr; }

void PrepareHost(const char*) {}

bool IsTerminal(int) { return false; }

bool WantsColor() { return false; }

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
