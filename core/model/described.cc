#include "core/model/described.h"

#include <algorithm>

namespace agentrender {

Described* Described::Field(std::string_view name) {
  for (const auto& [known, field] : fields) {
    if (known == name) return field.get();
  }
  fields.emplace_back(name, std::make_unique<Described>());
  return fields.back().second.get();
}

Described* Described::Items() {
  if (!items) items = std::make_unique<Described>();
  return items.get();
}

Described* Described::Entries() {
  if (!entries) entries = std::make_unique<Described>();
  return entries.get();
}

void Described::Takes(Kind kind) {
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
}

}  // namespace agentrender
