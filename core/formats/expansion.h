// References to variables in the value of one, as Kubernetes expands them in a container.
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

// Puts `literal` in the place of references to `name`. False when that would come out as something else than what
// Kubernetes makes of the two, for it looks a value up and expands what it has found no more; and, whatever stands
// beside it, for a literal that holds `$(` or ends in `$` (D9).
bool PutInPlace(std::string_view value, std::string_view name, std::string_view literal, std::string& made);

}  // namespace agentrender
