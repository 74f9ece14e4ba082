// The stretches of a source between its `---` and `...` lines.
#pragma once

#include <cstdint>
#include <string_view>

namespace agentrender {

// A stretch of a source that holds one YAML document, or JSON documents.
struct Chunk {
  std::string_view text;  // with its `---` line only when there is content on that line
  uint32_t first_line = 1;
  std::string_view comment;  // of its `---` line, when that is not part of the text
};

// Splits a source at its `---` and `...` lines, which no YAML construct can contain
// at the beginning of a line. Directives (`%YAML`) stay with the document they
// belong to; a byte order mark belongs to none.
class Chunks {
 public:
  explicit Chunks(std::string_view source);

  // The next stretch that has content; false at the end. Stretches of white
  // space and comments are skipped.
  bool Next(Chunk& chunk);

 private:
  struct Line {
    std::string_view text;  // without its line break
    size_t begin;
  };
  bool NextLine(Line& line);
  bool Scan(Chunk& chunk);

  std::string_view source_;
  size_t at_ = 0;
  uint32_t line_ = 1;  // the number of the line at at_
};

}  // namespace agentrender
