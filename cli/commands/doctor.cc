// doctor: takes a kustomization or its resources, gives what kustomize needs to be told of Agents (kustomize-fn/). Not
// in the WASI module, which runs no programs.
#include "kustomize-fn/doctor.h"

#include <sys/stat.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/base/text.h"
#include "core/report/report.h"
#include "posix/child.h"

namespace agentrender {

namespace {

constexpr OptionRow kOptions[] = {
    {kKeepInputs, "keep-inputs", nullptr, "expect Agents to stay in the output"},
    kAllowEmptyRow,
    kLargeRow,
    {'q', "quiet", nullptr, "print errors only, no warnings"},
    {'v', "verbose", nullptr, "print infos too: names that only the cluster can have"},
    {kReport, "report", "FORM", "how findings are printed: text (default), lines or json"},
    {kColor, "color", "WHEN", "auto (default; NO_COLOR is respected), always or never"},
    {kHelpOption, "help", nullptr, "explain this command"},
};

std::string ReadOption(int id, std::string_view, Options& options) {
  if (id == kKeepInputs) options.keep_inputs = true;
  return {};
}

bool IsKustomization(std::string_view folder) {
  for (const char* name : {"kustomization.yaml", "kustomization.yml", "Kustomization"}) {
    struct stat status{};
    const std::string path = std::string(folder) + "/" + name;
    if (stat(path.c_str(), &status) == 0) return true;
  }
  return false;
}

// Looks at the kustomize on the PATH; that there is none matters only where it is needed.
void CheckKustomize(bool needed, Problems& problems) {
  const ChildResult version = RunChild({"kustomize", "version"});
  if (!version.error.empty()) {
    constexpr const char* kMissing = "there is no kustomize on the PATH";
    Problem& problem =
        needed ? problems.Error(Code::kOldKustomize, {}, kMissing) : problems.Info(Code::kOldKustomize, {}, kMissing);
    problem.Hint("kubectl's own kustomize runs no functions that are programs");
    return;
  }
  const ChildResult help = RunChild({"kustomize", "build", "--help"});
  const std::string why = WhyKustomizeWillNotDo(version.output, help.output + help.errors);
  if (why.empty()) return;
  problems.Error(Code::kOldKustomize, {}, "kustomize " + FirstLine(version.output) + " on the PATH " + why)
      .Hint("v5.8.2 is known to work");
}

// Adds what kustomize makes of a folder to the inputs.
void Build(std::string_view folder, const ChildLimits& limits, Inputs& inputs) {
  const std::string path = (folder[0] == '-' ? "./" : "") + std::string(folder);
  ChildResult built = RunChild({"kustomize", "build", "--enable-alpha-plugins", "--enable-exec", path}, limits);
  if (built.error.empty() && built.stopped.empty() && built.status == 0) {
    inputs.given.push_back({"kustomize build " + path, inputs.sources.size(), inputs.sources.size() + 1});
    AddInput("kustomize build " + path, std::move(built.output), true, {}, inputs);
    return;
  }
  Complain(built.errors);
  inputs.problems.Error(Code::kUnreadable, {},
                        "kustomize build " + path +
                            (!built.stopped.empty() ? " " + built.stopped
                             : built.error.empty()  ? " ended with status " + std::to_string(built.status)
                                                    : " could not be run: kustomize " + built.error));
}

void TakeOver(const Problems& from, Problems& to) {
  for (const Problem& problem : from.list()) {
    (problem.severity == Severity::kError ? to.Error(problem.code, {}, problem.message)
                                          : to.Info(problem.code, {}, problem.message))
        .Hint(problem.hint);
  }
}

std::string Summary(const BuildCheck& check, const Problems& problems) {
  const std::string count = CountProblems(problems.list());
  return Counted(check.objects, "object") + ", " +
         Counted(check.rendered, "of them an Agent's Deployment", "of them Agents' Deployments") + ": " +
         (count.empty() ? "no errors" : count);
}

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  const std::string error = ReadRequest(arguments, request, ReadOption);
  if (!error.empty()) return RefuseUsage(command, error);
  Inputs inputs;
  std::vector<std::string_view> folders;
  std::vector<std::string_view> others;
  for (std::string_view path : request.paths) (IsKustomization(path) ? folders : others).push_back(path);
  Rendering rendering;
  CheckKustomize(!folders.empty(), rendering.problems);
  if (rendering.HasErrors()) folders.clear();  // it is said already why they cannot be built
  for (std::string_view folder : folders) Build(folder, {request.options.sizes.source_bytes}, inputs);
  request.paths = others;
  if ((arguments.operands.empty() || !others.empty()) && !ReadRequested(request, inputs)) {
    Complain(CommandHelp(command));
    return kUsage;
  }
  TakeOver(inputs.problems, rendering.problems);
  BuildCheck check;
  check.inputs_may_stay = request.options.keep_inputs;
  check.sizes = request.options.sizes;
  Budget budget(request.options.sizes.memory_bytes);
  Arena arena(&budget);
  CheckBuild(inputs.sources, check, arena, rendering.problems);
  NameLarge(request, rendering.problems);
  const PlainList<const Inputs::Given*> empty = EmptyPaths(inputs, check.has_objects);
  if (check.objects == 0 || !empty.empty())
    RefuseEmpty(request, inputs, empty, {check.objects}, "checked", rendering.problems);
  ReportFindings(request, inputs, rendering, Summary(check, rendering.problems));
  return StatusOf(inputs, rendering);
}

}  // namespace

const Command kDoctorCommand = {"doctor",
                                "Find unrendered Agents and dangling references in a kustomize build",
                                "doctor [OPTION]... [PATH|-]...",
                                R"(  agentrender doctor overlays/prod
  kustomize build --enable-alpha-plugins --enable-exec overlays/prod | agentrender doctor

A directory with a kustomization is built first, with both flags. Anything else (other
directories, files, - or no PATH for stdin) is taken as the output of a build. Reports
- Agents that were not rendered: without --enable-exec, kustomize silently skips functions;
- names of objects that have been renamed (by a prefix, suffix or hash), and of templates or
  rendered ConfigMaps that do not exist; with --verbose, names that only the cluster can have;
- a kustomize on the PATH that is older than v5 or lacks a flag.
Exit status: 0 all is well, 1 there are errors, 2 something could not be read or built.
)",
                                kOptions,
                                Run};

}  // namespace agentrender
