// What a JSON Schema can say of a place beyond its type: field_rules.def.
#pragma once

#include <string_view>

#include "core/base/arena.h"
#include "core/model/value.h"

namespace agentrender {

// The rules of a place (see field_rules.def) as a list of JSON Schemas, all of which
// hold; empty for most places.
Value FieldRules(std::string_view place, Arena& arena);

// What is expected of a text: nullptr when it is that (see formats/names.h).
using TextForm = const char* (*)(std::string_view);

// Adds to a schema what makes a text fit `form`, or be empty. Nothing when the form has no row.
void AddTextForm(Value& schema, TextForm form, Arena& arena);

}  // namespace agentrender
