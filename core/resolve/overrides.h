// The only reader of what a caller sets: the command line, a functionConfig, Argo CD's parameters and the binary
// interface all use it, so that the same rules apply to an override wherever it comes from (R65).
//
// Each function returns what is wrong, as a message, or an empty text if all is well. The caller names the parameter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/fields/conform.h"
#include "core/formats/image.h"
#include "core/model/overrides.h"

namespace agentrender {

// A namespace for objects that have none.
std::string CheckNamespace(std::string_view ns);

// `name` without tag and digest, `reference` as NAME[:TAG][@DIGEST], :TAG or @DIGEST. `out` then has views of both.
std::string ParseImageOverride(std::string_view name, std::string_view reference, ImageOverride& out);

// Adds the image; two for one name are an error.
std::string AddImageOverride(const ImageOverride& image, Overrides& overrides);

// Adds a list as kustomize's `images`, which Conform() gave and so checked the parts of. What is wrong with the names
// is reported at the entry.
void ReadImageOverrides(const Value& images, Problems& problems, Overrides& overrides);

// `key` as "limits.memory" or "requests.cpu"; the quantity in `out` is canonical (R60). CheckPod() checks whether it is
// compatible with an Agent.
std::string ParseResourceOverride(std::string_view key, std::string_view quantity, Arena& arena, ResourceOverride& out);

// Reports values in the resources for Overrides::defaults, as returned by Conform(), that an Agent's podSpec.resources
// could not have either.
void CheckDefaultResources(const Value& resources, Decoding& decoding);

// The override for the name of `image`; null if there is none.
const ImageOverride* FindImageOverride(std::string_view image, const std::vector<ImageOverride>& overrides);

// Applies `override`, which is for this name, to `image`.
std::string_view OverrideImage(std::string_view image, const ImageOverride& override, Arena& arena);

}  // namespace agentrender
