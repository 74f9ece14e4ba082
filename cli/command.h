// A command of the program.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "core/explain/explain.h"
#include "kustomize-fn/function.h"

namespace agentrender {

struct Inputs;

enum ExitStatus : int {
  kDone = 0,      // warnings may have been printed
  kFindings = 1,  // the input has errors
  kUsage = 2,     // the command line is wrong, or input or output does not work
};

struct Command {
  const char* name;
  const char* summary;  // one line
  const char* usage;    // what follows "agentrender"
  const char* about;    // examples, then what it does; whole lines
  std::span<const OptionRow> options;
  int (*run)(const Command& command, const Arguments& arguments);
};

// Every command, in the order of the help.
std::span<const Command* const> AllCommands();

// The commands, one file each.
extern const Command kRenderCommand;
extern const Command kValidateCommand;
extern const Command kExplainCommand;
extern const Command kDiffCommand;
extern const Command kFunctionCommand;
extern const Command kVersionCommand;
extern const Command kHelpCommand;
// Where there are files (AGENTRENDER_FILES), or there is room for their texts: all but agentrender.wasm.
extern const Command kAdoptCommand;
extern const Command kSchemaCommand;
extern const Command kCompletionCommand;
// Where there are processes (AGENTRENDER_PROCESSES): the native program.
extern const Command kDoctorCommand;
extern const Command kPinCommand;
extern const Command kArgocdCommand;
extern const Command kLspCommand;
extern const Command kManCommand;

// `explain KIND.FIELD`: says what is known about a field, or that there is none; the exit status. Nothing for an
// operand that names no kind, and in agentrender.wasm, which has no room for texts.
std::optional<int> ExplainField(std::string_view operand);

// FindEffects() for `explain --all-lines`; null in agentrender.wasm, which has no room for it.
std::unique_ptr<EffectFinder> MakeEffectFinder(const Rendering& rendering, const Inputs& inputs,
                                               const Options& options);

// Says on stderr what is wrong with the command line, and where to read more.
int RefuseUsage(const Command& command, std::string_view what);

// What `render` does with stdin after it has been read; returns the exit status.
int RenderStdin(const Inputs& inputs);
// What `fn` does with the answer; returns the exit status.
int WriteAnswer(const FunctionAnswer& answer);

}  // namespace agentrender
