#include "core/read.h"

#include <string>

#include "core/read/chunks.h"
#include "core/read/json.h"
#include "core/read/yaml.h"

namespace agentrender {

namespace {

bool MayBeJson(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

bool ReadChunk(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents,
               Problems& problems) {
  if (MayBeJson(chunk.text)) {
    const JsonRead result = ReadJson(chunk, source, arena, documents, problems);
    if (result != JsonRead::kNotJson) return result == JsonRead::kDone;
  }
  return ReadYaml(chunk, source, arena, documents, problems);
}

}  // namespace

bool Read(const Source& source, uint16_t index, Arena& arena, std::vector<Document>& documents, Problems& problems) {
  if (source.text.size() > limits::kSourceBytes) {
    problems.Error(Code::kTooMuch, {1, 1, index, 0},
                   "the input is larger than " + std::to_string(limits::kSourceBytes >> 20) + " MiB");
    return false;
  }
  Chunks chunks(source.text);
  Chunk chunk;
  while (chunks.Next(chunk)) {
    if (!ReadChunk(chunk, index, arena, documents, problems)) return false;
  }
  return true;
}

}  // namespace agentrender
