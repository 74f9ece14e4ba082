// What readers are told about types and fields. Beside table.h, so that modules which print no texts do without.
#pragma once

#include <string>
#include <string_view>

#include "core/fields/table.h"

namespace agentrender {

// "AgentSpec", "String".
std::string_view NameOf(TypeId type);
// What the field is for; empty for fields of core/v1, which Kubernetes documents.
std::string_view TextOf(const Field& field);
// TextOf() with its default and the version of the controller that knows it first.
std::string FullTextOf(const Field& field);
// What a rule asks for, as a sentence without its end: "one of In, NotIn".
std::string SentenceOf(const struct Rule& rule);

}  // namespace agentrender
