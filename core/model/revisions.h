// The commits of Git refs that an input pins (D14).
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "core/model/sourced.h"

namespace agentrender {

// A pin: the commit that a ref of a repository stands for (D14).
struct GitRevision {
  Text repository;
  Text ref;
  Text commit;
};

// Pins by repository and ref.
class Revisions {
 public:
  // Adds a pin. If its ref is already pinned, changes nothing and returns the existing pin.
  const GitRevision* Add(const GitRevision& revision) {
    const auto [known, is_new] = entries_.emplace(Key(revision.repository.value, revision.ref.value), revision);
    return is_new ? nullptr : &known->second;
  }
  const GitRevision* Find(std::string_view repository, std::string_view ref) const {
    const auto found = entries_.find({repository, ref});
    return found == entries_.end() ? nullptr : &found->second;
  }
  // The memory that one takes.
  static constexpr size_t kBytes = sizeof(GitRevision) + 96;

 private:
  using Key = std::pair<std::string_view, std::string_view>;
  std::map<Key, GitRevision> entries_;
};

}  // namespace agentrender
