// Takes bytes, gives messages. Bytes are only ever collected as they arrive, so a header that promises much takes no
// memory; a client that breaks the rules loses the message and not the server.
#include "lsp/transport.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/base/text.h"

#ifndef __wasi__
#include <csignal>
#endif

namespace agentrender::lsp {

namespace {

constexpr size_t kLongestHeader = size_t{16} << 10;
constexpr size_t kAtOnce = size_t{64} << 10;

// Where the header block ends and how long its end is; npos when it is not whole.
size_t FindEnd(std::string_view text, size_t& size) {
  const size_t strict = text.find("\r\n\r\n");
  const size_t lax = text.find("\n\n");
  size = strict <= lax ? 4 : 2;
  return std::min(strict, lax);
}

}  // namespace

std::optional<size_t> LengthIn(std::string_view header) {
  constexpr std::string_view kName = "content-length:";
  while (!header.empty()) {
    const size_t end = std::min(header.find('\n'), header.size());
    std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    if (ToLower(line.substr(0, kName.size())) != kName) continue;
    line.remove_prefix(kName.size());
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
    constexpr size_t kMostDigits = 15;
    if (line.empty() || line.size() > kMostDigits || !std::all_of(line.begin(), line.end(), IsDigit)) continue;
    size_t length = 0;
    for (const char c : line) length = length * 10 + static_cast<size_t>(c - '0');
    return length;
  }
  return std::nullopt;
}

std::optional<Framing::Item> Framing::Next() {
  if (skip_ > 0) {
    const size_t now = std::min(skip_, buffer_.size() - done_);
    Drop(now);
    skip_ -= now;
    if (skip_ > 0) return std::nullopt;
  }
  if (!length_) {
    std::optional<Item> broken = TakeHeader();
    if (broken || !length_) return broken;
  }
  if (buffer_.size() - done_ < *length_) return std::nullopt;
  Item item{false, buffer_.substr(done_, *length_)};
  Drop(*length_);
  length_.reset();
  return item;
}

std::optional<Framing::Item> Framing::TakeHeader() {
  const std::string_view rest = std::string_view(buffer_).substr(done_);
  size_t end_size = 0;
  const size_t end = FindEnd(rest, end_size);
  if (end == std::string_view::npos) {
    if (rest.size() <= kLongestHeader) return std::nullopt;
    Drop(rest.size());
    return Item{true, "a header that is too long"};
  }
  const std::optional<size_t> length = LengthIn(rest.substr(0, end));
  Drop(end + end_size);
  if (!length) return Item{true, "a header without Content-Length"};
  if (*length > kLargest) {
    skip_ = *length;
    return Item{true, "a message of more than " + std::to_string(kLargest >> 20) + " MiB"};
  }
  length_ = length;
  return std::nullopt;
}

// What was taken is moved away when it is most of the buffer, and not for each message.
void Framing::Drop(size_t bytes) {
  done_ += bytes;
  if (done_ < buffer_.size() / 2) return;
  buffer_.erase(0, done_);
  done_ = 0;
}

std::string Framed(std::string_view body) {
  std::string message = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  message += body;
  return message;
}

Arrival ReadStdin(int milliseconds, Framing& framing) {
  pollfd waiting{STDIN_FILENO, POLLIN, 0};
  const int ready = poll(&waiting, 1, milliseconds);
  if (ready == 0 || (ready < 0 && errno == EINTR)) return Arrival::kNothing;
  if (ready < 0) return Arrival::kEnd;
  char bytes[kAtOnce];
  const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return Arrival::kNothing;
  if (count <= 0) return Arrival::kEnd;
  framing.Add({bytes, static_cast<size_t>(count)});
  return Arrival::kBytes;
}

#ifdef __wasi__  // whose host knows of processes, and ends the module with its client
bool IsAlive(long) { return true; }
#else
bool IsAlive(long process) { return kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH; }
#endif

}  // namespace agentrender::lsp
