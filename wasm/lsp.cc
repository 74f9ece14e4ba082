// The language server as a WASI command: takes messages on stdin, answers on stdout. The folders of the workspace are
// those that the host lets it see, by the paths that the client says; all options come with initialize.
#include "lsp/server.h"

int main() {
  using namespace agentrender;
  lsp::WorkspaceOptions options;
  // As many bytes as the program takes: what the module's memory has no room for ends it before.
  options.inputs.most_bytes = SizeLimits{}.Times(kLargeFactor).source_bytes;
  return lsp::Serve(options, AGENTRENDER_VERSION);
}
