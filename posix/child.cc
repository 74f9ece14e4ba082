// Takes a command line, gives what the program wrote and how it ended. Both pipes are read as they fill, since a
// child that waits for a full pipe never ends.
#include "posix/child.h"

#ifndef __wasi__

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <iterator>

#include "posix/memory_limit.h"

#if defined(__APPLE__)
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

namespace agentrender {

namespace {

// Both ends of a pipe; closed when it goes.
struct Pipe {
  int ends[2] = {-1, -1};
  bool Open() {
#if defined(__APPLE__)
    // Which has no pipe2(). Nothing else of this program starts a process meanwhile.
    return pipe(ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
#else
    return pipe2(ends, O_CLOEXEC) == 0;
#endif
  }
  void Close(int end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    Close(0);
    Close(1);
  }
};

// Reads what is there, and keeps at most `most` bytes and one of it; false at the end.
bool Drain(int descriptor, size_t most, std::string& text) {
  char buffer[65536];
  const ssize_t got = read(descriptor, buffer, sizeof buffer);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  text.append(buffer, std::min(static_cast<size_t>(got), most + 1 - std::min(text.size(), most + 1)));
  return got > 0;
}

// The milliseconds that are left of a time limit, as poll() takes them.
class Timer {
 public:
  explicit Timer(int seconds) : seconds_(seconds), begin_(Now()) {}
  int Left() const {
    if (seconds_ == 0) return -1;
    const int64_t left = int64_t{seconds_} * 1000 - (Now() - begin_);
    return left < 0 ? 0 : static_cast<int>(left);
  }

 private:
  static int64_t Now() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
  }
  int seconds_;
  int64_t begin_;
};

std::string TooLong(const ChildLimits& limits) {
  return "did not end within " + std::to_string(limits.seconds) + " seconds";
}

// Reads to the end of both; an error when that is beyond a limit.
void ReadBoth(Pipe& output, Pipe& errors, const ChildLimits& limits, const Timer& timer, ChildResult& result) {
  constexpr size_t kMostErrors = size_t{64} << 10;
  const size_t most[2] = {limits.output_bytes, kMostErrors};
  pollfd watched[2] = {{output.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}};
  std::string* texts[2] = {&result.output, &result.errors};
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    const int left = timer.Left();
    const int ready = left == 0 ? 0 : poll(watched, 2, left);
    if (ready < 0 && errno != EINTR) return;
    if (ready == 0) {
      result.stopped = TooLong(limits);
      return;
    }
    for (int i = 0; i < 2; ++i) {
      if (watched[i].fd >= 0 && watched[i].revents != 0 && !Drain(watched[i].fd, most[i], *texts[i]))
        watched[i].fd = -1;
    }
    if (result.output.size() > limits.output_bytes) {
      result.stopped = "prints more than " + std::to_string(limits.output_bytes >> 20) + " MiB";
      return;
    }
  }
}

// The process group of the child that runs, if it has its own; 0 for none. A terminal that ends this program does not
// reach it, so that the handler has to.
volatile sig_atomic_t running_group = 0;

void EndWithGroup(int signal) {
  if (running_group != 0) kill(-running_group, SIGTERM);
  raise(signal);  // the handler is set for one time
}

// While it is there, signals that end this program end the child, too.
class SignalsToGroup {
 public:
  SignalsToGroup() {
    for (size_t i = 0; i < std::size(kSignals); ++i) {
      struct sigaction action{};
      action.sa_handler = EndWithGroup;
      action.sa_flags = static_cast<int>(SA_RESETHAND);
      sigaction(kSignals[i], nullptr, &before_[i]);
      if (before_[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &action, nullptr);
    }
  }
  ~SignalsToGroup() {
    running_group = 0;
    for (size_t i = 0; i < std::size(kSignals); ++i) sigaction(kSignals[i], &before_[i], nullptr);
  }
  SignalsToGroup(const SignalsToGroup&) = delete;
  SignalsToGroup& operator=(const SignalsToGroup&) = delete;

 private:
  static constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction before_[std::size(kSignals)] = {};
};

bool HasEnded(pid_t child) {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

void Pause() {
  const timespec pause{0, 10'000'000};
  nanosleep(&pause, nullptr);
}

// One that has closed its outputs may go on; the time limit holds for that, too.
void AwaitEnd(pid_t child, const ChildLimits& limits, const Timer& timer, ChildResult& result) {
  if (limits.seconds == 0) return;
  while (!HasEnded(child)) {
    if (timer.Left() == 0) {
      result.stopped = TooLong(limits);
      return;
    }
    Pause();
  }
}

// Asks it to end, with what it has started if it has a group of its own; it has a second for that, and what is left
// then none.
void End(pid_t child) {
  const pid_t target = running_group == child ? -child : child;
  kill(target, SIGTERM);
  for (int i = 0; i < 100 && !HasEnded(child); ++i) Pause();
  kill(target, SIGKILL);
}

int WaitFor(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// One with a time limit gets a group of its own, to be ended with all that it has started. Any other stays in ours:
// Argo CD kills the group of a plugin.
int Spawn(pid_t& child, const std::vector<std::string>& command, bool own_group, Pipe& output, Pipe& errors) {
  const NoMemoryLimit unlimited;
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, errors.ends[1], 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (own_group) posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int failure = posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == 0 && own_group) running_group = child;
  return failure;
}

}  // namespace

ChildResult RunChild(const std::vector<std::string>& command, const ChildLimits& limits) {
  ChildResult result;
  Pipe output;
  Pipe errors;
  const SignalsToGroup signals;
  pid_t child = 0;
  int failure = output.Open() && errors.Open() ? 0 : errno;
  if (failure == 0) failure = Spawn(child, command, limits.seconds != 0, output, errors);
  if (failure != 0) {
    result.error = failure == ENOENT ? "is not in this image" : std::strerror(failure);
    return result;
  }
  output.Close(1);
  errors.Close(1);
  const Timer timer(limits.seconds);
  ReadBoth(output, errors, limits, timer, result);
  if (result.stopped.empty()) AwaitEnd(child, limits, timer, result);
  if (!result.stopped.empty()) End(child);
  result.status = WaitFor(child);
  return result;
}

}  // namespace agentrender

#else

namespace agentrender {

ChildResult RunChild(const std::vector<std::string>&, const ChildLimits&) {
  ChildResult result;
  result.error = "cannot be run by a WebAssembly module";
  return result;
}

}  // namespace agentrender

#endif
