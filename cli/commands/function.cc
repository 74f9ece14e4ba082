// fn: takes a ResourceList on stdin, gives one on stdout, as KRM functions do.
#include "kustomize-fn/function.h"

#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/host.h"
#include "cli/io.h"
#include "cli/rendering.h"

namespace agentrender {

namespace {

constexpr OptionRow kOptions[] = {kControllerOption, {kHelpOption, "help", nullptr, "explain this command"}};

int Run(const Command& command, const Arguments& arguments) {
  if (!arguments.operands.empty()) return RefuseUsage(command, "fn reads stdin and takes no paths");
  Controller controller;
  for (const auto& [id, value] : arguments.options) {
    const std::string wrong = id == kController ? ReadController(value, controller) : std::string();
    if (!wrong.empty()) return RefuseUsage(command, wrong);
  }
  if (IsTerminal(STDIN_FILENO)) {
    Complain(CommandHelp(command));
    return kUsage;
  }
  Inputs inputs;
  if (!ReadStdinOrComplain(inputs)) return kUsage;
  return WriteAnswer(RunFunction(inputs.sources.front(), controller));
}

}  // namespace

const Command kFunctionCommand = {"fn",
                                  "Run as a KRM function, as kustomize and kpt call it",
                                  "fn",
                                  R"(  kustomize build --enable-alpha-plugins --enable-exec overlays/prod

with this transformer in the kustomization:

  apiVersion: render.kubeopencode.io/v1alpha1
  kind: AgentRender
  metadata:
    name: agent-render
    annotations:
      config.kubernetes.io/function: |
        exec: {path: agentrender}
  spec:
    namespace: team-a      # optional: for objects that have none
    keepInputs: false      # optional: true keeps Agents and their templates in the output

The other settings are selector, images, defaults, strictness and hashSuffix: see
docs/kustomize.md, or `agentrender schema AgentRender`.

Reads a ResourceList from stdin and writes one to stdout: Agents are replaced by what they
become, and everything else is unchanged. The results list the findings; errors and warnings
also go to stderr, one per line. If there are errors, the items come back unchanged and the
exit status is 1. A functionConfig of kind ConfigMap takes the same settings in its data.
)",
                                  kOptions,
                                  Run};

int WriteAnswer(const FunctionAnswer& answer) {
  Complain(answer.complaints.view());
  const int written = WriteOrComplain(answer.output.view());
  return written != kDone ? written : answer.failed ? kFindings : kDone;
}

}  // namespace agentrender
