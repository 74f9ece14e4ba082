// YAML tags: those of the core schema say what a node is, others are refused (R1d).
#pragma once

#include <string_view>

#include "core/read/builder.h"

namespace agentrender {

// Finds out what a scalar with `tag` is. False, with an error, when the text does not fit, or the tag is not taken.
bool KindByTag(std::string_view tag, std::string_view text, const Origin& where, Builder& builder, Kind& kind);

// Whether a list (`core` is "seq") or object ("map") may have `tag`, which is empty when there is none; else an error.
bool CheckCollectionTag(std::string_view tag, std::string_view core, const Origin& where, Builder& builder);

}  // namespace agentrender
