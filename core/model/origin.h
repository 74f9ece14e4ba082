// Where a node comes from.
#pragma once

#include <cstdint>

namespace agentrender {

// A cause's number: a feature, a default or anything else that makes output (causes.h). 0 is "copied from the input".
using CauseId = uint16_t;

// A place in a source, the cause of a node, or both: both means "made by this cause because of that line". Line and
// column count from 1; line 0 means that no place is known. Columns count characters, not bytes.
struct Origin {
  uint32_t line = 0;
  uint32_t column = 0;
  uint16_t source = 0;  // index into the sources given to Render()
  CauseId cause = 0;

  bool HasPlace() const { return line != 0; }
  // Of one source.
  bool IsBehind(const Origin& other) const { return line != other.line ? line > other.line : column > other.column; }
  bool SameLine(const Origin& other) const { return line == other.line && source == other.source; }
  bool SamePlace(const Origin& other) const {
    return line == other.line && column == other.column && source == other.source;
  }
};

static_assert(sizeof(Origin) == 12);

}  // namespace agentrender
