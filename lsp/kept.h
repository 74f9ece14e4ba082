// What a text has in common with a former one, in which places are known: while somebody types, the tree is that of the
// last text that could be read.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "lsp/text.h"

namespace agentrender::lsp {

class Kept {
 public:
  // A part that is in both texts.
  struct Part {
    size_t before = 0;
    size_t now = 0;
    size_t size = 0;
    size_t end() const { return before + size; }
  };

  Kept() = default;
  Kept(std::string_view before, std::string_view now);

  // Where something of the former text that begins at `offset` does that now; nothing where that has changed.
  std::optional<size_t> Begin(size_t offset) const;
  // Where it ends; what ends in something that has changed ends in front of that.
  size_t End(size_t offset) const;
  // Something of which nothing has changed.
  std::optional<Span> Whole(const Span& span) const;
  // The same, or what stands there now while something else of its line is as it was: it is being edited.
  std::optional<Span> Near(const Lines& before, const Lines& now, const Span& span) const;

 private:
  // The part that what begins at `offset` is in; null without one.
  const Part* At(size_t offset) const;
  // The first part with something other than spaces between two offsets of the former text.
  const Part* FirstIn(const Lines& before, size_t begin, size_t end) const;

  std::vector<Part> parts_;  // in their order; the last one ends where both texts do
};

}  // namespace agentrender::lsp
