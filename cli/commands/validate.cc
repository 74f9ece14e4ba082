// validate: takes what render takes, gives the findings and no objects.
#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/report/report.h"
#include "kustomize-fn/function.h"

namespace agentrender {

namespace {

// "3 Agents: 1 error, 2 warnings", "3 Agents: no errors"
std::string Summary(const Rendering& rendering) {
  const std::string count = CountProblems(rendering.problems.list());
  return CountAgents(rendering.agents) + ": " + (count.empty() ? "no errors" : count);
}

// As a validator of a kustomization: without output it says that nothing is to change.
int Validated(const FunctionAnswer& answer) {
  Complain(answer.complaints.view());
  return answer.failed ? kFindings : kDone;
}

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  request.least = Severity::kInfo;
  const std::string error = ReadRequest(arguments, request);
  if (!error.empty()) return RefuseUsage(command, error);
  Inputs inputs;
  if (!ReadRequested(request, inputs)) {
    Complain(CommandHelp(command));
    return kUsage;
  }
  if (request.paths.empty() && !inputs.sources.empty()) {
    if (const std::optional<FunctionAnswer> answer =
            RunIfResourceList(inputs.sources.front(), request.options.controller))
      return Validated(*answer);
  }
  request.options.check_rest = true;
  const Rendering rendering = RenderInputs(request, inputs);
  const int status = StatusOf(inputs, rendering);
  ReportFindings(request, inputs, rendering,
                 request.least == Severity::kError && status == kDone ? std::string() : Summary(rendering));
  return status;
}

}  // namespace

const Command kValidateCommand = {"validate",
                                  "Find mistakes in Agents, print no objects",
                                  "validate [OPTION]... [PATH|-]...",
                                  R"(  agentrender validate agents/
  agentrender validate --report=lines agents/     one line per finding, for editors and CI

Reads the same input as render and makes the same checks. The findings and their number go to
stderr; stdout stays empty, so validate also works as a kustomize validator.
)",
                                  kSharedOptions,
                                  Run};

}  // namespace agentrender
