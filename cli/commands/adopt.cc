// adopt: takes live objects on stdin and Agents, gives the commands that hand over what the controller has written.
#include "core/adopt/adopt.h"

#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/host.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/report/report.h"

namespace agentrender {

namespace {

enum OwnOption : int { kFrom = kNoLetter + 120, kTo };

constexpr auto kOptions = WithShared({
    {'o', "output", "FORMAT", "script (default): kubectl commands; or patches: JSON patches"},
    {kTo, "to", "MANAGER",
     "the field manager that applies from now on: kubectl (default),\nargocd-controller, or the name given to --field-manager"},
    {kFrom, "from", "MANAGER", "the field manager that has applied so far (default\nkoc-controller)"},
});

struct Wishes {
  Managers managers;
  bool patches = false;
  std::string error;
};

// As the API server takes them.
bool IsManager(std::string_view name) {
  constexpr size_t kLongest = 128;
  return !name.empty() && name.size() <= kLongest && Shown(name) == name;
}

Wishes ReadWishes(const Arguments& arguments) {
  Wishes wishes;
  for (const auto& [id, value] : arguments.options) {
    if (id == kFrom || id == kTo) {
      (id == kFrom ? wishes.managers.from : wishes.managers.to) = value;
      if (!IsManager(value)) wishes.error = Quoted(value) + " is not a name of a field manager";
    }
    if (id != 'o') continue;
    wishes.patches = value == "patches";
    if (!wishes.patches && value != "script") wishes.error = "--output takes script or patches, not " + Quoted(value);
  }
  if (wishes.managers.from == wishes.managers.to) wishes.error = "--from and --to are the same manager";
  return wishes;
}

std::string SummaryOf(const Move& move, const Managers& managers) {
  std::string text = Counted(move.adoptions.size(), "object") + " to hand over from " + std::string(managers.from) +
                     " to " + std::string(managers.to);
  if (move.handed_over != 0) text += "; " + Counted(move.handed_over, "object") + " already handed over";
  return Shown(text) + "\n";
}

// The live objects, and what stands in them.
struct Live {
  Inputs inputs;
  Reading reading;
};

int Answer(const Request& request, const Wishes& wishes, const Inputs& inputs, Live& live) {
  Rendering rendering = RenderInputs(request, inputs);
  if (StatusOf(inputs, rendering) != kDone) {
    ReportFindings(request, inputs, rendering, CountProblems(rendering.problems.list()));
    return StatusOf(inputs, rendering);
  }
  live.reading = ReadSources(live.inputs.sources, request.options.sizes);
  if (live.reading.problems.errors() != 0) {
    Rendering refused;
    refused.problems.Append(live.reading.problems);
    ReportFindings(request, live.inputs, refused, CountProblems(refused.problems.list()));
    return kFindings;
  }
  const Move move = PlanMove(live.reading, rendering, wishes.managers, rendering.problems);
  Output report;
  if (!rendering.HasErrors()) {
    DiffText(move.changes, {move.live, live.inputs.sources}, {rendering, inputs.sources}, report);
    report.Append(SummaryOf(move, wishes.managers));
    Complain(report.view());
  }
  ReportFindings(request, inputs, rendering, CountProblems(rendering.problems.list()));
  if (rendering.HasErrors()) return kFindings;
  Output out;
  wishes.patches ? WritePatches(move, out) : WriteScript(move, wishes.managers, out);
  return WriteOrComplain(out.view());
}

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  const std::string error = ReadRequest(arguments, request);
  if (!error.empty()) return RefuseUsage(command, error);
  const Wishes wishes = ReadWishes(arguments);
  if (!wishes.error.empty()) return RefuseUsage(command, wishes.error);
  for (std::string_view path : request.paths) {
    if (path == "-") return RefuseUsage(command, "stdin is for the live objects: name the Agents' files");
  }
  if (request.paths.empty()) return RefuseUsage(command, "adopt needs the Agents' files or folders");
  if (IsTerminal(STDIN_FILENO)) return RefuseUsage(command, "adopt reads live objects on stdin");
  request.options.keep_objects = true;
  Live live;
  ReadStdin(request.inputs, live.inputs);
  if (live.inputs.problems.errors() != 0) {
    ReportFindings(request, live.inputs, {}, {});
    return kUsage;
  }
  Inputs inputs;
  ReadInputs(request.paths, request.inputs, inputs);
  return Answer(request, wishes, inputs, live);
}

}  // namespace

const Command kAdoptCommand = {"adopt",
                               "Take over the controller's objects before the first server-side apply",
                               "adopt [OPTION]... PATH...",
                               R"(  kubectl get deploy,svc,cm,pvc -A -o json --show-managed-fields >live.json
  agentrender adopt agents/ <live.json >adopt.sh
  sh adopt.sh

Reads live objects from stdin and Agents from PATH, and prints the kubectl commands (or JSON
patches) that make kubectl, or Argo CD with --to argocd-controller, the owner of the fields that
the controller wrote. It does not contact the cluster. Without these commands, a server-side apply
conflicts where the two differ, and never removes what the controller wrote. Client-side apply
does not need them.
stderr lists, for each Agent, what the next apply changes, whether its Pod restarts, and what
stays behind. Exit status: 0 done, even if there is nothing to hand over, 1 the input has errors,
2 the command line is wrong or a file cannot be read.
)",
                               kOptions,
                               Run};

}  // namespace agentrender
