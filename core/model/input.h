// All resources of an input, and how they are looked up.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "core/model/document.h"

namespace agentrender {

// Finds resources by namespace and name.
class ResourceIndex {
 public:
  void Add(const Resource& resource, std::string_view ns);
  // All resources of that namespace and name, in input order.
  std::vector<const Resource*> Find(std::string_view ns, std::string_view name) const;
  // Call after the last Add().
  void Sort();

 private:
  struct Entry {
    std::string_view ns;
    std::string_view name;
    const Resource* resource;
    size_t order;
  };
  std::vector<Entry> entries_;
};

// All resources of an input, in input order, and indexes of those that are looked up.
struct Input {
  std::deque<Resource> resources;  // addresses stay
  ResourceIndex templates;
  ResourceIndex config_maps;
  ResourceIndex others;  // objects that a rendered one could collide with (D25)
  std::string_view default_namespace;

  // The namespace in which a resource counts as being.
  std::string_view NamespaceOf(const ObjectRef& ref) const { return ref.ns.empty() ? default_namespace : ref.ns; }
};

}  // namespace agentrender
