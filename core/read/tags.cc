// Takes a YAML tag and the node that has it, gives the node's kind, or an error: only YAML's core tags mean something
// to Kubernetes, and only where they fit the node.
#include "core/read/tags.h"

#include <algorithm>

#include "core/base/number.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";

bool IsCoreTag(std::string_view tag) {
  if (!tag.starts_with(kCoreTags)) return false;
  constexpr std::string_view kNames[] = {"str", "null", "bool", "int", "float", "seq", "map"};
  return std::find(std::begin(kNames), std::end(kNames), tag.substr(kCoreTags.size())) != std::end(kNames);
}

// The tag as files write it.
std::string ShortTag(std::string_view tag) {
  if (!tag.starts_with(kCoreTags)) return std::string(tag);
  return "!!" + tag.substr(kCoreTags.size());
}

bool FailOnTag(std::string_view tag, const Origin& where, Builder& builder) {
  return builder.Fail(Code::kTag, where, "the tag " + Quoted(ShortTag(tag)) + " is not one of YAML's core tags",
                      "remove the tag; Kubernetes only knows strings, numbers, booleans, null, lists and objects");
}

bool FailToFit(std::string_view tag, const std::string& what, const Origin& where, Builder& builder) {
  return builder.Fail(Code::kTag, where, ShortTag(tag) + " does not fit " + what, "remove the tag");
}

}  // namespace

bool KindByTag(std::string_view tag, std::string_view text, const Origin& where, Builder& builder, Kind& kind) {
  if (tag == "!") return true;
  const std::string_view name = tag.starts_with(kCoreTags) ? tag.substr(kCoreTags.size()) : "";
  const Kind plain = KindOfPlain(text);
  if (name == "str") return true;
  if (name == "null" || name == "bool" || name == "int" || name == "float") {
    const Kind wanted = name == "null"   ? Kind::kNull
                        : name == "bool" ? Kind::kBool
                        : name == "int"  ? Kind::kInt
                                         : Kind::kFloat;
    kind = wanted;
    if (plain == wanted || (wanted == Kind::kFloat && plain == Kind::kInt)) return true;
    return FailToFit(tag, Quoted(text), where, builder);
  }
  if (IsCoreTag(tag)) return FailToFit(tag, Quoted(text), where, builder);
  return FailOnTag(tag, where, builder);
}

bool CheckCollectionTag(std::string_view tag, std::string_view core, const Origin& where, Builder& builder) {
  if (tag.empty() || tag == "!" || (tag.starts_with(kCoreTags) && tag.substr(kCoreTags.size()) == core)) return true;
  if (IsCoreTag(tag)) return FailToFit(tag, core == "seq" ? "a list" : "an object", where, builder);
  return FailOnTag(tag, where, builder);
}

}  // namespace agentrender
