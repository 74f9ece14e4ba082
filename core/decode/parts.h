// Decoding of the parts that several kinds share.
#pragma once

#include "core/model/agent.h"
#include "core/model/checked.h"

namespace agentrender {

Proxy TakeProxy(const Checked& value);

// A list whose items `take` reads one by one.
template <class T, class Take>
SourcedList<T> TakeList(const Checked& value, Arena& arena, Take take) {
  SourcedList<T> list;
  list.present = value.IsList();
  list.origin = value.origin();
  for (const Value& item : value) list.items.Push(arena, take(Checked(item)));
  return list;
}

}  // namespace agentrender
