// The lines of the items of a list, so that they can be printed unchanged, with the comments above them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/model/document.h"

namespace agentrender {

// Where an item of a list begins: its line, and its position in the document's text.
struct ItemBegin {
  uint32_t line = 0;
  size_t at = 0;
};

// Each count continues from the last: ask in the order of the text.
class ItemLines {
 public:
  // Item `i` with the comments directly above it. `before` is where the previous item begins, or, for the first item,
  // the list. Zeros if there is no such item.
  ItemBegin Begin(const Value& items, uint32_t i, const ItemBegin& before, const Document& document);
  // The line after `items` on which the next content begins, or the line after the document.
  uint32_t After(const Resource& list, const Value& items);

 private:
  size_t BeginOf(uint32_t line, const ItemBegin& above, const Document& document);
  uint32_t LastLine(const Document& document);

  const Document* counted_ = nullptr;
  uint32_t last_line_ = 0;
  const Document* reached_document_ = nullptr;
  uint32_t reached_line_ = 0;
  size_t reached_at_ = 0;
};

}  // namespace agentrender
