// Which quote is never closed, in a text that libyaml cannot parse.
#pragma once

#include <optional>

#include "core/read/yaml_fault.h"

namespace agentrender {

// The first quoted text that lets the parse go on once it is closed in its own line; nothing when
// there is none.
std::optional<LastScalar> UnclosedQuote(const FailedParse& failed);

}  // namespace agentrender
