// argocd: takes the folder of an Application and its parameters, gives what Argo CD applies (argocd-plugin/). Not in
// the WASI module, which sees no files.
#include "argocd-plugin/argocd.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"

namespace agentrender {

namespace {

enum : int { kCompose = kNoLetter + 200, kFixed, kMarkdown };

constexpr OptionRow kOptions[] = {
    {kHelpOption, "help", nullptr, "explain this command"},
    kControllerOption,
    {kAllowEmpty, "allow-empty", nullptr, "generate: succeed even if no Agent is found"},
    {kCompose, "compose", nullptr, "discover: look into kustomize and helm directories too"},
    {kFixed, "static", nullptr, "parameters: only those that are the same for every Application"},
    {kMarkdown, "markdown", nullptr, "parameters: all of them, as a Markdown table"},
};

struct Wishes {
  argocd::Defaults defaults;
  std::string wrong;
  bool compose = false;
  bool fixed = false;
  bool markdown = false;
};

struct Action {
  std::string_view name;
  argocd::Outcome (*run)(const argocd::Environment& environment, const Wishes& request);
};

constexpr Action kActions[] = {
    {"generate", [](const argocd::Environment& e, const Wishes& r) { return argocd::Generate(e, r.defaults); }},
    {"discover", [](const argocd::Environment& e, const Wishes& r) { return argocd::Discover(e, r.compose); }},
    {"parameters",
     [](const argocd::Environment& e, const Wishes& r) {
       return r.markdown ? argocd::DocumentParameters() : argocd::AnnounceParameters(e, r.fixed);
     }},
};

Wishes ReadWishes(const Arguments& arguments) {
  Wishes request;
  for (const auto& [id, value] : arguments.options) {
    if (id == kController) request.wrong = ReadController(value, request.defaults.controller);
    if (id == kAllowEmpty) request.defaults.allow_empty = true;
    if (id == kCompose) request.compose = true;
    if (id == kFixed) request.fixed = true;
    if (id == kMarkdown) request.markdown = true;
  }
  return request;
}

int Run(const Command& command, const Arguments& arguments) {
  const std::string_view word = arguments.operands.size() == 1 ? arguments.operands[0] : std::string_view();
  for (const Action& action : kActions) {
    if (action.name != word) continue;
    const Wishes wishes = ReadWishes(arguments);
    if (!wishes.wrong.empty()) return RefuseUsage(command, wishes.wrong);
    const argocd::Outcome outcome = action.run(argocd::Environment::OfProcess(), wishes);
    Complain(outcome.errors);
    const int written = WriteOrComplain(outcome.output.view());
    return outcome.status != argocd::kDone ? outcome.status : written;
  }
  return RefuseUsage(command, "argocd takes one of generate, discover, parameters");
}

}  // namespace

const Command kArgocdCommand = {"argocd",
                                "Run as a config management plugin of Argo CD",
                                "argocd generate|discover|parameters [OPTION]...",
                                R"(  cd apps/team-a && ARGOCD_APP_NAMESPACE=team-a agentrender argocd generate

argocd-cmp-server runs it in the directory of an Application, and passes the settings in
ARGOCD_APP_NAMESPACE, ARGOCD_APP_PARAMETERS and others; docs/argocd.md explains them.
generate prints the objects that the Agents become, and everything else in the YAML and
JSON files, one object per line. If the directory has a kustomization or a chart, it runs
`kustomize build` or `helm template` first. discover prints the first file that contains
an Agent. parameters prints announcements for Argo CD's user interface.
)",
                                kOptions,
                                Run};

}  // namespace agentrender
