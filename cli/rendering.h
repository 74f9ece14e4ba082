// What the commands that read Agents have in common: their options, their inputs, and how they report.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "core/options.h"
#include "core/render.h"
#include "posix/inputs.h"

namespace agentrender {

// Options of every such command.
enum SharedOption : int {
  kLenient = kNoLetter,
  kController,
  kColor,
  kReport,
  kFollowOutside,
  kLarge,
  kPodSecurity,
  kKeepInputs,
  kAllowEmpty,
  kExclude,
  kHelpOption = 'h',
};
inline constexpr OptionRow kControllerOption = {kController, "controller", "VERSION",
                                                "render like this version of the controller: " CONTROLLER_FIRST
                                                " to " CONTROLLER_LAST "\n(default " CONTROLLER_DEFAULT ")"};
inline constexpr OptionRow kLargeRow = {
    kLarge, "large", nullptr, "allow 1 GiB of input and 5 GiB of memory, not 16 and 80 MiB;\nfor input that you trust"};
#ifdef AGENTRENDER_FILES
inline constexpr char kReportForms[] = "how findings are printed: text (default), lines, json, sarif or\njunit";
#else
inline constexpr char kReportForms[] = "how findings are printed: text (default), lines or json";
#endif
inline constexpr std::array kSharedOptions = {
    OptionRow{'n', "namespace", "NS", "the namespace for objects that have none"},
    kControllerOption,
    OptionRow{kLenient, "lenient", nullptr, "unknown fields are warnings, not errors"},
    OptionRow{kPodSecurity, "pod-security", "LEVEL",
              "the Pod Security Standard that rendered Pods must meet:\nprivileged, baseline or restricted"},
    OptionRow{kFollowOutside, "follow-outside", nullptr, "follow links that leave the directory they are found in"},
#ifdef AGENTRENDER_FILES
    OptionRow{
        kExclude, "exclude", "PATTERN",
        "leave out what directories hold and PATTERN matches: a path\nbelow the directory, or a name; may be repeated"},
#endif
    kLargeRow,
    OptionRow{'q', "quiet", nullptr, "print errors only, no warnings"},
    OptionRow{'v', "verbose", nullptr, "print infos too, as validate does"},
    OptionRow{kReport, "report", "FORM", kReportForms},
    OptionRow{kColor, "color", "WHEN", "auto (default; NO_COLOR is respected), always or never"},
    OptionRow{kHelpOption, "help", nullptr, "explain this command"}};

// For commands that would remove what an earlier run made.
inline constexpr OptionRow kAllowEmptyRow = {kAllowEmpty, "allow-empty", nullptr,
                                             "succeed even if there is nothing to read"};

// A command's own options, then the shared ones.
template <size_t size>
constexpr std::array<OptionRow, size + kSharedOptions.size()> WithShared(const OptionRow (&own)[size]) {
  std::array<OptionRow, size + kSharedOptions.size()> all{};
  std::copy(std::begin(own), std::end(own), all.begin());
  std::copy(kSharedOptions.begin(), kSharedOptions.end(), all.begin() + size);
  return all;
}

// What a command line asks for.
struct Request {
  Options options;
  InputOptions inputs;
  Severity least = Severity::kWarning;  // what is printed
  bool color = false;
  bool allow_empty = false;  // that nothing is read is meant
  enum class Report { kText, kLines, kJson, kSarif, kJunit } report = Report::kText;
  std::vector<std::string_view> paths;
#ifdef AGENTRENDER_FILES
  std::vector<std::string_view> exclude;  // of `inputs`
#endif
};

// Takes the value of --controller, of which an empty one counts as not given; returns what is wrong with it, or
// nothing.
std::string ReadController(std::string_view value, Controller& controller);

// Takes the shared options and the paths. Options with other ids are left to `other`, which gives what is wrong with
// a value, or nothing; without it they count as read. Gives what is wrong with the command line.
std::string ReadRequest(const Arguments& arguments, Request& request,
                        std::string (*other)(int id, std::string_view value, Options& options) = nullptr);

// Reads the paths, or stdin if there are none; false if stdin is a terminal, where nobody would know that we wait.
bool ReadRequested(const Request& request, Inputs& inputs);

// Adds --large to hints about limits, unless it was given: the core does not know which limits its caller can raise.
void NameLarge(const Request& request, Problems& problems);

// Renders; adds a warning when nothing was read, or directories hold no Agent.
Rendering RenderInputs(const Request& request, const Inputs& inputs);

// What was read.
struct ReadCounts {
  size_t resources = 0;
  size_t left_alone = 0;  // Agents that the selector does not take
};

// Adds, unless --allow-empty was given, the error that nothing is `done` ("written or removed"), because nothing was
// read: a command before the pipe has failed, or a path is wrong.
// `empty` are the paths that gave nothing, of which the first is named; without one, the selector takes no Agent, or no
// Agent was read, or not even a resource.
void RefuseEmpty(const Request& request, const Inputs& inputs, const PlainList<const Inputs::Given*>& empty,
                 const ReadCounts& read, std::string_view done, Problems& problems);

// Prints the findings on stderr, and `summary` behind their number.
void ReportFindings(const Request& request, const Inputs& inputs, const Rendering& rendering, std::string_view summary);

// Writes to stdout what was made within the budget of the run, and gives the exit status; kFindings, with an error on
// stderr and nothing on stdout, when it is not whole.
int WriteWhole(const Output& out, const Request& request);

// kUsage when a path could not be read, else kFindings on errors.
int StatusOf(const Inputs& inputs, const Rendering& rendering);

// "3 Agents"
std::string CountAgents(size_t count);

}  // namespace agentrender
