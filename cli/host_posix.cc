// What the program asks of a POSIX system: signals, terminals, large pages.
#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cli/host.h"

namespace agentrender {

namespace {

const char* called_as = "agentrender";

}  // namespace

void PrepareHost(const char* program) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::string_view path = program == nullptr ? "" : program;
  if (path.substr(path.rfind('/') + 1) == "kubectl-agentrender") called_as = "kubectl agentrender";
}

const char* CalledAs() { return called_as; }

bool IsTerminal(int fd) { return isatty(fd) != 0; }

void ExpectWrites([[maybe_unused]] void* memory, [[maybe_unused]] size_t bytes) {
#ifdef MADV_HUGEPAGE
  // A page fault a 4 KiB page is an eighth of the time of a large rendering.
  constexpr uintptr_t kPage = 4096;
  const size_t before = (kPage - reinterpret_cast<uintptr_t>(memory) % kPage) % kPage;
  if (bytes <= before + kPage) return;
  static_cast<void>(madvise(static_cast<char*>(memory) + before, (bytes - before) / kPage * kPage, MADV_HUGEPAGE));
#endif
}

bool WantsColor() {
  const char* refusal = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return IsTerminal(STDERR_FILENO) && (refusal == nullptr || *refusal == 0) && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

}  // namespace agentrender
