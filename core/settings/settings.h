// The settings of the functionConfig: the fields of AgentRenderSpec in the table (core/fields/kubeopencode.def).
#pragma once

#include "core/fields/conform.h"
#include "core/options.h"

namespace agentrender {

// Reads the settings from the `spec` of an AgentRender, as returned by Conform(); absent ones leave `options`
// unchanged.
void ReadSettings(const Value& spec, Decoding& decoding, Options& options);

}  // namespace agentrender
