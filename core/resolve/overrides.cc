// Takes overrides in their text forms, gives them checked, and applies those of images. The rules themselves are those
// of what an Agent writes: an entry of resources goes through the same check as podSpec.resources.
#include "core/resolve/overrides.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/check/core_v1.h"
#include "core/formats/names.h"
#include "core/formats/quantity.h"
#include "core/model/checked.h"
#include "core/model/problem.h"

namespace agentrender {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string Unless(const char* expected, std::string_view text, const char* what) {
  if (expected == nullptr) return {};
  return Quoted(text) + " is not " + what + ": expected " + expected;
}

struct PartRow {
  const char* field;  // as an entry of `images` has it
  std::string_view ImageParts::* part;
  const char* (*check)(std::string_view);
  const char* what;
};
constexpr PartRow kParts[] = {{"newName", &ImageParts::name, CheckImageName, "the name of an image"},
                              {"newTag", &ImageParts::tag, CheckImageTag, "a tag"},
                              {"digest", &ImageParts::digest, CheckImageDigest, "a digest"}};

// What is wrong with a part; nothing when it is not there.
std::string CheckPart(const PartRow& row, const ImageParts& parts) {
  const std::string_view part = parts.*row.part;
  return part.empty() ? std::string() : Unless(row.check(part), part, row.what);
}

// What is wrong with the parts that there are.
std::string CheckParts(const ImageParts& parts) {
  std::string wrong;
  if (IsDigestWithoutAt(parts)) {
    const std::string digest = std::string(parts.name) + ":" + std::string(parts.tag);
    return Quoted(digest) + " is a digest and not an image: write " + Quoted("@" + digest);
  }
  for (const PartRow& row : kParts) {
    if (wrong.empty()) wrong = CheckPart(row, parts);
  }
  return wrong;
}

// The name of an image that is looked for: any that can be written in an Agent, but without tag and digest.
std::string CheckKey(std::string_view name) {
  if (name.empty() || name.find_first_of(kBlanks) != std::string_view::npos)
    return Quoted(name) + " is not the name of an image";
  const ImageParts key = SplitImage(name);
  if (key.name == name) return {};
  return Quoted(name) + " has a tag or digest; name the image without it: " + Quoted(key.name);
}

// What the rules say to this one entry, alone on both sides of a container that has some cpu and memory.
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
  return ns.empty() ? std::string() : Unless(names::CheckDns1123Label(ns), ns, "a namespace");
}

std::string CheckImage(std::string_view image) {
  if (image.empty()) return {};
  const bool dangling = image.back() == ':' || image.back() == '@';
  const ImageParts parts = SplitImage(image);
  if (dangling || parts.name.empty()) return Quoted(image) + " is not an image: expected NAME[:TAG][@DIGEST]";
  return CheckParts(parts);
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
    const size_t before = problems.errors();
    const auto refuse = [&](const Origin& place, const std::string& wrong) {
      if (!wrong.empty()) problems.Error(Code::kBadValue, place, wrong);
    };
    if (HasText(name)) refuse(name.origin, CheckKey(name.value));
    ImageParts parts;
    for (const PartRow& row : kParts) {
      const Text part = entry[row.field];
      parts.*row.part = part.value;
      refuse(part.origin, CheckPart(row, parts));
    }
    if (parts.name.empty() && parts.tag.empty() && parts.digest.empty())
      problems.Error(Code::kMissingField, item.origin(), "changes nothing").Hint("add newName, newTag or digest");
    if (problems.errors() != before) continue;
    refuse(item.origin(),
           AddImageOverride({name.value, parts.name, parts.tag, parts.digest, item.origin()}, overrides));
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
