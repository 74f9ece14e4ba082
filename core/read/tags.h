// YAML tags: those of the core schema say what a node is, others are refused (R1d).
#pragma once

#include <string_view>

#include "core/read/builder.h"

namespace agentrender {

// Determines the kind of a scalar with `tag`. False, with an error, if the text does not fit or the tag is not allowed.
bool KindByTag(std::string_view tag, std::string_view text, const Origin& where, Builder& builder, Kind& kind);

// Whether a list (`core` is "seq") or object ("map") may have `tag` (empty: none); otherwise adds an error.
bool CheckCollectionTag(std::string_view tag, std::string_view core, const Origin& where, Builder& builder);

}  // namespace agentrender
