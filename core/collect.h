// Documents -> resources, sorted by what they are to the renderer (R1).
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/options.h"

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

// Sorts out what the documents hold (R1, R1a, R1b), and reports resources of ours
// that are there twice (R1c); what is in error is marked `refused`.
Input Collect(const std::vector<Document>& documents, const std::vector<Source>& sources, const Options& options,
              Problems& problems);

}  // namespace agentrender
