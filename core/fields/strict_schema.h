// A JSON Schema -> the same for readers that take each keyword for a slip whose type is not said beside it (ajv's
// strict mode): types stand with their keywords, and none is a choice of two but for null.
#pragma once

#include "core/base/arena.h"
#include "core/model/value.h"

namespace agentrender {

// `schema` is one that describe.h makes: what a keyword without a type is about is of that type, or null.
Value StrictSchema(const Value& schema, Arena& arena);

}  // namespace agentrender
