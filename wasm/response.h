// A rendering -> the bytes of its response.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/output.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/render.h"

namespace agentrender {

struct Request;

// The response (agentrender.h) to a request that was rendered.
Output WriteResponse(const Rendering& rendering, const Request& request);

// The response to a request that could not be read.
Output WriteRefusal(const Problems& problems);

// The response to a request whose time has passed.
Output WriteStopped(int64_t milliseconds);

}  // namespace agentrender
