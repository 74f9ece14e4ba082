// The YAML reader: libyaml's events -> Values.
#pragma once

#include <vector>

#include "core/model/document.h"
#include "core/read/chunks.h"

namespace agentrender {

// Appends the document of a chunk. False when it is no YAML, or none that is
// taken (R1d); an error has been added then.
bool ReadYaml(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents, Problems& problems);

}  // namespace agentrender
