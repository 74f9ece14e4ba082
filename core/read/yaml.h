// The YAML reader: libyaml's events -> Values.
#pragma once

#include <vector>

#include "core/model/document.h"
#include "core/read/chunks.h"

namespace agentrender {

// Appends the document of a chunk. False, with an error added, if it is not YAML, or not accepted
// (R1d).
bool ReadYaml(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents, Problems& problems);

}  // namespace agentrender
