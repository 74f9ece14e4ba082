// The part of Conform() for values without fields: scalars, enums, and values that are not looked into.
#pragma once

#include "core/fields/conform.h"

namespace agentrender {

// `in`, which is present, as a value of `type`; absent if it is not one.
Value ConformScalar(TypeId type, const Value& in, Decoding& decoding);

}  // namespace agentrender
