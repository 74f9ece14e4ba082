// The strict reader of what passes through to the Pod: input -> the form in which
// Kubernetes' Go types would have been written.
#pragma once

#include "core/fields/schema.h"
#include "core/model/cursor.h"

namespace agentrender {

// `in` as a value of `type` (R65): unknown fields, wrong types, missing fields,
// values outside of an enum or an integer's range and bad quantities are errors
// at their places, and left out. What comes out is what Go's encoding/json makes
// of the same input: keys sorted, fields that are empty, 0 or false left out unless
// a pointer holds them, structs written though empty, numbers in decimal,
// quantities canonical and quoted; with the CRD's defaults and prunings (R66, R67).
// Every node keeps the place it had; one that was not written has its object's.
// Null counts as absent. Absent when `in` is, or is of a wrong kind.
Value Conform(TypeId type, const Cursor& in);

// The same for a list of `type`. A null item is an error.
Value ConformList(TypeId type, const Cursor& in);

// The same for a map from strings to `type`, sorted by key. A null entry counts as absent.
Value ConformMap(TypeId type, const Cursor& in);

}  // namespace agentrender
