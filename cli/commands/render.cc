// render: takes files, directories and stdin as one input, gives the objects, on stdout or one file per object.
#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/base/text.h"
#include "core/explain/explain.h"
#include "core/formats/shown.h"
#include "core/report/report.h"
#include "posix/output_dir.h"

namespace agentrender {

namespace {

enum : int { kAnnotate = kNoLetter + 100, kOutputDir };

constexpr auto kOptions = WithShared({
    {'o', "output", "FORMAT", "yaml (default), json (one array) or ndjson (one object per line)"},
#ifdef AGENTRENDER_FILES
    {kOutputDir, "output-dir", "DIR",
     "write one file per object there, and remove files that only\nthe last run wrote"},
    {kAllowEmpty, "allow-empty", nullptr,
     "with --output-dir: succeed even if there is nothing to read,\nor no Agent in a directory"},
#endif
    {'k', "keep-going", nullptr,
     "print the Agents without errors even if others have errors;\nthe exit status is still 1"},
    {kKeepInputs, "keep-inputs", nullptr, "print Agents, AgentTemplates and KubeOpenCodeConfigs too"},
    {kAnnotate, "annotate", nullptr, "annotate each value with its source, in a comment"},
});

struct FormatRow {
  const char* name;
  Format format;
};
constexpr FormatRow kFormats[] = {{"yaml", Format::kYaml}, {"json", Format::kJson}, {"ndjson", Format::kNdjson}};

std::string ReadOption(int id, std::string_view value, Options& options) {
  if (id == 'k') options.keep_going = true;
  if (id == kKeepInputs) options.keep_inputs = true;
  if (id == kAnnotate) options.keep_objects = true;
  if (id != 'o') return {};
  for (const FormatRow& row : kFormats) {
    if (value == row.name) {
      options.format = row.format;
      return {};
    }
  }
  return "--output takes yaml, json or ndjson, not " + Quoted(value);
}

std::string Summary(const Rendering& rendering) {
  std::string count = CountProblems(rendering.problems.list());
  if (count.empty() || !rendering.HasErrors()) return count;
  if (rendering.rendered == 0) return count + "; nothing was rendered";
  return count + "; " + std::to_string(rendering.rendered) + " of " + CountAgents(rendering.agents) +
         (rendering.rendered == 1 ? " was rendered" : " were rendered");
}

#ifdef AGENTRENDER_FILES
int WriteFiles(const Request& request, std::string_view directory, std::string_view objects, Budget* budget) {
  std::vector<ObjectFile> files;
  std::string summary;
  std::string error = SplitIntoFiles(objects, budget, files);
  if (error.empty()) error = WriteDirectory(directory, files, summary);
  if (!error.empty()) {
    ComplainLine(error);
    return kUsage;
  }
  if (request.report == Request::Report::kText && request.least != Severity::kError) Complain(Shown(summary) + "\n");
  return kDone;
}
#else
int WriteFiles(const Request&, std::string_view, std::string_view, Budget*) { return kUsage; }
#endif

// `directory` is empty for stdout.
int Answer(const Request& request, std::string_view directory, const Inputs& inputs) {
  Rendering rendering = RenderInputs(request, inputs);
  const bool suspicious = rendering.output.size() == 0 || (inputs.directories && rendering.agents == 0);
  const PlainList<const Inputs::Given*> empty = EmptyPaths(inputs, rendering.has_resources);
  if (!directory.empty() && (suspicious || !empty.empty())) {
    RefuseEmpty(request, inputs, empty, {rendering.resources, rendering.left_alone}, "written or removed",
                rendering.problems);
    if (rendering.HasErrors()) rendering.rendered = 0;
  }
  ReportFindings(request, inputs, rendering, Summary(rendering));
  const int status = StatusOf(inputs, rendering);
  if (status != kDone && !request.options.keep_going) return status;
  if (rendering.budget->spent()) return status;
  Output annotated(rendering.budget);
  if (request.options.keep_objects) Annotate(rendering, inputs.sources, annotated);
  const Output& objects = request.options.keep_objects ? annotated : rendering.output;
  const int written = directory.empty() || objects.full() || rendering.budget->spent()
                          ? WriteWhole(objects, request)
                          : WriteFiles(request, directory, objects.view(), rendering.budget);
  return written != kDone ? written : status;
}

// The directory that --output-dir names, or empty; `error` says why it cannot be.
std::string_view DirectoryOf(const Arguments& arguments, const Options& options, std::string& error) {
  for (const auto& [id, value] : arguments.options) {
    if (id != kOutputDir) continue;
    if (value.empty()) error = "--output-dir takes the name of a directory";
    if (options.format != Format::kYaml) error = "--output-dir writes YAML only";
    if (options.keep_going) error = "--output-dir with --keep-going would remove the files of what has errors";
    return value;
  }
  return {};
}

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  std::string error = ReadRequest(arguments, request, ReadOption);
  const std::string_view directory = DirectoryOf(arguments, request.options, error);
  if (!error.empty()) return RefuseUsage(command, error);
  if (request.options.keep_objects && request.options.format != Format::kYaml)
    return RefuseUsage(command, "--annotate writes comments, which only YAML has");
  Inputs inputs;
  if (ReadRequested(request, inputs)) return Answer(request, directory, inputs);
  Complain(CommandHelp(command));
  return kUsage;
}

}  // namespace

const Command kRenderCommand = {"render",
                                "Print the objects that Agents become",
                                "render [OPTION]... [PATH|-]...",
                                R"(  agentrender render agent.yaml
  agentrender render -n team-a agents/ shared/templates.yaml > objects.yaml
  agentrender render --output-dir rendered agents/
  set -o pipefail; helm template chart | agentrender render - | kubectl diff -f -

Reads files, directories (*.yaml, *.yml and *.json at any depth, but nothing hidden) and
stdin (-, or no PATH) as one input: a template and its Agents may be in different files.
Prints the rendered objects in place of the Agents. Anything other than an Agent, AgentTemplate
or KubeOpenCodeConfig is printed unchanged, except kustomizations and resources with
config.kubernetes.io/local-config, which are not meant for a cluster.
If there are errors, nothing is printed on stdout. Findings go to stderr.
)",
                                kOptions,
                                Run};

int RenderStdin(const Inputs& inputs) {
  Request request;
  ReadRequest({}, request, ReadOption);
  return Answer(request, {}, inputs);
}

}  // namespace agentrender
