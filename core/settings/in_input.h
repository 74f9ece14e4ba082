// The settings that stand in the input itself.
//
// An AgentRender among the resources, or in a list of them, holds for all of the input, in every packaging, so that a
// laptop, a pull request and the cluster render alike. What the caller asks for wins, setting by setting. Of a
// ResourceList its functionConfig counts and no item, and an AgentRender with a function annotation is such a
// functionConfig, meant for kustomize alone.
#pragma once

#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

// Whether there are such settings.
bool HasSettings(const std::vector<Document>& documents, const Options& asked, Arena& arena);

// `asked` with what the input sets below it. After an error in the settings nothing can be rendered.
Options WithSettings(const std::vector<Document>& documents, const Options& asked, Arena& arena, Problems& problems);

}  // namespace agentrender
