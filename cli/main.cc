// The program: finds the command, or, without one, what to make of stdin.
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/host.h"
#include "cli/io.h"
#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/model/size_limits.h"
#include "kustomize-fn/function.h"
#include "posix/inputs.h"
#include "posix/memory_limit.h"

namespace agentrender {

namespace {

constexpr const Command* kCommands[] = {
    &kRenderCommand,  &kValidateCommand, &kExplainCommand,    &kDiffCommand, &kFunctionCommand,
#ifdef AGENTRENDER_FILES
    &kAdoptCommand,   &kSchemaCommand,   &kCompletionCommand,
#endif
#ifdef AGENTRENDER_PROCESSES
    &kDoctorCommand,  &kPinCommand,      &kArgocdCommand,     &kLspCommand,  &kManCommand,
#endif
    &kVersionCommand, &kHelpCommand};

// Options that stand in place of a command.
const Command* CommandOf(std::string_view word) {
  if (word == "-h" || word == "--help") return &kHelpCommand;
  if (word == "--version") return &kVersionCommand;
  for (const Command* command : kCommands) {
    if (word == command->name) return command;
  }
  return nullptr;
}

// What is meant by a word that is no command.
std::string MeantBy(std::string_view word, const std::vector<std::string_view>& names) {
#ifdef AGENTRENDER_FILES
  const bool named = word.ends_with(".yaml") || word.ends_with(".yml") || word.ends_with(".json");
  if (word == "-" || named || access(std::string(word).c_str(), F_OK) == 0)
    return "; did you mean agentrender render " + std::string(word) + "?";
#endif
  return Suggestion(word, names);
}

int RefuseCommand(std::string_view word) {
  std::vector<std::string_view> names;
  for (const Command* command : kCommands) names.emplace_back(command->name);
#if defined(AGENTRENDER_FILES) && !defined(AGENTRENDER_PROCESSES)
  for (const char* other : {"doctor", "pin", "argocd", "lsp", "man"}) {
    if (word != other) continue;
    ComplainLine(std::string(other) + " is a command of the native program; this is its WebAssembly module");
    return kUsage;
  }
#endif
  const bool option = word.starts_with("-") && word != "-";
  std::string what =
      option ? "the first word must be a command, not " + word : "there is no command " + word + MeantBy(word, names);
  Complain(AsCalled("agentrender: " + Shown(Shortened(what, limits::kMessageBytes)) +
                    "\nagentrender --help lists the commands\n"));
  return kUsage;
}

int RunCommand(const Command& command, int argc, char** argv) {
  const Arguments arguments = ReadArguments(argc, argv, command.options);
  if (!arguments.error.empty()) return RefuseUsage(command, arguments.error);
  const bool help = std::any_of(arguments.options.begin(), arguments.options.end(),
                                [](const auto& option) { return option.first == 'h'; });
  return help ? WriteOrComplain(CommandHelp(command)) : command.run(command, arguments);
}

// How kustomize, and hosts of the WASI module, start the program.
int RunWithoutArguments() {
  if (IsTerminal(STDIN_FILENO)) {
    Complain(ProgramHelp());
    return kUsage;
  }
  Inputs inputs;
  if (!ReadStdinOrComplain(inputs)) return kUsage;
  const std::optional<FunctionAnswer> answer = RunIfResourceList(inputs.sources.front());
  return answer ? WriteAnswer(*answer) : RenderStdin(inputs);
}

}  // namespace

std::span<const Command* const> AllCommands() { return kCommands; }

int RefuseUsage(const Command& command, std::string_view what) {
  Complain(AsCalled("agentrender: " + Shown(Shortened(what, limits::kMessageBytes)) + "\nagentrender help " +
                    command.name + " explains the command\n"));
  return kUsage;
}

}  // namespace agentrender

int main(int argc, char** argv) {
  using namespace agentrender;
  PrepareHost(argc > 0 ? argv[0] : nullptr);
  LimitMemory();
  if (argc < 2) return RunWithoutArguments();
  const Command* command = CommandOf(argv[1]);
  return command == nullptr ? RefuseCommand(argv[1]) : RunCommand(*command, argc - 1, argv + 1);
}
