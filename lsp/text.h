// Positions of the protocol, which count lines and UTF-16 units (or bytes, if so negotiated), and places of the core,
// which count lines and characters: here, both become byte offsets.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/origin.h"
#include "lsp/json.h"

namespace agentrender::lsp {

enum class Encoding { kUtf8, kUtf16, kUtf32 };

// Bytes [begin, end) of a text.
struct Span {
  size_t begin = 0;
  size_t end = 0;
  bool Contains(size_t at) const { return begin <= at && at <= end; }
};

// The lines of a text. Views it.
class Lines {
 public:
  explicit Lines(std::string_view text);

  std::string_view text() const { return text_; }
  size_t count() const { return starts_.size(); }
  // Where a line begins; the text's end for lines behind the last one.
  size_t start(size_t line) const { return line < starts_.size() ? starts_[line] : text_.size(); }
  // Without its line break.
  std::string_view line(size_t line) const;
  size_t LineAt(size_t offset) const;

  // A client's position; one outside the text becomes the nearest one inside it.
  size_t OffsetOf(const Json& position, Encoding encoding) const;
  Json PositionOf(size_t offset, Encoding encoding) const;
  Json RangeOf(const Span& span, Encoding encoding) const;
  Span SpanOf(const Json& range, Encoding encoding) const;

  // The span has become `size` other bytes, which `text` has already. Positions of clients are right afterwards, in the
  // time that the new bytes and the list of lines take; places of the core are not.
  void Follow(std::string_view text, const Span& gone, size_t size);

  // A place of the core, and the token that stands there.
  size_t OffsetOf(const Origin& place) const;
  Span TokenAt(const Origin& place) const;
  // The same without the anchor and the tag in front of it.
  Span NameAt(const Origin& place) const;
  Span TokenFrom(size_t begin) const;

 private:
  std::string_view text_;
  std::vector<size_t> starts_;  // by \n, \r\n and \r, as the protocol has it
  std::vector<size_t> own_;     // by \n alone, as the core has it; empty when they are the same
};

// The column of the key in a line of block style, after the dashes of lists.
size_t KeyColumn(std::string_view line);

// Whether a comment has begun before the column of a line of YAML.
bool IsInComment(std::string_view line, size_t column);

// Applies changes of a textDocument/didChange one after the other.
void ApplyChanges(const Json& changes, Encoding encoding, std::string& text);

}  // namespace agentrender::lsp
