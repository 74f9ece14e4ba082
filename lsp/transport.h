// Messages of the protocol on stdin and stdout: a header with the length, then JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace agentrender::lsp {

// Takes bytes as they arrive, gives the bodies of whole messages. Anything that is not a message is skipped up to the
// next one that can be recognised; Next() reports it once.
class Framing {
 public:
  struct Item {
    bool broken = false;  // a header without a length, or a body that is too large: `text` says which
    std::string text;
  };

  void Add(std::string_view bytes) { buffer_ += bytes; }
  // The next message; nothing until more bytes have come.
  std::optional<Item> Next();

  // A file that an editor shows is smaller by far.
  static constexpr size_t kLargest = size_t{256} << 20;

 private:
  std::optional<Item> TakeHeader();
  void Drop(size_t bytes);

  std::string buffer_;
  size_t done_ = 0;               // of buffer_: what has been taken
  std::optional<size_t> length_;  // of the body, when its header has been read
  size_t skip_ = 0;               // bytes of a body that is too large
};

// The length that a header block names; nothing when it names none.
std::optional<size_t> LengthIn(std::string_view header);

// The bytes of a message with this body.
std::string Framed(std::string_view body);

// What a read of stdin brought.
enum class Arrival { kBytes, kNothing, kEnd };
// Waits up to `milliseconds` for bytes of stdin, and adds them to `framing`.
Arrival ReadStdin(int milliseconds, Framing& framing);

// Whether a process is there.
bool IsAlive(long process);

}  // namespace agentrender::lsp
