// The part of Conform() that is about values without fields: scalars, enums, and what is not looked into.
#pragma once

#include "core/fields/conform.h"

namespace agentrender {

// `in`, which is there, as a value of `type`; absent when it is none.
Value ConformScalar(TypeId type, const Value& in, Decoding& decoding);

}  // namespace agentrender
