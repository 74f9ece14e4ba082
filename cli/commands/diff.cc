// diff: takes two inputs, renders both and prints what changes between them, and which Pods restart.
#include "core/explain/diff.h"

#include <list>
#include <optional>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/explain/manifests.h"
#include "core/explain/upgrade.h"
#include "core/report/report.h"
#include "posix/at_limit.h"

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

// One side: its texts, what they have of what was rendered before, and what they render to.
struct Side {
  Inputs inputs;
  Manifests manifests;
  Rendering rendering;
  LeftAside rest;
};

// False when it takes more memory than there is, which has been said then.
bool ReadSide(const Request& request, std::string_view path, Side& side) {
  ReadInputs({path}, request.inputs, side.inputs);
  CountTexts(side.inputs.sources, *request.options.budget);
  const AtWork work("reading the objects of", path);
  side.manifests = ReadManifests(side.inputs.sources, request.options);
  if (!request.options.budget->spent()) return true;
  side.rendering.problems = side.manifests.reading.problems;
  NameLarge(request, side.rendering.problems);
  ReportFindings(request, side.inputs, side.rendering, CountProblems(side.rendering.problems.list()));
  return false;
}

// Renders for the objects: what was printed of them would only take memory.
Rendering RenderObjects(const Request& request, const Inputs& inputs) {
  Rendering rendering = RenderInputs(request, inputs);
  rendering.output = Output(request.options.budget);
  return rendering;
}

// False when it cannot be compared, which has been said then.
bool RenderSide(Request request, LeftAgents left, Side& side) {
  request.options.left_agents = left;
  side.rendering = RenderObjects(request, side.inputs);
  if (!side.manifests.objects.empty()) {
    std::erase_if(side.rendering.problems.list(),
                  [](const Problem& problem) { return problem.code == Code::kNoAgent; });
  }
  ReportFindings(request, side.inputs, side.rendering, CountProblems(side.rendering.problems.list()));
  return StatusOf(side.inputs, side.rendering) == kDone;
}

int Print(const Request& request, const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after,
          Writer write) {
  Output out(request.options.budget);
  const AtWork work("printing", "what differs");
  write(diff, before, after, out);
  const int written = WriteWhole(out, request);
  if (written != kDone) return kTrouble;
  return diff.empty() ? kSame : kDifferent;
}

// OLD and NEW.
int CompareInputs(const Request& request, Writer write) {
  Side before, after;
  if (!ReadSide(request, request.paths[0], before) || !ReadSide(request, request.paths[1], after)) return kTrouble;
  const bool good_before = RenderSide(request, LeftOfOld(before.manifests), before);
  if (request.options.budget->spent()) return kTrouble;  // what has spent it has said so
  const bool good_after = RenderSide(request, LeftOfNew(before.manifests, after.manifests), after);
  if (!good_before || !good_after) return kTrouble;
  const AtWork work("comparing with", request.paths[1]);
  AddManifests(before.manifests, before.rendering, before.rest, after.manifests, after.rendering, after.rest);
  return Print(request, Diff(before.rendering, after.rendering), {before.rendering, before.inputs.sources, before.rest},
               {after.rendering, after.inputs.sources, after.rest}, write);
}

// The two ends of --controller A..B.
struct Range {
  Controller from;
  Controller to;
};

// One input under two controllers, and under those between them that have some of the changes.
int CompareControllers(Request request, const Range& range, Writer write) {
  Inputs inputs;
  if (!ReadRequested(request, inputs)) return kTrouble;
  CountTexts(inputs.sources, *request.options.budget);
  const Controller::Way way = Controller::Between(range.from, range.to);
  std::list<Rendering> renderings;
  std::vector<const Rendering*> steps;
  for (const Controller& controller : way.controllers) {
    // Findings are those of the new version, or errors of the old one: the others would only take memory.
    if (!renderings.empty()) renderings.back().problems = Problems();
    request.options.controller = controller;
    renderings.push_back(RenderObjects(request, inputs));
    steps.push_back(&renderings.back());
    if (renderings.front().HasErrors()) break;
  }
  const Rendering& before = renderings.front();
  const Rendering& after = renderings.back();
  ReportFindings(request, inputs, after, CountProblems(after.problems.list()));
  if (inputs.problems.errors() != 0 || after.HasErrors()) return kTrouble;
  std::vector<AgentDiff> diff = Diff(before, after);
  AddControllerChanges(steps, way.changes, diff);
  const LeftAside rest{ReadManifests(inputs.sources, request.options).others, {}};
  return Print(request, diff, {before, inputs.sources, rest}, {after, inputs.sources, rest}, write);
}

// Takes --controller A..B out of the arguments; what is wrong with it, or nothing.
std::string TakeRange(Arguments& arguments, std::optional<Range>& range) {
  constexpr std::string_view kDots = "..";
  for (auto at = arguments.options.begin(); at != arguments.options.end();) {
    const size_t dots = at->first == kController ? at->second.find(kDots) : std::string_view::npos;
    if (dots == std::string_view::npos) {
      ++at;
      continue;
    }
    range.emplace();
    std::string wrong = Controller::Parse(at->second.substr(0, dots), range->from);
    if (wrong.empty()) wrong = Controller::Parse(at->second.substr(dots + kDots.size()), range->to);
    if (!wrong.empty()) return "--controller: " + wrong;
    at = arguments.options.erase(at);
  }
  return {};
}

int Run(const Command& command, const Arguments& given) {
  Arguments arguments = given;
  std::optional<Range> range;
  std::string error = TakeRange(arguments, range);
  Request request;
  if (error.empty()) error = ReadRequest(arguments, request);
  if (!error.empty()) return RefuseUsage(command, error);
  const Writer write = WriterOf(arguments);
  if (write == nullptr) return RefuseUsage(command, "--output takes text, markdown or json");
  if (range && request.paths.size() > 1)
    return RefuseUsage(command, "diff --controller OLD..NEW takes one input, which it renders as both");
  if (!range && request.paths.size() != 2)
    return RefuseUsage(command, "diff takes two inputs, OLD and NEW, or one with --controller OLD..NEW");
  SetStatusAtLimit(kTrouble);
  request.options.keep_objects = true;
  request.options.takes_arrays = true;
  Budget budget(request.options.sizes.memory_bytes);
  request.options.budget = &budget;
  return range ? CompareControllers(request, *range, write) : CompareInputs(request, write);
}

}  // namespace

const Command kDiffCommand = {"diff",
                              "Show what a change to the input changes in the cluster",
                              "diff [OPTION]... OLD NEW",
                              R"(  agentrender diff before/ after/
  git worktree add /tmp/main main && agentrender diff -o markdown /tmp/main/agents agents
  agentrender diff --controller v0.1.7..v0.1.9 agents/     what an upgrade changes, and why
  kubectl get deploy,svc,cm,pvc -o yaml | agentrender diff - agents/

Renders two files, directories or stdin (-), and prints, for each Agent, each field that differs,
the input line that causes it, and whether the Pod restarts. The line is from the new input, or
from the old input if the line was removed.
With --controller OLD..NEW, one input is rendered as both versions, and each difference names the
change in the controller that causes it.
Either input may be manifests that were rendered before: a rendered branch, or the objects of a
cluster; what the server adds is not a difference. Objects that were not rendered from an Agent
are not compared, and the report ends with a list of them.
Exit status: 0 nothing differs, 1 something differs, 2 the inputs cannot be compared, for example
because one of them has errors.
)",
                              kOptions,
                              Run};

}  // namespace agentrender
