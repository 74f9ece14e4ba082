// The one reader of what a caller sets: the command line, a functionConfig, Argo CD's parameters and the binary
// interface all come here, so that an override is held against the same rules whichever way it came (R65).
//
// Each function gives what is wrong, as a message; empty when all is well. The caller says which parameter it was.
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

// An image that Agents get that name none: NAME[:TAG][@DIGEST].
std::string CheckImage(std::string_view image);

// `name` without tag and digest, `reference` as NAME[:TAG][@DIGEST], :TAG or @DIGEST. Views of both are in `out` then.
std::string ParseImageOverride(std::string_view name, std::string_view reference, ImageOverride& out);

// Adds the image; two for one name are an error.
std::string AddImageOverride(const ImageOverride& image, Overrides& overrides);

// Adds a list as kustomize's `images`, which Conform() gave. What is wrong is reported at the part of the entry.
void ReadImageOverrides(const Value& images, Problems& problems, Overrides& overrides);

// `key` as "limits.memory" or "requests.cpu"; the quantity in `out` is canonical (R60). Whether it goes together with
// what an Agent has is for CheckPod() to say.
std::string ParseResourceOverride(std::string_view key, std::string_view quantity, Arena& arena, ResourceOverride& out);

// Reports what an Agent's podSpec.resources could not be either, in resources for Overrides::defaults that Conform()
// gave.
void CheckDefaultResources(const Value& resources, Decoding& decoding);

// The override for the name that `image` has; null when there is none.
const ImageOverride* FindImageOverride(std::string_view image, const std::vector<ImageOverride>& overrides);

// `image` with what `override`, which is for its name, says.
std::string_view OverrideImage(std::string_view image, const ImageOverride& override, Arena& arena);

}  // namespace agentrender
