// What Agents become, and what holds for them: for hovers, lenses, hints and rendered documents.
#pragma once

#include <string>
#include <vector>

#include "core/explain/effective.h"
#include "lsp/session.h"

namespace agentrender::lsp {

// Whether a client's text is the address of a rendered document.
bool IsAddressOfRendered(const Json& uri);

std::vector<EffectiveField> EffectiveOf(const Session& session, Slot slot, const Origin& agent);

// Whether a place is in a resource.
bool StandsIn(const Value& value, const Origin& place);
// Whether the place is in a KubeOpenCodeConfig.
bool IsOfCluster(const Session& session, const Origin& place);

}  // namespace agentrender::lsp
