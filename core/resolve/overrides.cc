// Takes overrides as text, gives them checked, and applies those of images. The rules are the same as for what an Agent
// writes: an entry of resources goes through the same check as podSpec.resources.
#include "core/resolve/overrides.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/check/core_v1.h"
#include "core/fields/forms.h"
#include "core/formats/names.h"
#include "core/formats/quantity.h"
#include "core/model/checked.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

struct PartRow {
  std::string_view ImageParts::* part;
  FormId form;
};
constexpr PartRow kParts[] = {{&ImageParts::name, FormId::kImageName},
                              {&ImageParts::tag, FormId::kImageTag},
                              {&ImageParts::digest, FormId::kImageDigest}};

// What is wrong with the parts that are given.
std::string CheckParts(const ImageParts& parts) {
  std::string wrong;
  if (IsDigestWithoutAt(parts)) {
    const std::string digest = std::string(parts.name) + ":" + std::string(parts.tag);
    wrong = CheckForm(FormId::kImageDigest, digest);
    return !wrong.empty() ? wrong : Quoted(digest) + " is a digest and not an image: write " + Quoted("@" + digest);
  }
  for (const PartRow& row : kParts) {
    const std::string_view part = parts.*row.part;
    if (wrong.empty() && !part.empty()) wrong = CheckForm(row.form, part);
  }
  return wrong;
}

// The name of an image that is looked for.
std::string CheckKey(std::string_view name) {
  if (CheckImageKey(name) == nullptr) return {};
  const std::string_view key = SplitImage(name).name;
  if (CheckImageKey(key) != nullptr) return Quoted(name) + " is not the name of an image";
  return Quoted(name) + " has a tag or digest; name the image without it: " + Quoted(key);
}

// What the rules say about this one entry, as both limit and request of a container that has some cpu and memory.
std::string CheckEntry(const ResourceOverride& entry, Arena& arena) {
  Value list = Value::Map(arena, 2);
  list.Add(arena, Value::String(entry.name), Value::String(entry.quantity));
  if (entry.name != "cpu") list.Add(arena, "cpu", Value::String("1"));
  Value resources = Value::Map(arena, 2);
  resources.Add(arena, "limits", list);
  resources.Add(arena, "requests", list);
  Problems problems;
  CheckCore(TypeId::kResourceRequirements, resources, Code::kInvalidResources, arena, problems);
  if (problems.errors() == 0) return {};
  const Problem& first = problems.list().front();
  return first.hint.empty() ? first.message : first.message + "; " + first.hint;
}

}  // namespace

std::string CheckNamespace(std::string_view ns) {
  const char* expected = ns.empty() ? nullptr : names::CheckDns1123Label(ns);
  return expected == nullptr ? std::string() : Quoted(ns) + " is not a namespace: expected " + expected;
}

std::string ParseImageOverride(std::string_view name, std::string_view reference, ImageOverride& out) {
  const bool dangling = !reference.empty() && (reference.back() == ':' || reference.back() == '@');
  std::string wrong = CheckKey(name);
  if (!wrong.empty()) return wrong;
  if (reference.empty() || dangling)
    return Quoted(reference) + " is not an image: expected NAME:TAG, NAME@DIGEST, NAME, :TAG or @DIGEST";
  if (reference.find_first_of("/:@") == std::string_view::npos && CheckImageTag(reference) == nullptr)
    return Quoted(reference) + " can be a tag or a name: write " + Quoted(":" + reference) +
           " for another tag, or NAME:TAG";
  const ImageParts parts = SplitImage(reference);
  wrong = CheckParts(parts);
  if (wrong.empty()) out = {name, parts.name, parts.tag, parts.digest, out.origin};
  return wrong;
}

std::string AddImageOverride(const ImageOverride& image, Overrides& overrides) {
  const auto same = [&](const ImageOverride& other) { return other.name == image.name; };
  if (std::any_of(overrides.images.begin(), overrides.images.end(), same))
    return "the image " + Quoted(image.name) + " is overridden twice";
  overrides.images.push_back(image);
  return {};
}

void ReadImageOverrides(const Value& images, Problems& problems, Overrides& overrides) {
  for (const Value& item : images) {
    const Checked entry(item);
    const Text name = entry["name"];
    std::string wrong = CheckKey(name.value);
    if (!wrong.empty()) {
      problems.Error(Code::kBadValue, name.origin, wrong);
      continue;
    }
    const ImageOverride image = {name.value, Text(entry["newName"]).value, Text(entry["newTag"]).value,
                                 Text(entry["digest"]).value, item.origin()};
    wrong = AddImageOverride(image, overrides);
    if (!wrong.empty()) problems.Error(Code::kBadValue, item.origin(), wrong);
  }
}

std::string ParseResourceOverride(std::string_view key, std::string_view quantity, Arena& arena,
                                  ResourceOverride& out) {
  const size_t dot = key.find('.');
  const std::string_view list = key.substr(0, dot);
  const std::string_view name = dot == std::string_view::npos ? std::string_view() : key.substr(dot + 1);
  if ((list != "limits" && list != "requests") || name.empty()) {
    return Quoted(key) + " is not an entry of resources: expected limits.NAME or requests.NAME, such as limits.memory";
  }
  const std::optional<Quantity> parsed = ParseQuantity(arena, quantity);
  if (!parsed) return Quoted(quantity) + " is not a quantity: expected one such as 500m, 2 or 4Gi";
  const ResourceOverride entry = {list, name, CanonicalText(arena, *parsed)};
  const std::string wrong = CheckEntry(entry, arena);
  if (wrong.empty()) out = entry;
  return wrong;
}

void CheckDefaultResources(const Value& resources, Decoding& decoding) {
  CheckCore(TypeId::kResourceRequirements, resources, Code::kInvalidResources, decoding.arena, decoding.problems);
}

const ImageOverride* FindImageOverride(std::string_view image, const std::vector<ImageOverride>& overrides) {
  const std::string_view name = SplitImage(image).name;
  const auto found = std::find_if(overrides.begin(), overrides.end(),
                                  [&](const ImageOverride& override) { return override.name == name; });
  return found == overrides.end() ? nullptr : &*found;
}

std::string_view OverrideImage(std::string_view image, const ImageOverride& override, Arena& arena) {
  const ImageParts parts = SplitImage(image);
  const bool pinned = !override.tag.empty() || !override.digest.empty();
  const std::string_view tag = pinned ? override.tag : parts.tag;
  const std::string_view digest = pinned ? override.digest : parts.digest;
  return arena.Join(override.new_name.empty() ? override.name : override.new_name, tag.empty() ? "" : ":", tag,
                    digest.empty() ? "" : "@", digest);
}

}  // namespace agentrender
