// Takes sources, gives their documents: JSON if a text is that, else YAML.
#include "core/read/read.h"

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

bool RefuseSize(uint16_t source, const SizeLimits& sizes, Problems& problems) {
  problems
      .Error(Code::kTooMuch, {1, 1, source, 0},
             "the input is larger than " + std::to_string(sizes.source_bytes >> 20) + " MiB")
      .Hint("render parts of it one by one");
  return false;
}

// What all documents so far are at most.
bool IsWithinLimits(const Chunk& chunk, uint16_t source, const Arena& arena, const std::vector<Document>& documents,
                    const SizeLimits& sizes, Problems& problems) {
  const auto refuse = [&](const std::string& most) {
    problems.Error(Code::kTooMuch, {chunk.first_line, 1, source, 0}, "the input has more than " + most)
        .Hint("render parts of it one by one");
    return false;
  };
  if (documents.size() > sizes.documents) return refuse(std::to_string(sizes.documents) + " documents");
  if (arena.reserved() > sizes.read_bytes) {
    return refuse(std::to_string(sizes.read_bytes >> 20) + " MiB of keys and values, up to this document");
  }
  return true;
}

}  // namespace

bool CheckSize(const std::vector<Source>& sources, const SizeLimits& sizes, Problems& problems) {
  if (sources.size() > limits::kSources) {
    problems.Error(Code::kTooMuch, {}, "the input has more than " + std::to_string(limits::kSources) + " files");
    return false;
  }
  size_t bytes = 0;
  for (size_t i = 0; i < sources.size(); ++i) {
    bytes += sources[i].text.size();
    if (bytes <= sizes.source_bytes) continue;
    return RefuseSize(static_cast<uint16_t>(i), sizes, problems);
  }
  return true;
}

bool Read(const Source& source, uint16_t index, Arena& arena, std::vector<Document>& documents, Problems& problems,
          const SizeLimits& sizes) {
  if (source.text.size() > sizes.source_bytes) return RefuseSize(index, sizes, problems);
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  std::string_view text = source.text;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Chunks chunks(text);
  Chunk chunk;
  while (chunks.Next(chunk)) {
    if (!ReadChunk(chunk, index, arena, documents, problems) ||
        !IsWithinLimits(chunk, index, arena, documents, sizes, problems))
      return false;
  }
  return true;
}

}  // namespace agentrender
