// The bytes of a request -> what Render() takes.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/options.h"

namespace agentrender {

struct Request {
  std::vector<Source> sources;
  Options options;
  size_t memory_bytes = SizeLimits{}.memory_bytes;
  int64_t milliseconds = 0;     // 0: no limit
  std::string_view effects_on;  // NAMESPACE/NAME of an Agent, or nothing
};

// The name of the file in problems of a request.
inline constexpr std::string_view kRequestName = "request";

// Reads a request (agentrender.h). Views of the result live as long as `text` and `arena`. What is wrong with it is
// added to `problems`; then the request must not be used.
Request ReadRequest(std::string_view text, Arena& arena, Problems& problems);

}  // namespace agentrender
