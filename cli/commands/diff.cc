// diff: takes two inputs, renders both and prints what changes between them, and which Pods restart.
#include "core/explain/diff.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/report/report.h"

namespace agentrender {

namespace {

// As those of diff(1); errors of an input are trouble.
enum DiffStatus : int { kSame = 0, kDifferent = 1, kTrouble = 2 };

constexpr auto kOptions = WithShared({
    {'o', "output", "FORMAT", "text (default), markdown (for pull requests) or json"},
});

using Writer = void (*)(const std::vector<AgentDiff>&, const DiffSide&, const DiffSide&, Output&);

struct FormatRow {
  std::string_view name;
  Writer write;
};
constexpr FormatRow kFormats[] = {{"text", DiffText}, {"markdown", DiffMarkdown}, {"json", DiffJson}};

// Null for a format that there is not.
Writer WriterOf(const Arguments& arguments) {
  Writer writer = DiffText;
  for (const auto& [id, value] : arguments.options) {
    if (id != 'o') continue;
    writer = nullptr;
    for (const FormatRow& row : kFormats) {
      if (row.name == value) writer = row.write;
    }
  }
  return writer;
}

// One side: its texts, and what they render to.
struct Side {
  Inputs inputs;
  Rendering rendering;
};

// False when it cannot be compared, which has been said then.
bool RenderSide(const Request& request, std::string_view path, Side& side) {
  ReadInputs({path}, request.inputs, side.inputs);
  CountTexts(side.inputs.sources, *request.options.budget);
  side.rendering = RenderInputs(request, side.inputs);
  ReportFindings(request, side.inputs, side.rendering, CountProblems(side.rendering.problems.list()));
  return StatusOf(side.inputs, side.rendering) == kDone;
}

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  const std::string error = ReadRequest(arguments, request);
  if (!error.empty()) return RefuseUsage(command, error);
  if (request.paths.size() != 2) return RefuseUsage(command, "diff takes two inputs, OLD and NEW");
  const Writer write = WriterOf(arguments);
  if (write == nullptr) return RefuseUsage(command, "--output takes text, markdown or json");

  request.options.keep_objects = true;
  Budget budget(request.options.sizes.memory_bytes);
  request.options.budget = &budget;
  Side before, after;
  const bool good_before = RenderSide(request, request.paths[0], before);
  const bool good_after = RenderSide(request, request.paths[1], after);
  if (!good_before || !good_after) return kTrouble;
  const std::vector<AgentDiff> diff = Diff(before.rendering, after.rendering);
  Output out(&budget);
  write(diff, {before.rendering, before.inputs.sources}, {after.rendering, after.inputs.sources}, out);
  const int written = WriteWhole(out, request);
  if (written != kDone) return kTrouble;
  return diff.empty() ? kSame : kDifferent;
}

}  // namespace

const Command kDiffCommand = {"diff",
                              "Say what a change of the input changes in the cluster",
                              "diff [OPTION]... OLD NEW",
                              R"(  agentrender diff before/ after/
  git worktree add /tmp/main main && agentrender diff -o markdown /tmp/main/agents agents

Renders two inputs (files, directories or - for stdin) and prints, for each Agent, the fields
that differ, the input line that causes each difference, and whether the Pod restarts. The
line is from the new input, or from the old one if the line was removed.
Exit status: 0 nothing differs, 1 something does, 2 trouble; an input with errors is not
compared.
)",
                              kOptions,
                              Run};

}  // namespace agentrender
