// Rules of the tables as JSON Schema. Patterns are without lookaheads, for RE2.
#pragma once

#include "core/base/arena.h"
#include "core/fields/rule.h"
#include "core/model/value.h"

namespace agentrender {

// Whether a rule is about the value of a field alone, whatever stands beside it: then Constrain() says it all.
bool IsAboutValue(const RuleRow& row);
// Adds what such a rule asks of one value (of an item, of an entry) to its schema, or of the list or map as a whole.
void ConstrainValue(Value& schema, const Rule& rule, const Field& field, Arena& arena);
void ConstrainWhole(Value& schema, const Rule& rule, const Field& field, Arena& arena);

// What any other rule asks of the object that has it; absent when JSON Schema cannot say it.
Value DescribeRule(const RuleRow& row, Arena& arena);

// Small builders.
Value SchemaText(std::string_view text, Arena& arena);
Value SchemaMap(std::string_view key, const Value& value, Arena& arena);
Value SchemaTexts(std::initializer_list<std::string_view> texts, Arena& arena);

}  // namespace agentrender
