// explain: takes an input, renders it and prints for each field where it comes from.
#include "core/explain/explain.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/base/text.h"
#include "core/report/report.h"

namespace agentrender {

namespace {

enum OwnOption : int { kField = kNoLetter + 100, kAgent, kAllLines };

constexpr auto kOptions = WithShared({
    {'o', "output", "FORMAT", "text (default) or json"},
    {kField, "field", "PATTERN", "only fields whose path matches; * stands for any text"},
    {kAgent, "agent", "NAME", "only objects of this Agent: NAME or NAMESPACE/NAME"},
#if defined(AGENTRENDER_FILES)
    {kAllLines, "all-lines", nullptr, "name all input lines that a field depends on"},
#endif
});

// It is tried on each field of each object.
constexpr size_t kMostPattern = 1000;

// What the command takes besides the shared options.
struct Wishes {
  ExplainFilter filter;
  bool json = false;
  bool all_lines = false;
  std::string error;
};

Wishes ReadWishes(const Arguments& arguments) {
  Wishes wishes;
  for (const auto& [id, value] : arguments.options) {
    if (id == kField) wishes.filter.field = value;
    if (id == kField && value.size() > kMostPattern)
      wishes.error = "--field takes a pattern of at most " + std::to_string(kMostPattern) + " bytes";
    if (id == kAgent) wishes.filter.agent = value;
    if (id == kAllLines) wishes.all_lines = true;
    if (id != 'o') continue;
    wishes.json = value == "json";
    if (!wishes.json && value != "text") wishes.error = "--output takes text or json, not " + Quoted(value);
  }
  return wishes;
}

int Answer(const Request& request, const Inputs& inputs, const Wishes& wishes) {
  const Rendering rendering = RenderInputs(request, inputs);
  ReportFindings(request, inputs, rendering, CountProblems(rendering.problems.list()));
  // An empty document would say that there is nothing to explain.
  const bool nothing = rendering.HasErrors() && rendering.objects.empty();
  if (nothing || rendering.budget->spent()) return StatusOf(inputs, rendering);
  std::unique_ptr<EffectFinder> finder;
  if (wishes.all_lines) finder = MakeEffectFinder(rendering, inputs, request.options);
  Output out(rendering.budget);
  if (wishes.json) {
    ExplainJson(rendering, inputs.sources, wishes.filter, finder.get(), out);
  } else {
    ExplainText(rendering, inputs.sources, wishes.filter, finder.get(), out);
  }
  const int written = WriteWhole(out, request);
  return written != kDone ? written : StatusOf(inputs, rendering);
}

int Run(const Command& command, const Arguments& arguments) {
  if (arguments.operands.size() == 1) {
    const std::optional<int> answered = ExplainField(arguments.operands[0]);
    if (answered) return *answered;
  }
  Request request;
  const std::string error = ReadRequest(arguments, request);
  if (!error.empty()) return RefuseUsage(command, error);
  const Wishes wishes = ReadWishes(arguments);
  if (!wishes.error.empty()) return RefuseUsage(command, wishes.error);
  request.options.keep_objects = true;
  // What has no errors can be explained although something has.
  request.options.keep_going = true;
  Inputs inputs;
  if (ReadRequested(request, inputs)) return Answer(request, inputs, wishes);
  Complain(CommandHelp(command));
  return kUsage;
}

}  // namespace

const Command kExplainCommand = {"explain",
                                 "Show where each rendered field comes from",
                                 "explain [OPTION]... [PATH|-]... | explain KIND[.FIELD]...",
                                 R"(  agentrender explain agents/
  agentrender explain Agent.spec.contexts     its fields (not in the WASI module)
  agentrender explain --field image agents/
  agentrender explain --agent reviewer --field 'containers[*].env[HTTP_PROXY]' -o json agents/

Prints every field of every rendered object with its value and, after an arrow, its source:
the input line that it is copied from, the rule that makes it, or both. A legend at the end
explains the rules. A pattern matches whole keys; list items are addressed by their name or
mountPath.
render --annotate prints the same as comments.
)",
                                 kOptions,
                                 Run};

}  // namespace agentrender
