// Which fields refer to what: the table behind completion of names, go-to-definition and find-references.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/place.h"

namespace agentrender::lsp {

// What a field names, or a resource is: with `key`, an entry of its data; a volume is named within its Agent or
// template.
struct Target {
  std::string kind;  // "AgentTemplate", "ConfigMap", ..., or kVolume
  std::string ns;
  std::string name;
  std::string key;
  bool operator==(const Target& other) const {
    return kind == other.kind && ns == other.ns && name == other.name && key == other.key;
  }
};
inline constexpr std::string_view kVolume = "a volume";

// What the field at the end of a path names. `around` gives the scalars beside it, or, in an item of a list, those
// beside the list.
using Around = std::function<std::string(bool beside, const char* key)>;
std::optional<Target> TargetOf(const std::vector<Step>& path, std::string_view ns, const std::string& token,
                               const Around& around);
std::optional<Target> TargetOf(const Place& place);
// What the position is about: something that is named there, or that is declared there.
std::optional<Target> TargetAt(const Place& place);

// Whether a resource is the target, or has its key.
bool Declares(const Session& session, const Value& resource, const Target& target);

// The key under which the workspace has resources of a target.
std::string KeyOf(const Target& target);

// The names of all Agents, each once, sorted.
std::vector<std::string> AgentNames(const Session& session, Slot slot);
// Names that can be written where the target is named, each once, sorted.
std::vector<std::string> NamesFor(const Session& session, Slot slot, const Place& place, const Target& target);

}  // namespace agentrender::lsp
