// The edits that the hint of a finding may mean.
#pragma once

#include <string>
#include <vector>

#include "lsp/text.h"
#include "lsp/workspace.h"

namespace agentrender::lsp {

struct Edit {
  std::string title;
  Span span;
  std::string text;
};

// For "did you mean X?", "quote it", "remove the line", "add KEY: VALUE", "write it below KEY". A hint is a sentence
// for people: whether an edit does what it asks for is seen when it is tried. What is JSON stays JSON.
std::vector<Edit> EditsFor(const Finding& finding, const Lines& lines);

}  // namespace agentrender::lsp
