// Everything in the sources of an input, read once.
#pragma once

#include <memory>
#include <vector>

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/size_limits.h"

namespace agentrender {

// The content of sources, for a caller that looks at it before it is rendered. Views the texts of the
// sources.
struct Reading {
  Budget* budget = nullptr;
  std::unique_ptr<Budget> own_budget;  // unless the caller gave one
  std::unique_ptr<Arena> arena;
  std::vector<Document> documents;
  Problems problems;
  bool good = false;  // everything could be read
};
// With a budget from the caller that has already counted the texts.
Reading ReadSources(const std::vector<Source>& sources, const SizeLimits& sizes = {}, Budget* budget = nullptr);

// Counts the texts of sources in a budget, in addition to what is made from them.
void CountTexts(const std::vector<Source>& sources, Budget& budget);

}  // namespace agentrender
