// The JSON reader.
#pragma once

#include <vector>

#include "core/model/document.h"
#include "core/read/chunks.h"

namespace agentrender {

enum class JsonRead : uint8_t { kNotJson, kDone, kRefused };

// Appends the JSON documents of a chunk, which may follow each other. kNotJson:
// it is something else (perhaps YAML in flow style), and nothing was appended.
// kRefused: it is JSON, but none that is taken; an error has been added.
JsonRead ReadJson(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents,
                  Problems& problems);

}  // namespace agentrender
