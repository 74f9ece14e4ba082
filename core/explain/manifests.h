// Objects that Agents became before: of a rendered branch, of an earlier release, or of a cluster.
//
// For `diff` they stand beside what is rendered. What an API server has added to them is no difference
// (server_fields.h); objects of other owners are left aside.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/arena.h"
#include "core/explain/diff.h"
#include "core/model/document.h"
#include "core/render.h"

namespace agentrender {

using AgentName = std::pair<std::string_view, std::string_view>;  // namespace and name

struct Manifests {
  std::vector<RenderedObject> objects;
  std::vector<std::string> others;      // objects that no Agent became, as "Secret/token"
  std::vector<std::string_view> kinds;  // of all of these
  std::vector<AgentName> agents;        // that the input has beside what they became
  bool all_became = true;               // those are all its Agents
  // An object comes from a cluster (it has a uid or the like): a kind that is not there was not asked for.
  bool live = false;
  // What the input says of itself (settings/in_input.h).
  bool has_settings = false;
  bool selects = false;       // by its settings, or the caller does
  bool keeps_inputs = false;  // Agents may stand beside what they became
  Reading reading;            // what the objects are views of
};

// What `sources`, which could be read, have of objects that Agents became.
Manifests ReadManifests(const std::vector<Source>& sources, const Options& options);

// The Agents of each input that are not rendered. Of an old input that holds what Agents became these are all: what it
// does not hold was not there, for a selector left the Agent out or nobody has applied it yet. Of the new one they are
// those beside what they became, only where it is a rendering as a whole, for elsewhere it is stale or an error (D25);
// and all where the old input has a selector, or shows that it had one, and the new one is what Agents became.
LeftAgents LeftOfOld(const Manifests& old_ones);
LeftAgents LeftOfNew(const Manifests& old_ones, const Manifests& new_ones);

// Puts the manifests beside what was rendered, and says what is left aside of each side.
void AddManifests(const Manifests& old_ones, Rendering& before, LeftAside& old_rest, const Manifests& new_ones,
                  Rendering& after, LeftAside& new_rest);

}  // namespace agentrender
