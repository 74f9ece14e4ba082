// Takes the options that commands share, gives a request; renders it and prints its findings.
#include "cli/rendering.h"

#include <unistd.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/host.h"
#include "cli/io.h"
#ifdef AGENTRENDER_FILES
#include "cli/reports.h"
#include "posix/glob.h"
#endif
#include "core/base/text.h"
#include "core/report/report.h"
#include "core/resolve/overrides.h"
#include "posix/at_limit.h"
#include "posix/io.h"
#include "posix/memory_limit.h"

namespace agentrender {

namespace {

// Helm 4 tells a post-renderer by it which file of the chart an object is of, and files objects by it.
constexpr std::string_view kHelmFile = "postrenderer.helm.sh/postrender-filename";

std::string ReadChoice(const char* option, std::string_view value, const std::vector<std::string_view>& choices,
                       size_t& chosen) {
  for (size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == value) {
      chosen = i;
      return {};
    }
  }
  std::string error = std::string("--") + option + " takes ";
  for (size_t i = 0; i < choices.size(); ++i) {
    error += std::string(i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  }
  return error + ", not " + Quoted(value);
}

std::string ReadColor(std::string_view value, Request& request) {
  size_t chosen = 0;
  std::string error = ReadChoice("color", value, {"auto", "always", "never"}, chosen);
  request.color = chosen == 0 ? WantsColor() : chosen == 1;
  return error;
}

std::string ReadReport(std::string_view value, Request& request) {
  size_t chosen = 0;
#ifdef AGENTRENDER_FILES
  std::string error = ReadChoice("report", value, {"text", "lines", "json", "sarif", "junit"}, chosen);
#else
  std::string error = ReadChoice("report", value, {"text", "lines", "json"}, chosen);
#endif
  request.report = static_cast<Request::Report>(chosen);
  return error;
}

// The help of --large has the numbers.
static_assert(SizeLimits{}.source_bytes == 16u << 20 && SizeLimits{}.memory_bytes == 80u << 20 && kLargeFactor == 64);

void AcceptLarge(Request& request) {
  LiftMemoryLimit();
  request.options.sizes = SizeLimits{}.Times(kLargeFactor);
  request.inputs.most_bytes = request.options.sizes.source_bytes + 1;
  request.inputs.most_path_bytes = request.options.sizes.source_bytes;
}

std::string ReadPodSecurity(std::string_view value, Request& request) {
  request.options.pod_security = ParseSecurityLevel(value);
  return request.options.pod_security || value.empty()
             ? std::string()
             : "--pod-security takes " + kSecurityLevelsInWords + ", not " + Quoted(value);
}

// Why there may be nothing in a path, or in all of them together.
std::string EmptyHint(bool directory, bool file) {
  if (directory) return "directories are searched for *.yaml, *.yml and *.json files that are not hidden";
  return file ? "did the command that writes the file fail?"
              : "did the command before the pipe fail? `set -o pipefail` makes the shell report it";
}
std::string EmptyHint(const Inputs::Given& empty) { return EmptyHint(empty.directory, empty.file); }
std::string EmptyHint(const Inputs& inputs) {
  const bool files =
      std::all_of(inputs.given.begin(), inputs.given.end(), [](const auto& given) { return given.file; });
  return EmptyHint(inputs.directories, files);
}

// Beside something else: a part of the input that is silently missing takes away what it became.
void NoteEmpty(const Inputs& inputs, const std::vector<bool>& has_resources, Problems& problems) {
  for (const Inputs::Given* empty : EmptyPaths(inputs, has_resources))
    problems.Warning(Code::kNoAgent, {}, "nothing was read from " + empty->path).Hint(EmptyHint(*empty));
}

#ifdef AGENTRENDER_FILES
std::string ReadExclude(std::string_view value, Request& request) {
  if (value.empty() || !IsGlob(value)) return "--exclude takes a pattern, as in 'vendor/*', not " + Quoted(value);
  size_t bytes = value.size();
  for (const std::string_view other : request.exclude) bytes += other.size();
  if (bytes > kMostGlobBytes) return "--exclude takes at most " + std::to_string(kMostGlobBytes) + " bytes of patterns";
  request.exclude.push_back(value);
  request.inputs.exclude = request.exclude;
  return {};
}
#endif

std::string ReadNamespace(std::string_view value, Request& request) {
  request.options.default_namespace = TextWithoutPlace(value);
  const std::string wrong = CheckNamespace(value);
  return wrong.empty() ? wrong : "--namespace: " + wrong;
}

}  // namespace

std::string ReadController(std::string_view value, Controller& controller) {
  const std::string wrong = value.empty() ? std::string() : Controller::Parse(value, controller);
  return wrong.empty() ? wrong : "--controller: " + wrong;
}

std::string ReadRequest(const Arguments& arguments, Request& request,
                        std::string (*other)(int id, std::string_view value, Options& options)) {
  request.paths = arguments.operands;
  request.color = WantsColor();
  request.options.inherited_annotations = {kHelmFile};
  for (const auto& [id, value] : arguments.options) {
    std::string error;
    switch (id) {
      case 'n': error = ReadNamespace(value, request); break;
      case 'q': request.least = Severity::kError; break;
      case 'v': request.least = Severity::kInfo; break;
      case kPodSecurity: error = ReadPodSecurity(value, request); break;
      case kLarge: AcceptLarge(request); break;
      case kController: error = ReadController(value, request.options.controller); break;
      case kAllowEmpty: request.allow_empty = true; break;
      case kLenient:
        request.options.strict = false;
        request.options.given.strict = true;
        break;
      case kFollowOutside: request.inputs.follow_outside = true; break;
#ifdef AGENTRENDER_FILES
      case kExclude: error = ReadExclude(value, request); break;
#endif
      case kColor: error = ReadColor(value, request); break;
      case kReport: error = ReadReport(value, request); break;
      default:
        if (other != nullptr) error = other(id, value, request.options);
    }
    if (!error.empty()) return error;
  }
  return {};
}

bool ReadRequested(const Request& request, Inputs& inputs) {
  if (request.paths.empty() && IsTerminal(STDIN_FILENO)) return false;
  if (request.paths.empty()) {
    ReadStdin(request.inputs, inputs);
  } else {
    ReadInputs(request.paths, request.inputs, inputs);
  }
  return true;
}

void NameLarge(const Request& request, Problems& problems) {
  if (request.options.sizes.source_bytes != SizeLimits{}.source_bytes) return;
  for (Problem& problem : problems.list()) {
    if (problem.code == Code::kTooMuch && problem.hint.find("one by one") != std::string::npos)
      problem.hint += ", or take it with --large, if you trust it";
  }
}

Rendering RenderInputs(const Request& request, const Inputs& inputs) {
  Options options = request.options;
  options.findings = &inputs.problems;
  options.expect_writes = ExpectWrites;
  // Code that counts its memory reports details; this covers the rest.
  const AtWork work("rendering", inputs.given.empty() ? std::string_view("stdin") : inputs.given.front().path);
  Rendering rendering = Render(inputs.sources, options);
  NameLarge(request, rendering.problems);
  if (rendering.HasErrors()) return rendering;
  if (rendering.resources != 0) NoteEmpty(inputs, rendering.has_resources, rendering.problems);
  if (rendering.agents + rendering.left_alone != 0) return rendering;
  if (rendering.resources == 0) {
    rendering.problems.Warning(Code::kNoAgent, {}, "nothing was read: there is no resource in the input")
        .Hint(EmptyHint(inputs));
  } else if (inputs.directories) {
    rendering.problems.Warning(Code::kNoAgent, {}, "no Agent was found in the input").Hint(EmptyHint(inputs));
  }
  return rendering;
}

void RefuseEmpty(const Request& request, const Inputs& inputs, const PlainList<const Inputs::Given*>& empty,
                 const ReadCounts& read, std::string_view done, Problems& problems) {
  if (request.allow_empty || problems.errors() != 0) return;
  problems.Drop([](const Problem& problem) { return problem.code == Code::kNoAgent; });  // it says the same
  const bool others = empty.empty() && read.resources != 0;                              // so no command has failed
  const std::string where = empty.empty() ? "what was read" : empty.front()->path;
  const std::string why = empty.empty() ? EmptyHint(inputs) : EmptyHint(*empty.front());
  const std::string what = others && read.left_alone != 0
                               ? "the selector takes no Agent"
                               : std::string("there is no ") + (others ? "Agent" : "resource") + " in " + where;
  problems.Error(Code::kNoAgent, {}, what + "; nothing is " + done)
      .Hint("--allow-empty if that is meant" + (others ? std::string() : "; " + why));
}

void ReportFindings(const Request& request, const Inputs& inputs, const Rendering& rendering,
                    std::string_view summary) {
  const std::vector<Problem>& problems = rendering.problems.list();
  // Commands that only read have rendered nothing.
  const bool rendered = rendering.arena != nullptr;
  const std::string_view controller = rendered ? rendering.controller.version() : std::string_view();
  const ReportOptions options = {request.color, request.least, controller};
  Output out;
  switch (request.report) {
    case Request::Report::kText: ReportText(problems, inputs.sources, options, out); break;
    case Request::Report::kLines: ReportLines(problems, inputs.sources, options, out); break;
    case Request::Report::kJson: ReportJson(problems, inputs.sources, options, out); break;
#ifdef AGENTRENDER_FILES
    case Request::Report::kSarif: ReportSarif(problems, inputs.sources, options, out); break;
    case Request::Report::kJunit: ReportJunit(problems, inputs.sources, options, out); break;
#else
    default: break;
#endif
  }
  if (request.report == Request::Report::kText && !summary.empty()) {
    out.Append(summary);
    if (rendered && rendering.controller.chosen()) {
      out.Append("; controller ");
      out.Append(controller);
    }
    out.Append('\n');
  }
  static_cast<void>(WriteAll(STDERR_FILENO, out.view()));
}

int WriteWhole(const Output& out, const Request& request) {
  if (!out.full()) return WriteOrComplain(out.view());
  Complain(
      "agentrender: error: the output takes more than " + std::to_string(request.options.sizes.memory_bytes >> 20) +
      " MiB of memory, together with the input: render parts of it one by one [" + CodeText(Code::kTooMuch) + "]\n");
  return kFindings;
}

int StatusOf(const Inputs& inputs, const Rendering& rendering) {
  const std::vector<Problem>& read = inputs.problems.list();
  const auto is_unreadable = [](const Problem& p) {
    return p.severity == Severity::kError && p.code != Code::kTooMuch;
  };
  if (std::any_of(read.begin(), read.end(), is_unreadable)) return kUsage;
  return rendering.HasErrors() ? kFindings : kDone;
}

std::string CountAgents(size_t count) { return Counted(count, "Agent"); }

}  // namespace agentrender
