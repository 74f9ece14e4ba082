// Rules of the tables as JSON Schema. Patterns have no lookaheads, for RE2.
#pragma once

#include "core/base/arena.h"
#include "core/fields/rule.h"
#include "core/model/value.h"

namespace agentrender {

// Whether a rule concerns only the value of a field, regardless of other fields: then Constrain() expresses all of it.
bool IsAboutValue(const RuleRow& row);
// Adds what such a rule requires of one value (an item, an entry), or of the list or map as a whole, to its schema.
void ConstrainValue(Value& schema, const Rule& rule, const Field& field, Arena& arena);
void ConstrainWhole(Value& schema, const Rule& rule, const Field& field, Arena& arena);

// What any other rule requires of the object that has it; absent if JSON Schema cannot express it.
Value DescribeRule(const RuleRow& row, Arena& arena);

}  // namespace agentrender
