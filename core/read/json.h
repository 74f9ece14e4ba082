// The JSON reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/document.h"
#include "core/read/chunks.h"

namespace agentrender {

enum class JsonRead : uint8_t { kNotJson, kDone, kRefused };

// Appends the JSON documents of a chunk, which may follow each other. kNotJson: it is something else (perhaps
// YAML in flow style), and nothing was appended. kRefused: it is JSON, but not accepted; an error has been
// added.
JsonRead ReadJson(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents,
                  Problems& problems);

// Reads `text`, the content of a string at `where`, as one JSON value, the way Go's encoding/json fills an `any`: of
// equal keys the last counts, and a number must fit a double. Every node has `where` as its place. Returns what is
// wrong with the text, with its line and column there, or nothing if `value` was set.
std::string ReadJsonText(std::string_view text, const Origin& where, Arena& arena, Value& value);

}  // namespace agentrender
