// One Agent of the input -> the objects that it becomes.
#pragma once

#include <vector>

#include "core/decode/decode.h"
#include "core/model/input.h"
#include "core/model/shared.h"
#include "core/options.h"
#include "core/resolve/resolve.h"

namespace agentrender {

// What all Agents of an input are rendered with. The stages read the input and the options; `shared` and `overriding`
// also record which templates and images were used.
struct Surroundings {
  const Options& options;
  const Input& input;
  Decoding& decoding;  // the arena, and the list of findings
  Shared& shared;
  Overriding& overriding;
};

// Runs the stages from decode to check. Returns nothing after an error, or when the arena is full: the caller looks at
// both.
std::vector<Value> RenderAgent(const Resource& resource, const Surroundings& in);

}  // namespace agentrender
