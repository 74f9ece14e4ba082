// Takes what the program was doing, ends it. There is no memory to put a message together: it is written in pieces.
#include "posix/at_limit.h"

#include <unistd.h>

#include <cstdlib>

namespace agentrender {

namespace {

int status_at_limit = 1;
std::string_view now_doing;
std::string_view now_what;

void Write(std::string_view text) { static_cast<void>(!write(STDERR_FILENO, text.data(), text.size())); }

// A path may be long and hold anything.
void WriteShown(std::string_view text) {
  constexpr size_t kMost = 200;
  for (const char c : text.substr(0, kMost)) {
    const bool printable = c >= ' ' && c <= '~';
    Write(printable ? std::string_view(&c, 1) : "?");
  }
  if (text.size() > kMost) Write("...");
}

}  // namespace

AtWork::AtWork(std::string_view doing, std::string_view what) : doing_before_(now_doing), what_before_(now_what) {
  now_doing = doing;
  now_what = what;
}

AtWork::~AtWork() {
  now_doing = doing_before_;
  now_what = what_before_;
}

void SetStatusAtLimit(int status) { status_at_limit = status; }

void EndAtLimit(std::string_view limit) {
  Write("agentrender: error: ");
  if (!now_doing.empty()) {
    Write(now_doing);
    Write(" ");
    WriteShown(now_what);
    Write(": ");
  }
  Write(limit);
  Write(": render parts of the input one by one [AR0102]\n");
  std::_Exit(status_at_limit);
}

}  // namespace agentrender
