// Patterns of paths: the first line is a pattern, the rest a path. A path matches itself, written so that nothing in it
// means more.
#include <string>

#include "posix/glob.h"
#include "tests/fuzz/invariants.h"

using namespace agentrender;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  const size_t end = text.find('\n');
  const std::string_view pattern = text.substr(0, end);
  const std::string_view path = end == text.npos ? std::string_view() : text.substr(end + 1);
  std::string plain;
  for (const char c : path) plain.append("\\").push_back(c);
  fuzz::Hold(Matches(plain, path), "a path matches itself");
  fuzz::Hold(Matches("*", path), "and any text");
  if (!IsGlob(pattern)) return 0;
  const bool matches = Matches(pattern, path);
  // A backslash at the end would take the star's meaning.
  if (matches && !pattern.ends_with('\\'))
    fuzz::Hold(Matches(std::string(pattern) + "*", path), "what matches does with more behind it");
  return 0;
}
