// The renderer: sources and options in, objects and problems out. A pure function:
// the same input gives the same bytes on every platform.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/output.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/rendered_object.h"
#include "core/options.h"
#include "core/read/reading.h"

namespace agentrender {

struct Rendering {
  Rendering() = default;
  Rendering(Rendering&& other) noexcept { *this = std::move(other); }
  Rendering& operator=(Rendering&& other) noexcept;

  // The budget of the run's memory: Options::budget, or `own_budget`. If it is spent, the output is empty and an error
  // says so.
  Budget* budget = nullptr;
  std::unique_ptr<Budget> own_budget;
  // The objects in Options::format. Empty if there are errors, unless `keep_going` is set or a ResourceList is
  // written.
  Output output;
  // The findings, in the order of the pipeline; texts live as long as this and the sources.
  Problems problems;
  // With Options::keep_objects, the objects of Agents in `output`, in its order; the nodes live as long as this and the
  // sources.
  std::vector<RenderedObject> objects;
  Controller controller;            // whose rendering this is
  size_t resources = 0;             // in the input, of any kind
  std::vector<bool> has_resources;  // by source
  size_t agents = 0;                // Agents among them
  size_t left_alone = 0;            // Agents among them that the selector does not take, and that do not count above
  size_t rendered = 0;              // Agents whose objects were printed

  std::unique_ptr<Arena> arena;

  bool HasErrors() const { return problems.errors() != 0; }
};

// Renders all Agents of `sources`, which together are one input (spec). The texts
// of the sources must outlive the result.
Rendering Render(const std::vector<Source>& sources, const Options& options);
// The same when the sources have been read.
Rendering Render(const std::vector<Source>& sources, Reading reading, const Options& options);

}  // namespace agentrender
