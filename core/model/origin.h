// Where a node comes from.
#pragma once

#include <cstdint>

namespace agentrender {

// Numbers of the rules that make output; 0 is "no rule". The names that
// `explain` and the docs use for them are in rules.h.
using RuleId = uint16_t;

// A place in a source, the rule that made a node, or both: both means "made by
// this rule because of that line". Line and column count from 1; line 0 means
// that no place is known. Columns count characters, not bytes.
struct Origin {
  uint32_t line = 0;
  uint32_t column = 0;
  uint16_t source = 0;  // index into the sources given to Render()
  RuleId rule = 0;

  bool HasPlace() const { return line != 0; }
  bool SamePlace(const Origin& other) const {
    return line == other.line && column == other.column && source == other.source;
  }
};

static_assert(sizeof(Origin) == 12);

}  // namespace agentrender
