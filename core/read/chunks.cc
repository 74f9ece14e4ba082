// Takes a source, gives the text of each document, byte for byte: resources that pass through are printed with these
// bytes.
#include "core/read/chunks.h"

#include <algorithm>
#include <cstring>

namespace agentrender {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view SkipBlanks(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  return text;
}

// Three times `c`, followed by a blank or nothing.
bool IsMarker(std::string_view line, char c) {
  return line.size() >= 3 && line[0] == c && line[1] == c && line[2] == c && (line.size() == 3 || IsBlank(line[3]));
}
bool IsStart(std::string_view line) { return IsMarker(line, '-'); }

// What a line holds: nothing (blank or comment), a directive, or content.
enum class Holds { kNothing, kDirective, kContent };

Holds WhatItHolds(std::string_view line) {
  if (!line.empty() && line[0] == '%') return Holds::kDirective;
  line = SkipBlanks(line);
  return line.empty() || line[0] == '#' ? Holds::kNothing : Holds::kContent;
}

}  // namespace

Chunks::Chunks(std::string_view source) : source_(source) {
  if (source_.substr(0, 3) == kByteOrderMark) source_.remove_prefix(3);
}

bool Chunks::NextLine(Line& line) {
  if (at_ >= source_.size()) return false;
  const char* start = source_.data() + at_;
  const size_t rest = source_.size() - at_;
  const void* found = std::memchr(start, '\n', rest);
  const size_t length = found == nullptr ? rest : static_cast<size_t>(static_cast<const char*>(found) - start);
  line = {source_.substr(at_, length), at_};
  at_ += length + (found == nullptr ? 0 : 1);
  ++line_;
  return true;
}

// Sets `chunk` to the part of the source from at_ to the next `---` line, where it leaves at_, or `...` line, after
// which it leaves it. False if the part has no content.
bool Chunks::Scan(Chunk& chunk) {
  const size_t begin = at_;
  chunk.first_line = line_;
  bool content = false;
  bool directive = false;
  size_t end = source_.size();
  Line line{};
  while (NextLine(line)) {
    if (IsMarker(line.text, '.')) {
      end = line.begin;
      break;
    }
    if (IsStart(line.text)) {
      const bool own_marker = line.begin == begin || (directive && !content);
      if (!own_marker) {
        at_ = end = line.begin;
        --line_;
        break;
      }
      content = content || directive || WhatItHolds(line.text.substr(3)) == Holds::kContent;
      continue;
    }
    if (content) continue;
    const Holds holds = WhatItHolds(line.text);
    directive = directive || holds == Holds::kDirective;
    content = holds == Holds::kContent;
  }
  chunk.text = source_.substr(begin, end - begin);
  return content;
}

bool Chunks::Next(Chunk& chunk) {
  while (at_ < source_.size()) {
    if (!Scan(chunk)) continue;
    chunk.comment = {};
    // A marker line without content is not the document's own text.
    const size_t line_end = chunk.text.find('\n');
    const std::string_view first = chunk.text.substr(0, line_end);
    if (IsStart(first) && line_end != std::string_view::npos && WhatItHolds(first.substr(3)) == Holds::kNothing) {
      chunk.comment = first.substr(std::min(first.find('#'), first.size()));
      if (chunk.comment.ends_with('\r')) chunk.comment.remove_suffix(1);
      chunk.text.remove_prefix(line_end + 1);
      ++chunk.first_line;
    }
    // In concatenated files, each may begin with one.
    if (chunk.text.starts_with(kByteOrderMark)) chunk.text.remove_prefix(kByteOrderMark.size());
    return true;
  }
  return false;
}

}  // namespace agentrender
