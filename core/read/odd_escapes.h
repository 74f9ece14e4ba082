// Text that libyaml accepts and Go's readers (kubectl, Argo CD, kustomize) refuse: escapes such as `\/` in double
// quotes, and lines that look like a marker.
#pragma once

#include <cstddef>
#include <string_view>

namespace agentrender {

class OddEscapes {
 public:
  explicit OddEscapes(std::string_view text);

  // Whether the double-quoted scalar between two places has one. Places are in characters, as libyaml counts them, and
  // must be asked for in the order of the text.
  bool Has(size_t begin, size_t end);

 private:
  void MoveTo(size_t character);

  std::string_view text_;
  bool any_;
  size_t byte_ = 0;  // where the character with the number character_ begins
  size_t character_ = 0;
};

// Whether a line begins with `---` but is not a marker: kubectl takes it for a malformed one.
bool HasOddMarker(std::string_view text);

}  // namespace agentrender
