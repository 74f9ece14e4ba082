// A source read for a test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json_text.h"
#include "core/read/read.h"

namespace agentrender {

// "AR0301 2:3" of each problem: what and where.
inline std::vector<std::string> CodesAndPlaces(const Problems& problems) {
  std::vector<std::string> found;
  for (const Problem& p : problems.list()) {
    found.push_back(CodeText(p.code) + " " + std::to_string(p.where.line) + ":" + std::to_string(p.where.column));
  }
  return found;
}

// Not named like what the core has: the linker takes one of two for both.
class SourceReading {
 public:
  explicit SourceReading(std::string text) : text_(std::move(text)) {
    good = Read({"test", text_, true}, 0, arena, documents, problems);
  }

  // Each document as JSON, keys as they stand; text in front of it is where the document's bytes begin.
  std::vector<std::string> Json() {
    std::vector<std::string> found;
    JsonOptions options;
    options.sort_keys = false;
    for (const Document& document : documents) found.emplace_back(JsonText(arena, document.root, options));
    return found;
  }

  std::vector<std::string> Texts() const {
    std::vector<std::string> found;
    for (const Document& document : documents) found.emplace_back(document.text);
    return found;
  }

  std::vector<std::string> Found() const { return CodesAndPlaces(problems); }

  bool good = false;
  Arena arena;
  Problems problems;
  std::vector<Document> documents;

 private:
  std::string text_;
};

}  // namespace agentrender
