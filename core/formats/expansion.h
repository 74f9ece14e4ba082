// References to other variables in a variable's value, as Kubernetes expands them in a container.
#pragma once

#include <string>
#include <string_view>

#include "core/base/list.h"

namespace agentrender {

// A part of a value: the name in a reference $(NAME), or text as it comes out ($$ is one dollar).
struct ExpansionPart {
  bool reference;
  std::string_view text;  // within the value
};
PlainList<ExpansionPart> PartsOf(std::string_view value);

bool RefersTo(std::string_view value, std::string_view name);

// Replaces references to `name` with `literal`. False if the result would differ from what Kubernetes makes of the two,
// because it does not expand a value that it has looked up once more; and, whatever is next to it, for a literal that
// contains `$(` or ends in `$` (D9).
bool PutInPlace(std::string_view value, std::string_view name, std::string_view literal, std::string& made);

}  // namespace agentrender
