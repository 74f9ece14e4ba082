// References of container images: their parts, and the forms that registries and the kubelet take.
#pragma once

#include <string_view>

namespace agentrender {

// A reference in its parts, the way kustomize splits it: a colon before the first slash belongs to the registry's host.
struct ImageParts {
  std::string_view name;
  std::string_view tag;
  std::string_view digest;  // with its algorithm: "sha256:..."
};
ImageParts SplitImage(std::string_view image);
// `sha256:0123` reads as an image called sha256 with a tag; a digest was meant, and has lost its `@`.
bool IsDigestWithoutAt(const ImageParts& parts);

// Each returns null if the text has the form, otherwise what is expected.
const char* CheckImage(std::string_view image);  // NAME[:TAG][@DIGEST]
// A name that images are looked up by: any that an Agent can have, without tag and digest.
const char* CheckImageKey(std::string_view name);
const char* CheckImageName(std::string_view name);
const char* CheckImageTag(std::string_view tag);
const char* CheckImageDigest(std::string_view digest);

}  // namespace agentrender
