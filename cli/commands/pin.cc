// pin: takes Agents, gives the commits that their refs are at, which git says, in a file or as a check. Not in the WASI
// module, which runs no programs.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/pins.h"
#include "cli/rendering.h"
#include "core/base/text.h"
#include "core/explain/rollouts.h"
#include "core/report/report.h"
#include "posix/child.h"
#include "posix/folder.h"
#include "posix/io.h"

namespace agentrender {

namespace {

constexpr int kChanged = 3;

enum : int { kCheck = kNoLetter + 200, kTimeout };

constexpr int kDefaultTimeout = 30;
constexpr int kMostTimeout = 3600;

constexpr OptionRow kOptions[] = {
    {'o', "output", "FILE", "the file to update; without it the pins are printed"},
    {kCheck, "check", nullptr, "ask Git, but write nothing"},
    {kTimeout, "timeout", "SECONDS", "how long git may take for one repository (default 30, at\nmost 3600)"},
    kControllerOption,
    kAllowEmptyRow,
    {kLenient, "lenient", nullptr, "unknown fields are warnings, not errors"},
    {kFollowOutside, "follow-outside", nullptr, "follow links that leave the directory they are found in"},
    {'q', "quiet", nullptr, "print errors only, no warnings"},
    {kReport, "report", "FORM", "how findings are printed: text (default), lines or json"},
    {kColor, "color", "WHEN", "auto (default; NO_COLOR is respected), always or never"},
    {kHelpOption, "help", nullptr, "explain this command"},
};

// What Agents write is not to make git run programs, wait for a password, or speak other languages.
void PrepareGit() {
  setenv("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh", 1);
  setenv("GIT_TERMINAL_PROMPT", "0", 0);
  setenv("LC_ALL", "C", 1);
}

Problem& Refuse(const RolloutRef& rollout, std::string_view message, Problems& problems) {
  return problems.Error(Code::kNoRevision, rollout.where, message);
}

// Asks one repository for all of its refs, [begin, end) of the rollouts, and adds the pins.
void AskRepository(const RolloutRef* begin, const RolloutRef* end, int seconds, std::vector<PinnedRef>& pins,
                   Problems& problems) {
  std::vector<std::string> command = {"git", "ls-remote", "--", std::string(begin->repository)};
  std::vector<const RolloutRef*> asked;
  for (const RolloutRef* rollout = begin; rollout != end; ++rollout) {
    const std::string why = WhyNotAsked(rollout->repository, rollout->ref);
    if (!why.empty()) {
      Refuse(*rollout, "git is not asked for it: " + why, problems);
    } else {
      asked.push_back(rollout);
      for (std::string& pattern : PatternsOf(rollout->ref)) command.push_back(std::move(pattern));
    }
  }
  ChildResult answer;
  const bool all_known = std::all_of(asked.begin(), asked.end(), [](const auto* r) { return IsCommitName(r->ref); });
  if (!all_known) answer = RunChild(command, {.seconds = seconds});
  if (!answer.stopped.empty()) {
    Refuse(*begin, "git ls-remote " + answer.stopped, problems).Hint("--timeout gives it more time");
    return;
  }
  if (!answer.error.empty() || answer.status != 0) {
    Refuse(*begin,
           "git ls-remote could not read the repository" +
               (answer.error.empty() ? "" : ": git could not be run: " + answer.error),
           problems)
        .Hint(FirstLine(answer.errors));
    return;
  }
  for (const RolloutRef* rollout : asked) {
    std::string commit = IsCommitName(rollout->ref) ? std::string(rollout->ref) : CommitIn(answer.output, rollout->ref);
    if (commit.empty()) {
      Refuse(*rollout, "the repository has no ref " + Quoted(rollout->ref), problems);
    } else {
      pins.push_back({rollout->repository, rollout->ref, std::move(commit)});
    }
  }
}

std::vector<PinnedRef> Ask(const std::vector<RolloutRef>& rollouts, int seconds, Problems& problems) {
  PrepareGit();
  std::vector<PinnedRef> pins;
  for (size_t begin = 0; begin < rollouts.size();) {
    size_t end = begin + 1;
    while (end < rollouts.size() && rollouts[end].repository == rollouts[begin].repository) ++end;
    AskRepository(rollouts.data() + begin, rollouts.data() + end, seconds, pins, problems);
    begin = end;
  }
  return pins;
}

struct Target {
  std::string path;  // empty for stdout
  bool check = false;
  int seconds = kDefaultTimeout;  // for each call of git
  std::string before;             // what the file has; empty when there is none
};

int CannotWrite(const std::string& path, int error) {
  ComplainLine(path + " cannot be written: " + std::strerror(error));
  return kUsage;
}

// Reads what the file has; false, with the reason on stderr, when it is there and not ours.
bool ReadTarget(Target& target, std::string& head) {
  // A named pipe would be waited for.
  const int fd = open(target.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 && errno == ENOENT) return true;
  struct stat status{};
  constexpr size_t kMost = size_t{1} << 24;
  const bool regular = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  const bool good = regular && ReadAll(fd, kMost, target.before);
  if (fd >= 0) close(fd);
  head = target.before;
  if (good && (head.empty() || TakeHead(head))) return true;
  ComplainLine(
      target.path + " is not written: it already exists and " +
      (fd >= 0 && !regular ? "is not a regular file" : "is not a GitRevisions with `revisions` as its last field"));
  return false;
}

// Replaces the file at once: whoever reads it meanwhile, or after a crash, has all of the old or of the new one.
int WriteTarget(const Target& target, std::string_view text) {
  const std::string beside = target.path + ".new";
  unlink(beside.c_str());  // what an interrupted run has left
  const int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd < 0) return CannotWrite(beside, errno);
  const bool good = WriteAll(fd, text) && Flush(fd);
  const int error = errno;
  close(fd);
  if (good && rename(beside.c_str(), target.path.c_str()) == 0) {
    FlushFolderOf(target.path);
    return kChanged;
  }
  const int status = CannotWrite(target.path, good ? errno : error);
  unlink(beside.c_str());
  return status;
}

int Finish(const Target& target, const std::string& text) {
  if (target.path.empty()) return WriteOrComplain(text);
  if (text == target.before) return kDone;
  ComplainLine(target.path + (target.check ? " would change" : " has changed"));
  return target.check ? kChanged : WriteTarget(target, text);
}

// Templates alone are an input only if they have refs: beside one without, the Agents may be missing.
bool HasSomethingToPin(const Rollouts& rollouts) {
  const std::list<Resource>& resources = rollouts.input.resources;
  return !rollouts.refs.empty() || std::any_of(resources.begin(), resources.end(),
                                               [](const Resource& resource) { return resource.role == Role::kAgent; });
}

int Answer(const Request& request, const Inputs& inputs, Target& target) {
  std::string head;
  if (!target.path.empty() && !ReadTarget(target, head)) return kUsage;
  Rendering rendering;
  rendering.problems = inputs.problems;
  const Rollouts rollouts = FindRollouts(inputs.sources, request.options, rendering.problems);
  std::vector<bool> has_resources(inputs.sources.size());
  for (const Resource& resource : rollouts.input.resources) has_resources[resource.origin().source] = true;
  const PlainList<const Inputs::Given*> empty = EmptyPaths(inputs, has_resources);
  if (!HasSomethingToPin(rollouts) || !empty.empty())
    RefuseEmpty(request, inputs, empty, {rollouts.input.resources.size(), rollouts.input.left_alone}, "pinned",
                rendering.problems);
  std::vector<PinnedRef> pins;
  if (!rendering.HasErrors()) {
    pins = Ask(rollouts.refs, target.seconds, rendering.problems);
    LocateIn(rollouts, rendering.problems);
  }
  ReportFindings(request, inputs, rendering, CountProblems(rendering.problems.list()));
  const int status = StatusOf(inputs, rendering);
  return status != kDone ? status : Finish(target, PinFile(head, pins));
}

bool ReadSeconds(std::string_view text, int& seconds) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc() && end == text.data() + text.size() && seconds >= 1 && seconds <= kMostTimeout;
}

int Run(const Command& command, const Arguments& arguments) {
  Request request;
  Target target;
  for (const auto& [id, value] : arguments.options) {
    if (id == 'o') target.path = value;
    if (id == kCheck) target.check = true;
    if (id == kTimeout && !ReadSeconds(value, target.seconds))
      return RefuseUsage(command, "--timeout takes a number of seconds from 1 to " + std::to_string(kMostTimeout));
  }
  const std::string error = ReadRequest(arguments, request);
  if (!error.empty()) return RefuseUsage(command, error);
  if (target.check && target.path.empty()) return RefuseUsage(command, "--check compares with a file: name it with -o");
  Inputs inputs;
  if (ReadRequested(request, inputs)) return Answer(request, inputs, target);
  Complain(CommandHelp(command));
  return kUsage;
}

}  // namespace

const Command kPinCommand = {"pin",
                             "Record the commits that Git contexts with sync.policy Rollout follow",
                             "pin [OPTION]... [PATH|-]...",
                             R"(  agentrender pin -o agents/pins.yaml agents/
  agentrender pin --check -o agents/pins.yaml agents/

Reads the same input as render, asks `git ls-remote` for the refs of contexts with sync.policy
Rollout, and updates FILE: a GitRevisions resource with one line per pin, sorted. Everything
above its `revisions` is kept. No other command runs git or uses the network.
Exit status: 0 FILE is unchanged, 3 it has changed (with --check: it would change), 1 the
input has errors, or a ref or repository was not found (nothing is written), 2 wrong usage.
)",
                             kOptions,
                             Run};

}  // namespace agentrender
