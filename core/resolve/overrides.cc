#include "core/resolve/overrides.h"

#include "core/base/text.h"
#include "core/fields/conform.h"
#include "core/fields/rules.h"
#include "core/formats/names.h"
#include "core/formats/quantity.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

bool HasSpace(std::string_view text) { return text.find_first_of(" \t\r\n") != std::string_view::npos; }

bool IsDigest(std::string_view text) {
  const size_t colon = text.find(':');
  return colon != std::string_view::npos && colon != 0 && colon + 1 < text.size();
}

}  // namespace

ImageParts SplitImage(std::string_view image) {
  ImageParts parts;
  const size_t at = image.find('@');
  if (at != std::string_view::npos) {
    parts.digest = image.substr(at + 1);
    image = image.substr(0, at);
  }
  const size_t slash = image.find('/');
  const size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    parts.tag = image.substr(colon + 1);
    image = image.substr(0, colon);
  }
  parts.name = image;
  return parts;
}

std::string ParseImageOverride(std::string_view name, std::string_view reference, ImageOverride& out) {
  const ImageParts key = SplitImage(name);
  if (name.empty() || HasSpace(name)) return "needs the name of an image, not " + Quoted(name);
  if (key.name != name) {
    return Quoted(name) + " has a tag or digest; name the image without it: " + Quoted(key.name);
  }
  const ImageParts value = SplitImage(reference);
  const bool tag_or_digest = !reference.empty() && (reference[0] == ':' || reference[0] == '@');
  const bool dangling = !reference.empty() && (reference.back() == ':' || reference.back() == '@');
  if (reference.empty() || HasSpace(reference) || dangling || (value.name.empty() && !tag_or_digest)) {
    return Quoted(reference) + " is no image; expected NAME:TAG, NAME@DIGEST, NAME, :TAG or @DIGEST";
  }
  if (!value.digest.empty() && !IsDigest(value.digest)) {
    return Quoted(value.digest) + " is no digest; expected one such as sha256:0123...";
  }
  out = {name, value.name, value.tag, value.digest};
  return {};
}

std::string ParseResourceOverride(std::string_view key, std::string_view quantity, Arena& arena,
                                  ResourceOverride& out) {
  const size_t dot = key.find('.');
  const std::string_view list = key.substr(0, dot);
  const std::string_view name = dot == std::string_view::npos ? std::string_view() : key.substr(dot + 1);
  if ((list != "limits" && list != "requests") || name.empty()) {
    return Quoted(key) + " is no entry of resources; expected limits.NAME or requests.NAME, such as limits.memory";
  }
  if (const char* expected = names::CheckQualifiedName(name)) {
    return "the resource name " + Quoted(name) + " is not valid: expected " + expected;
  }
  const std::optional<Quantity> parsed = ParseQuantity(arena, quantity);
  if (!parsed || SignOf(*parsed) < 0) {
    return Quoted(quantity) + " is no quantity of a resource; expected one such as 500m, 2 or 4Gi";
  }
  out = {list, name, CanonicalText(arena, *parsed)};
  return {};
}

Value ReadDefaultResources(const Cursor& cursor) {
  Decoding& decoding = cursor.decoding();
  const size_t errors = decoding.problems.errors();
  const Value resources = Conform(TypeId::kResourceRequirements, cursor);
  if (decoding.problems.errors() == errors) CheckResources(resources, decoding.arena, decoding.problems);
  return resources;
}

std::string_view OverrideImage(std::string_view image, const std::vector<ImageOverride>& overrides,
                               std::vector<bool>& used, Arena& arena) {
  const ImageParts parts = SplitImage(image);
  for (size_t i = 0; i < overrides.size(); ++i) {
    const ImageOverride& o = overrides[i];
    if (o.name != parts.name) continue;
    used[i] = true;
    const bool pinned = !o.tag.empty() || !o.digest.empty();
    const std::string_view tag = pinned ? o.tag : parts.tag;
    const std::string_view digest = pinned ? o.digest : parts.digest;
    return arena.Join(o.new_name.empty() ? o.name : o.new_name, tag.empty() ? "" : ":", tag, digest.empty() ? "" : "@",
                      digest);
  }
  return image;
}

}  // namespace agentrender
