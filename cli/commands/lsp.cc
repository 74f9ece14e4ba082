// lsp: takes the messages of an editor on stdin, answers on stdout.
#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/host.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "lsp/server.h"
#include "posix/memory_limit.h"

namespace agentrender {

namespace {

enum OwnOption : int { kStdio = kNoLetter + 100, kClientProcess };

constexpr OptionRow kOptions[] = {
    {'n', "namespace", "NS", "the namespace for objects that have none"},
    kControllerOption,
    {kLenient, "lenient", nullptr, "unknown fields are warnings, not errors"},
    {kPodSecurity, "pod-security", "LEVEL",
     "the Pod Security Standard that rendered Pods must meet:\nprivileged, baseline or restricted"},
    {kFollowOutside, "follow-outside", nullptr, "follow links that leave the directory they are found in"},
    {kStdio, "stdio", nullptr, "accepted for editors that pass it; it is always so"},
    {kClientProcess, "clientProcessId", "PID", "accepted and ignored: initialize also carries it"},
    {kHelpOption, "help", nullptr, "explain this command"},
};

std::string TakeOwn(int, std::string_view, Options&) { return {}; }

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  std::string error = ReadRequest(arguments, request, TakeOwn);
  if (error.empty() && !arguments.operands.empty()) error = "takes no paths: the editor says which folders it has open";
  if (!error.empty()) return RefuseUsage(command, error);
  if (IsTerminal(STDIN_FILENO)) {
    Complain(CommandHelp(command));
    return kUsage;
  }
  LiftMemoryLimit();
  lsp::WorkspaceOptions options;
  options.options = request.options;
  options.inputs = request.inputs;
  options.inputs.most_bytes = SizeLimits{}.Times(kLargeFactor).source_bytes;
  return lsp::Serve(options, AGENTRENDER_VERSION);
}

}  // namespace

const Command kLspCommand = {
    "lsp",
    "Run as an editor's language server",
    "lsp [OPTION]...",
    R"(  agentrender lsp                         an editor starts it and talks to it on stdin and stdout
  agentrender lsp --controller v0.1.9

Speaks the Language Server Protocol 3.17. The YAML and JSON files of the workspace are one input,
and unsaved buffers take precedence over files. It reports the findings of validate as you type.
Hover explains a field, its value after template and defaults, and what it becomes. Names, keys
and fields have completion and go-to-definition, and a code lens opens an Agent's rendered objects.
The server reads files of the workspace; it writes no files, and fetches and starts nothing.
docs/editors.md has the settings for editors.
)",
    kOptions,
    Run};

}  // namespace agentrender
