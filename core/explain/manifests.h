// Objects that were rendered before: from a rendered branch, an earlier release, or a cluster.
//
// `diff` compares them with what is rendered now. What an API server added to them is not a difference
// (server_fields.h); objects of other owners are ignored.
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
  // An object comes from a cluster (it has a uid or the like): a kind that is missing was not requested.
  bool live = false;
  // The input's own settings (settings/in_input.h).
  bool has_settings = false;
  bool selects = false;       // by its settings, or the caller does
  bool keeps_inputs = false;  // Agents may stand beside what they became
  Reading reading;            // what the objects are views of
};

// The objects in the readable `sources` that were rendered from Agents.
Manifests ReadManifests(const std::vector<Source>& sources, const Options& options);

// The Agents of each input that are not rendered. In an old input with rendered objects these are all: an object that
// it lacks did not exist, because a selector left the Agent out or nobody applied it yet. In the new input these are
// the Agents next to their rendered objects, if the whole input is a rendering (elsewhere such an object is stale or an
// error, D25); and all if the old input has or had a selector and the new one is rendered objects.
LeftAgents LeftOfOld(const Manifests& old_ones);
LeftAgents LeftOfNew(const Manifests& old_ones, const Manifests& new_ones);

// Adds the manifests to the renderings, and says what is ignored on each side.
void AddManifests(const Manifests& old_ones, Rendering& before, LeftAside& old_rest, const Manifests& new_ones,
                  Rendering& after, LeftAside& new_rest);

}  // namespace agentrender
