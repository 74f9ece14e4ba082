// Objects that Agents became before: of a rendered branch, of an earlier release, or of a cluster.
//
// For `diff` they stand beside what is rendered. What an API server has added to them is no difference
// (server_fields.def); objects of other owners are left aside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/explain/diff.h"
#include "core/model/document.h"
#include "core/render.h"

namespace agentrender {

struct Manifests {
  std::vector<RenderedObject> objects;
  std::vector<std::string> others;  // objects that no Agent became, as "Secret/token"
  // The objects come from a cluster (they have a uid): a kind that none of them has was not asked for.
  bool live = false;
  Reading reading;  // what the objects are views of
};

// What `sources`, which could be read, have of objects that Agents became.
Manifests ReadManifests(const std::vector<Source>& sources, const Options& options);

// Puts the manifests beside what was rendered, if there are any, takes from all objects what a server adds or has as
// its default, and says what is left aside of each side.
void AddManifests(Manifests& old_ones, Rendering& before, LeftAside& old_rest, Manifests& new_ones, Rendering& after,
                  LeftAside& new_rest);

// Whether a field that one of two objects lacks has a value of the server's choice.
bool IsChosenByServer(std::string_view kind, std::string_view path);

}  // namespace agentrender
