// All resources of an input, and how they are looked up.
#pragma once

#include <list>
#include <string_view>
#include <vector>

#include "core/base/list.h"
#include "core/model/agent.h"
#include "core/model/document.h"

namespace agentrender {

// Finds resources by namespace and name.
class ResourceIndex {
 public:
  // For kinds of which a cluster has one per name, such as Namespaces: duplicates are not visited for each Agent.
  static constexpr size_t kFew = 4;

  void Add(const Resource& resource, std::string_view ns, std::string_view name);
  // All resources of that namespace and name, in input order, up to a maximum number.
  PlainList<const Resource*> Find(std::string_view ns, std::string_view name, size_t most = SIZE_MAX) const;
  // Call after the last Add().
  void Sort();
  bool empty() const { return entries_.empty(); }

 private:
  struct Entry {
    std::string_view ns;
    std::string_view name;
    const Resource* resource;
  };
  PlainList<Entry> entries_;
};

// The first of the names that kustomize gave a resource before its current one (annotation previousNames).
std::vector<std::string_view> PreviousNames(const Resource& resource);

// All resources of an input, in input order, with indexes of those that are looked up.
struct Input {
  // Resources of one kind by their names, and by the names that they had before kustomize added prefixes and suffixes
  // (annotation previousNames).
  struct Named {
    ResourceIndex now;
    ResourceIndex before;
  };

  std::list<Resource> resources;  // addresses stay
  Named templates;
  Named config_maps;
  Named encrypted;           // ConfigMaps and Secrets that hold what SOPS has encrypted
  ResourceIndex others;      // objects that a rendered one could collide with (D25)
  ResourceIndex namespaces;  // by name alone; what they ask of Pods
  Text default_namespace;
  Value function_config;  // of a ResourceList: no resource, but findings may be in it
  size_t left_alone = 0;  // Agents that Options::selector does not take

  // The namespace that a resource counts as being in.
  std::string_view NamespaceOf(const ObjectRef& ref) const { return ref.ns.empty() ? default_namespace.value : ref.ns; }

  // What `from` means by `name`: the resources of its namespace that have the name; if none has, those
  // that had it before, and of these only those renamed like `from`, if any. The caller reports more than
  // one.
  PlainList<const Resource*> Find(const Named& named, const Resource& from, std::string_view name) const;
};

}  // namespace agentrender
