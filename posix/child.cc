// Takes a command line, gives what the program wrote and how it ended. Both pipes are read as they fill, since a
// child that waits for a full pipe never ends.
#include "posix/child.h"

#ifndef __wasi__

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace agentrender {

namespace {

// Both ends of a pipe; closed when it goes.
struct Pipe {
  int ends[2] = {-1, -1};
  bool Open() { return pipe2(ends, O_CLOEXEC) == 0; }
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

// Reads what is there; false at the end.
bool Drain(int descriptor, std::string& text) {
  char buffer[65536];
  const ssize_t got = read(descriptor, buffer, sizeof buffer);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  text.append(buffer, static_cast<size_t>(got));
  return got > 0;
}

void ReadBoth(Pipe& output, Pipe& errors, ChildResult& result) {
  pollfd watched[2] = {{output.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}};
  std::string* texts[2] = {&result.output, &result.errors};
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    if (poll(watched, 2, -1) < 0 && errno != EINTR) return;
    for (int i = 0; i < 2; ++i) {
      if (watched[i].fd >= 0 && watched[i].revents != 0 && !Drain(watched[i].fd, *texts[i])) watched[i].fd = -1;
    }
  }
}

int WaitFor(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int Spawn(pid_t& child, const std::vector<std::string>& command, Pipe& output, Pipe& errors) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, errors.ends[1], 2);
  const int failure = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

}  // namespace

ChildResult RunChild(const std::vector<std::string>& command) {
  ChildResult result;
  Pipe output;
  Pipe errors;
  pid_t child = 0;
  int failure = output.Open() && errors.Open() ? 0 : errno;
  if (failure == 0) failure = Spawn(child, command, output, errors);
  if (failure != 0) {
    result.error = failure == ENOENT ? "is not in this image" : std::strerror(failure);
    return result;
  }
  output.Close(1);
  errors.Close(1);
  ReadBoth(output, errors, result);
  result.status = WaitFor(child);
  return result;
}

}  // namespace agentrender

#else

namespace agentrender {

ChildResult RunChild(const std::vector<std::string>&) {
  ChildResult result;
  result.error = "cannot be run by a WebAssembly module";
  return result;
}

}  // namespace agentrender

#endif
