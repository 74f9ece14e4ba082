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

enum OwnOption : int { kField = kNoLetter + 100, kAgent };

constexpr auto kOptions = WithShared({
    {'o', "output", "FORMAT", "text (default) or json"},
    {kField, "field", "PATTERN", "only fields whose path has it; * is any text"},
    {kAgent, "agent", "NAME", "only objects of this Agent: name, or namespace/name"},
});

// What the command takes besides the shared options.
struct Wishes {
  ExplainFilter filter;
  bool json = false;
  std::string error;
};

Wishes ReadWishes(const Arguments& arguments) {
  Wishes wishes;
  for (const auto& [id, value] : arguments.options) {
    if (id == kField) wishes.filter.field = value;
    if (id == kAgent) wishes.filter.agent = value;
    if (id != 'o') continue;
    wishes.json = value == "json";
    if (!wishes.json && value != "text") wishes.error = "--output takes text or json, not " + Quoted(value);
  }
  return wishes;
}

int Answer(const Request& request, const Inputs& inputs, const Wishes& wishes) {
  const Rendering rendering = RenderInputs(request, inputs);
  ReportFindings(request, inputs, rendering, CountProblems(rendering.problems.list()));
  Output out;
  (wishes.json ? ExplainJson : ExplainText)(rendering, inputs.sources, wishes.filter, out);
  const int written = WriteOrComplain(out.view());
  return written != kDone ? written : StatusOf(inputs, rendering);
}

int Run(const Command& command, const Arguments& arguments) {
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
                                 "Say where each rendered field comes from",
                                 "explain [OPTION]... [PATH|-]...",
                                 R"(  agentrender explain agents/
  agentrender explain --field image agents/
  agentrender explain --agent reviewer --field 'containers[*].env[HTTP_PROXY]' -o json agents/

Prints each field of each rendered object with its value and, behind an arrow, the place of
the input that it is copied from, the rule that makes it, or both: a rule at work because of
that line. The rules that occur are explained at the end. A pattern is looked for from the
beginning of a key to the end of one; items of lists go by their name or mountPath.
agentrender render --annotate has the same as comments in the YAML.
)",
                                 kOptions,
                                 Run};

}  // namespace agentrender
