// Overrides from their text forms, and what they make of an image.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/cursor.h"
#include "core/model/overrides.h"

namespace agentrender {

// An image reference in its parts, the way kustomize splits it: a colon before the
// first slash belongs to the registry's host.
struct ImageParts {
  std::string_view name;
  std::string_view tag;
  std::string_view digest;
};
ImageParts SplitImage(std::string_view image);

// `name` without tag and digest, `reference` as NAME[:TAG|@DIGEST], :TAG or @DIGEST.
// What is wrong with them, as a message; empty when `out` was filled with views of both.
std::string ParseImageOverride(std::string_view name, std::string_view reference, ImageOverride& out);

// `key` as "limits.memory" or "requests.cpu". What is wrong, as a message; empty when
// `out` was filled; the quantity is canonical then (R60).
std::string ParseResourceOverride(std::string_view key, std::string_view quantity, Arena& arena, ResourceOverride& out);

// A container's resources for Overrides::defaults, read and checked like an Agent's
// podSpec.resources. Absent when the cursor's node is.
Value ReadDefaultResources(const Cursor& cursor);

// `image` after the first override of its name; the image itself when none is. Sets
// that override's place in `used`.
std::string_view OverrideImage(std::string_view image, const std::vector<ImageOverride>& overrides,
                               std::vector<bool>& used, Arena& arena);

}  // namespace agentrender
