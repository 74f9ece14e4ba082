// YAML and JSON text -> documents of Values with line and column.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"

namespace agentrender {

// Which of the sources are within the limits, which apply to all of them together; adds an error for each that is not.
// False if there are too many to look at any.
bool FindTakeable(const std::vector<Source>& sources, const SizeLimits& sizes, std::vector<bool>& takeable,
                  Problems& problems);

// Appends the documents of `source`, which is number `index` of the sources, to `documents`. Empty
// and null documents are skipped (R1a). Anchors, aliases and merge keys are resolved (R1d). For
// text that cannot be read, adds an error and returns false; the documents before it have been
// appended. Aliases that expand to too much are an error of that document alone, which is appended
// as refused.
bool Read(const Source& source, uint16_t index, Arena& arena, std::vector<Document>& documents, Problems& problems,
          const SizeLimits& sizes = {});

}  // namespace agentrender
