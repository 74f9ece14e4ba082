// All resources of an input, and how they are looked up.
#pragma once

#include <list>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/list.h"
#include "core/model/agent.h"
#include "core/model/document.h"

namespace agentrender {

// Finds resources by namespace and name.
class ResourceIndex {
 public:
  // Of what a cluster has one of a name, such as a Namespace: further ones are not gone through for each Agent.
  static constexpr size_t kFew = 4;

  void Add(const Resource& resource, std::string_view ns, std::string_view name);
  // All resources of that namespace and name, in input order, but at most so many.
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

// Pins by repository and ref (D14).
class Revisions {
 public:
  // Adds one. Where its ref is pinned already it changes nothing, and gives what pins it.
  const GitRevision* Add(const GitRevision& revision) {
    const auto [known, is_new] = entries_.emplace(Key(revision.repository.value, revision.ref.value), revision);
    return is_new ? nullptr : &known->second;
  }
  const GitRevision* Find(std::string_view repository, std::string_view ref) const {
    const auto found = entries_.find({repository, ref});
    return found == entries_.end() ? nullptr : &found->second;
  }
  // Of one in memory.
  static constexpr size_t kBytes = sizeof(GitRevision) + 96;

 private:
  using Key = std::pair<std::string_view, std::string_view>;
  std::map<Key, GitRevision> entries_;
};

// The first names that kustomize gave a resource before the one it has (annotation previousNames).
std::vector<std::string_view> PreviousNames(const Resource& resource);

// All resources of an input, in input order, and indexes of those that are looked up.
struct Input {
  // Resources of one kind by their names, and by those that kustomize gave other
  // prefixes and suffixes since (annotation previousNames).
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
  Revisions revisions;       // pins (D14)
  std::string_view default_namespace;
  Origin namespace_origin;  // of that one
  size_t left_alone = 0;    // Agents that Options::selector does not take

  // The namespace in which a resource counts as being.
  std::string_view NamespaceOf(const ObjectRef& ref) const { return ref.ns.empty() ? default_namespace : ref.ns; }

  // What `from` means by `name`: the resources of its namespace that have the name;
  // when none has, those that had it before, of which those renamed like `from`
  // come alone. More than one is for the caller to report.
  PlainList<const Resource*> Find(const Named& named, const Resource& from, std::string_view name) const;
};

}  // namespace agentrender
