// What each field of the input does: which lines of the output would be others without it.
//
// Origins (origin.h) name one place for a value, the one that it is copied from or that its rule looked at last. Here
// the question is answered by trying: each field is left out once, the Agent is rendered again, and what differs is
// what the field does. So nothing is forgotten, and no feature keeps books.
#pragma once

#include <memory>
#include <vector>

#include "core/explain/explain.h"
#include "core/model/origin.h"
#include "core/options.h"
#include "core/render.h"

namespace agentrender {

// Finds the effects on Agents of `rendering`, made with Options::keep_objects and Format::kYaml from these sources and
// options. A field without which the Agent has errors is tried with another value instead. All Agents together may take
// as many steps as the budget has (Budget::Work()); those that are asked for when none are left are not whole.
std::unique_ptr<EffectFinder> FindEffects(const Rendering& rendering, const std::vector<Source>& sources,
                                          const Options& options);

}  // namespace agentrender
