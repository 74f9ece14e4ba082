// Takes resources, finds them by name: with a binary search, since a fleet has thousands, and also by the names that
// they had before kustomize changed them.
#include "core/model/input.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/order.h"

namespace agentrender {

void ResourceIndex::Add(const Resource& resource, std::string_view ns, std::string_view name) {
  entries_.push_back({ns, name, &resource});
}

void ResourceIndex::Sort() {
  if (entries_.size() < 2) return;
  Arrange(entries_, OrderBy(entries_.size(), [&](uint32_t a, uint32_t b) {
            return std::tie(entries_[a].ns, entries_[a].name) < std::tie(entries_[b].ns, entries_[b].name);
          }));
}

PlainList<const Resource*> ResourceIndex::Find(std::string_view ns, std::string_view name, size_t most) const {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), std::tie(ns, name),
                             [](const Entry& e, const auto& key) { return std::tie(e.ns, e.name) < key; });
  PlainList<const Resource*> found;
  for (; at != entries_.end() && at->ns == ns && at->name == name && found.size() < most; ++at)
    found.push_back(at->resource);
  return found;
}

// kustomize adds one for each layer that changes the name; a resource with more of them was not written by it.
constexpr size_t kMostPrevious = 100;

std::vector<std::string_view> PreviousNames(const Resource& resource) {
  const Value annotations = resource.object.Get("metadata").Get("annotations");
  std::string_view names = annotations.TextOf("internal.config.kubernetes.io/previousNames");
  std::vector<std::string_view> previous;
  for (size_t i = 0; i < kMostPrevious && !names.empty(); ++i) {
    const size_t end = std::min(names.find(','), names.size());
    if (names.substr(0, end) != resource.ref.name) previous.push_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return previous;
}

namespace {

// What kustomize records about the prefixes and suffixes that it gave a resource.
bool RenamedAlike(const Resource& a, const Resource& b) {
  const Value of_a = a.object.Get("metadata").Get("annotations");
  const Value of_b = b.object.Get("metadata").Get("annotations");
  constexpr size_t kMost = 1000;
  for (const char* note : {"internal.config.kubernetes.io/prefixes", "internal.config.kubernetes.io/suffixes"}) {
    if (of_a.TextOf(note).substr(0, kMost) != of_b.TextOf(note).substr(0, kMost)) return false;
  }
  return true;
}

}  // namespace

PlainList<const Resource*> Input::Find(const Named& named, const Resource& from, std::string_view name) const {
  const std::string_view ns = NamespaceOf(from.ref);
  // Two are enough to see that a name is ambiguous.
  PlainList<const Resource*> found = named.now.Find(ns, name, 2);
  if (!found.empty()) return found;
  constexpr size_t kEnough = 20;
  found = named.before.Find(ns, name, kEnough);
  PlainList<const Resource*> alike;
  for (const Resource* resource : found) {
    if (RenamedAlike(*resource, from)) alike.push_back(resource);
  }
  return alike.empty() ? std::move(found) : std::move(alike);
}

}  // namespace agentrender
