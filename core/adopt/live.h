// Live objects, as kubectl prints them, compared with their rendered counterparts.
#pragma once

#include "core/model/value.h"

namespace agentrender {

// The part of a live object to compare with `rendered`: without status; of the fields that are not rendered, only those
// in `owned` (a fieldsV1), because a server-side apply removes those. Diff() knows which of them the API server filled
// in (explain/server_fields.def).
Value ComparableOf(const Value& live, const Value& rendered, const Value& owned, Arena& arena);

}  // namespace agentrender
