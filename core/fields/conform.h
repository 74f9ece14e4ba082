// The strict reader: input -> Values that conform to the tables. Whatever does not fit is an error at its place.
#pragma once

#include "core/base/arena.h"
#include "core/fields/table.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// What all decoding of one input shares.
struct Decoding {
  Arena& arena;
  Problems& problems;
  bool strict = true;          // unknown fields are errors, not warnings (D13)
  Controller controller = {};  // what it does not know is an error (R71)
};

// `in` as a value of `type`. Reports unknown fields, wrong types, missing fields, values outside an enum or an
// integer's range, and bad quantities. Null counts as absent. Absent if `in` is absent or of the wrong kind.
//
// For core/v1 (R65) the result is what Go's encoding/json makes of the same input: keys sorted, fields that are empty,
// 0 or false left out unless a pointer holds them, structs written even if empty, numbers in decimal, quantities
// canonical and quoted; with the CRD's defaults and prunings (R66, R67). Every node keeps its place; one that was not
// written has its object's. Invalid parts are left out. CheckLate() checks the rest.
//
// Our own kinds stay as written, except for their parts of core/v1 and for maps of strings, which are sorted; their
// rules are checked. Invalid parts stay where they are: with errors, nothing is rendered.
Value Conform(TypeId type, const Value& in, Decoding& decoding);

// The same for a list of `type`; of more than limits::kEntries items only if it may have `many`. A null item is an
// error.
Value ConformList(TypeId type, const Value& in, Decoding& decoding, bool many = false);

}  // namespace agentrender
