// The settings in the input itself.
//
// An AgentRender among the resources, or in a list of them, applies to the whole input in every package, so that a
// laptop, a pull request and the cluster render alike. The caller's settings win, one by one. In a ResourceList only
// the functionConfig counts, not the items; an AgentRender with a function annotation is such a functionConfig, meant
// only for kustomize.
#pragma once

#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

// Whether there are such settings.
bool HasSettings(const std::vector<Document>& documents, const Options& asked, Arena& arena);

// `asked`, completed with the input's settings. After an error in the settings nothing can be rendered.
Options WithSettings(const std::vector<Document>& documents, const Options& asked, Arena& arena, Problems& problems);

}  // namespace agentrender
