// Takes a reference to a ConfigMap, gives the ConfigMap of the input, or says that it is not there or not clear
// which is meant.
#include "core/model/config_maps.h"

#include <string>
#include <vector>

#include "core/base/nearest.h"
#include "core/base/text.h"

namespace agentrender {

FoundConfigMap FindConfigMap(const Input& input, const Resource& from, const Text& name, Problems& problems) {
  const std::vector<const Resource*> found = input.Find(input.config_maps, from, name.value);
  if (found.empty()) return {};
  if (found.size() == 1) return {found.front()};
  problems.Error(Code::kDuplicateObject, name.origin, "ConfigMap " + std::string(name.value) + " is in the input twice")
      .Other(found[1]->origin())
      .Hint("keep one of the two");
  return {nullptr, true};
}

const Value* FindData(const Resource& config_map, std::string_view key) { return config_map.data.FindSorted(key); }

bool ReadData(const Value& entry, Problems& problems, std::string_view& text) {
  text = {};
  if (entry.IsNull()) return true;
  if (entry.IsString()) {
    text = entry.text();
    return true;
  }
  problems
      .Error(Code::kWrongType, entry.origin(),
             std::string("the data of a ConfigMap must be strings, found ") + NameOf(entry.kind()))
      .Hint("quote it");
  return false;
}

Problem& ReportNoKey(const Resource& config_map, const Text& name, const Text& key, const char* hint,
                     Problems& problems) {
  std::vector<std::string_view> keys;
  if (!problems.crowded()) {
    for (const Member& m : config_map.object.Get("data").members()) keys.push_back(m.key.text());
  }
  const std::string_view near = Nearest(key.value, keys);
  return problems
      .Error(Code::kNoConfigMapKey, key.origin,
             "ConfigMap " + std::string(name.value) + " has no key " + Quoted(key.value) + " in its data")
      .Other(config_map.origin())
      .Hint(near.empty() ? hint : "did you mean " + std::string(near) + "?");
}

}  // namespace agentrender
