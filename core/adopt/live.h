// Live objects, as kubectl prints them, seen beside what is rendered for them.
#pragma once

#include "core/model/value.h"

namespace agentrender {

// What of a live object is to be compared with `rendered`: without status, and of what is not rendered only the fields
// in `owned` (a fieldsV1), for a server-side apply takes those out. Which of these the API server has filled in, Diff()
// knows (explain/server_fields.def).
Value ComparableOf(const Value& live, const Value& rendered, const Value& owned, Arena& arena);

}  // namespace agentrender
