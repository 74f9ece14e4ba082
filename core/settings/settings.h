// The settings of the functionConfig: the fields of AgentRenderSpec in the table (core/fields/kubeopencode.def).
#pragma once

#include "core/fields/conform.h"
#include "core/options.h"

namespace agentrender {

// Takes the settings out of the `spec` of an AgentRender, as Conform() gave it; absent ones leave `options` as they
// are.
void ReadSettings(const Value& spec, Decoding& decoding, Options& options);

}  // namespace agentrender
