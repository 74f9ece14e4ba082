// The nodes at a path such as "containers[].env[].name" or "data.*".
#pragma once

#include <algorithm>
#include <string_view>

#include "core/model/value.h"

namespace agentrender {

// Calls `fn` with each node at `path` below `value`, and its parent. `[]` after a step stands for each item of a list,
// `*` as a step for each member of a map. Null nodes are skipped.
template <class Fn>
void ForEachAt(const Value& value, std::string_view path, const Fn& fn) {
  const size_t end = std::min(path.find('.'), path.size());
  std::string_view step = path.substr(0, end);
  const std::string_view rest = path.substr(std::min(end + 1, path.size()));
  if (step == "*") {
    for (const Member& m : value.members()) ForEachAt(m.value, rest, fn);
    return;
  }
  const bool each = step.ends_with("[]");
  if (each) step.remove_suffix(2);
  const Value* next = value.IsMap() ? value.Find(step) : nullptr;
  if (next == nullptr || next->IsNull()) return;
  if (!each) return rest.empty() ? fn(*next, value) : ForEachAt(*next, rest, fn);
  for (const Value& item : *next) {
    if (rest.empty()) {
      fn(item, *next);
    } else {
      ForEachAt(item, rest, fn);
    }
  }
}

}  // namespace agentrender
