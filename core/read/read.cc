// Takes a source, gives its documents: each text is read as JSON if it is JSON, otherwise as YAML. The limits on files
// and documents are checked here, those within a document in builder.cc.
#include "core/read/read.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"
#include "core/model/size_limits.h"
#include "core/read/chunks.h"
#include "core/read/json.h"
#include "core/read/yaml.h"

namespace agentrender {

namespace {

bool MayBeJson(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

// The number of YAML directives at the beginning.
size_t CountDirectives(std::string_view text) {
  size_t count = 0;
  while (!text.empty() && (text.front() == '%' || text.front() == '#' || text.front() == '\n')) {
    if (text.front() == '%') ++count;
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return count;
}

// CR CR LF is what a line end becomes that was converted twice. YAML readers disagree on whether that is one line break
// or two, and therefore on the texts that contain it.
bool RefuseTwiceConverted(const Chunk& chunk, uint16_t source, Problems& problems) {
  const size_t at = chunk.text.find("\r\r\n");
  if (at == std::string_view::npos) return false;
  const std::string_view before = chunk.text.substr(0, at);
  const auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + chunk.first_line;
  const size_t begin = before.rfind('\n') + 1;  // 0 when there is none
  const std::string_view shown = before.substr(begin);
  const auto column =
      static_cast<uint32_t>(std::count_if(shown.begin(), shown.end(), [](char c) { return !ContinuesCharacter(c); }));
  problems
      .Error(Code::kNotYaml, {line, column + 1, source, 0},
             "the line ends with CR CR LF, which YAML readers take differently")
      .Hint("end lines with LF or CR LF; their ends were converted twice");
  return true;
}

bool ReadChunk(const Chunk& chunk, uint16_t source, Arena& arena, std::vector<Document>& documents,
               Problems& problems) {
  if (MayBeJson(chunk.text)) {
    const JsonRead result = ReadJson(chunk, source, arena, documents, problems);
    if (result != JsonRead::kNotJson) return result == JsonRead::kDone;
  }
  if (CountDirectives(chunk.text) > limits::kDirectives) {
    problems.Error(Code::kTooMuch, {chunk.first_line, 1, source, 0},
                   "the document has more than " + std::to_string(limits::kDirectives) + " directives");
    return false;
  }
  return !RefuseTwiceConverted(chunk, source, problems) && ReadYaml(chunk, source, arena, documents, problems);
}

bool RefuseSize(uint16_t source, const SizeLimits& sizes, Problems& problems) {
  problems
      .Error(Code::kTooMuch, {1, 1, source, 0},
             "the input is larger than " + std::to_string(sizes.source_bytes >> 20) + " MiB")
      .Hint("render parts of it one by one");
  return false;
}

// Whether the documents so far are few enough.
bool IsWithinLimits(const Chunk& chunk, uint16_t source, const std::vector<Document>& documents,
                    const SizeLimits& sizes, Problems& problems) {
  if (documents.size() <= sizes.documents) return true;
  problems
      .Error(Code::kTooMuch, {chunk.first_line, 1, source, 0},
             "the input has more than " + std::to_string(sizes.documents) + " documents")
      .Hint("render parts of it one by one");
  return false;
}

}  // namespace

bool FindTakeable(const std::vector<Source>& sources, const SizeLimits& sizes, std::vector<bool>& takeable,
                  Problems& problems) {
  if (sources.size() > limits::kSources) {
    problems.Error(Code::kTooMuch, {}, "the input has more than " + std::to_string(limits::kSources) + " files");
    return false;
  }
  size_t left = sizes.source_bytes;
  for (size_t i = 0; i < sources.size(); ++i) {
    const bool fits = !sources[i].too_much && sources[i].text.size() <= left;
    takeable.push_back(fits);
    if (fits) left -= sources[i].text.size();
    if (!fits) RefuseSize(static_cast<uint16_t>(i), sizes, problems);
  }
  return true;
}

bool Read(const Source& source, uint16_t index, Arena& arena, std::vector<Document>& documents, Problems& problems,
          const SizeLimits& sizes) {
  if (source.too_much || source.text.size() > sizes.source_bytes) return RefuseSize(index, sizes, problems);
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  std::string_view text = source.text;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Chunks chunks(text);
  Chunk chunk;
  while (chunks.Next(chunk)) {
    const size_t known = documents.size();
    const bool good = ReadChunk(chunk, index, arena, documents, problems);
    if (documents.size() > known) documents[known].comment = chunk.comment;
    if (!good || !IsWithinLimits(chunk, index, documents, sizes, problems)) return false;
  }
  return true;
}

}  // namespace agentrender
