#include "core/model/input.h"

#include <algorithm>
#include <tuple>

namespace agentrender {

void ResourceIndex::Add(const Resource& resource, std::string_view ns) {
  entries_.push_back({ns, resource.ref.name, &resource, entries_.size()});
}

void ResourceIndex::Sort() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.ns, a.name, a.order) < std::tie(b.ns, b.name, b.order);
  });
}

std::vector<const Resource*> ResourceIndex::Find(std::string_view ns, std::string_view name) const {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), std::tie(ns, name),
                             [](const Entry& e, const auto& key) { return std::tie(e.ns, e.name) < key; });
  std::vector<const Resource*> found;
  for (; at != entries_.end() && at->ns == ns && at->name == name; ++at) found.push_back(at->resource);
  return found;
}

}  // namespace agentrender
