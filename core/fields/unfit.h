// Findings about input that does not fit the tables, with the fix where one can be named.
#pragma once

#include <string_view>

#include "core/fields/conform.h"

namespace agentrender {

// Another kind of value was expected: "a string".
Problem& ReportKind(const Value& value, std::string_view expected, Decoding& decoding);
// Whether a value is there and of this kind; reports another kind.
bool IsA(Kind kind, const Value& value, Decoding& decoding);
// Reports a list or map with more than limits::kEntries.
bool HasFewEntries(const Value& value, Decoding& decoding);
// `key` is no field of the object, which is of `type`; or a later version of the controller knows it.
void ReportUnknownField(TypeId type, const Value& key, const Value& object, Decoding& decoding);
void ReportLaterField(const Field& field, const Value& key, const Value& object, Decoding& decoding);

}  // namespace agentrender
