// The lines of the items of a list: they can be printed as they stand, with the comments above them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/model/document.h"

namespace agentrender {

// Where an item of a list begins: a line, and where it begins in the document's text.
struct ItemBegin {
  uint32_t line = 0;
  size_t at = 0;
};

// What was counted for one item helps with the next: ask in the order of the text.
class ItemLines {
 public:
  // Item `i` with the comments directly above it; the item before begins at `before`, or, in front of the first, the
  // list does. Zeros when there is no such item.
  ItemBegin Begin(const Value& items, uint32_t i, const ItemBegin& before, const Document& document);
  // The line at which what follows `items` begins; that after the document otherwise.
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
