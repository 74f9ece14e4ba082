// The strict reader: input -> Values of which the tables hold. What does not fit is an error at its place.
#pragma once

#include "core/base/arena.h"
#include "core/fields/table.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

namespace limits {
// The entries of a list or map that is read one by one; more are an error (Code::kTooMuch).
inline constexpr uint32_t kEntries = 500;
}  // namespace limits

// What all reading of one input shares.
struct Decoding {
  Arena& arena;
  Problems& problems;
  bool strict = true;          // unknown fields are errors, not warnings (D13)
  Controller controller = {};  // what it does not know is an error (R71)
};

// `in` as a value of `type`: unknown fields, wrong types, missing fields, values outside of an enum or an integer's
// range and bad quantities are reported. Null counts as absent. Absent when `in` is, or is of a wrong kind.
//
// Of core/v1 (R65) comes out what Go's encoding/json makes of the same input: keys sorted, fields that are empty, 0 or
// false left out unless a pointer holds them, structs written though empty, numbers in decimal, quantities canonical
// and quoted; with the CRD's defaults and prunings (R66, R67). Every node keeps the place it had; one that was not
// written has its object's. What is wrong is left out. CheckLate() says what the API server asks of it beyond that.
//
// Our own kinds stay as they were written, but for what they hold of core/v1 and maps of strings, which are sorted;
// their rules have been checked. What is wrong stays where it is: with errors nothing is rendered.
Value Conform(TypeId type, const Value& in, Decoding& decoding);

// The same for a list of `type`. A null item is an error.
Value ConformList(TypeId type, const Value& in, Decoding& decoding);

}  // namespace agentrender
