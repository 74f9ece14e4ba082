// What the fuzz targets hold about any input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/base/text.h"
#include "core/formats/shown.h"
#include "core/read/read.h"
#include "core/render.h"
#include "core/write/emit.h"

namespace agentrender::fuzz {

// Ends the run with a message that libFuzzer shows above the input.
inline void Hold(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

inline std::string_view TextOf(const uint8_t* data, size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// Bits that depend on the input alone, so that seeds need no prefix.
inline uint32_t BitsOf(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

// The documents of a text that must be readable.
inline std::vector<Document> ReadAgain(std::string_view text, Arena& arena, const char* what) {
  std::vector<Document> documents;
  Problems problems;
  const bool good = Read({"again", text}, 0, arena, documents, problems);
  if (!good)
    std::fprintf(stderr, "%s\n%.*s\n", problems.list()[0].message.c_str(), static_cast<int>(text.size()), text.data());
  Hold(good, what);
  return documents;
}

inline bool HasTooMuch(const Rendering& rendering) {
  for (const Problem& problem : rendering.problems.list()) {
    if (problem.code == Code::kTooMuch) return true;
  }
  return rendering.problems.left_out() != 0;
}

// Renders twice, with the same result; what was printed can be read.
inline void CheckRendering(std::string_view text, const Options& options) {
  const std::vector<Source> sources = {{"input.yaml", text}};
  const Rendering once = Render(sources, options);
  const Rendering again = Render(sources, options);
  Hold(once.output.view() == again.output.view(), "two renderings of one input give the same bytes");
  Hold(once.problems.list().size() == again.problems.list().size(), "and the same findings");
  for (const Problem& problem : once.problems.list()) {
    Hold(!problem.message.empty(), "every finding says something");
    Hold(Shown(problem.message + problem.hint) == problem.message + problem.hint,
         "findings have no control characters");
  }
  if (once.HasErrors() && !options.keep_going && options.format != Format::kResourceList) {
    Hold(once.output.size() == 0, "nothing is printed when there are errors");
  }
  Arena arena;
  // A ResourceList hands on what has too many aliases.
  const bool whole = !HasTooMuch(once);
  if (once.output.size() != 0 && whole) ReadAgain(once.output.view(), arena, "what is printed can be read");
}

}  // namespace agentrender::fuzz
