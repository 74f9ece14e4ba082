// completion: prints a script that completes command lines in a shell.
#include "cli/completion.h"

#include "cli/command.h"
#include "cli/io.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

struct Shell {
  std::string_view name;
  std::string (*script)();
};
constexpr Shell kShells[] = {{"bash", BashCompletion}, {"zsh", ZshCompletion}, {"fish", FishCompletion}};

int Run(const Command& command, const Arguments& arguments) {
  if (arguments.operands.size() != 1) return RefuseUsage(command, "completion takes one of bash, zsh and fish");
  for (const Shell& shell : kShells) {
    if (shell.name == arguments.operands[0]) return WriteOrComplain(shell.script());
  }
  return RefuseUsage(command, "completion takes bash, zsh or fish, not " + Quoted(arguments.operands[0]));
}

}  // namespace

const Command kCompletionCommand = {
    "completion",
    "Print a completion script for bash, zsh or fish",
    "completion bash|zsh|fish",
    R"(  source <(agentrender completion bash)                               in ~/.bashrc
  agentrender completion zsh > "${fpath[1]}/_agentrender"
  agentrender completion fish > ~/.config/fish/completions/agentrender.fish
)",
    kHelpOnly,
    Run};

}  // namespace agentrender
