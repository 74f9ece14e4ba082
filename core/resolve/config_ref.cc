// Takes a configRef after the merge, gives the configuration in the ConfigMap, or says that only the cluster has it
// (R72, R73, D30).
#include "core/resolve/config_ref.h"

#include <string>

#include "core/model/causes.h"
#include "core/model/config_maps.h"
#include "core/read/json.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

// The key that is meant, at the place of the reference if no key is written.
Text KeyOf(const KeyRef& ref) {
  return HasText(ref.key) ? ref.key : Text{defaults::kConfigKey, {0, 0, 0, causes::kDefaults}, true};
}

// The line to change is the Agent's if it has one of the two, else the template's.
void ReportBoth(const KeySource& ref, const Settings& s, Problems& problems) {
  const bool at_config = s.agent->spec.config.Present() && !s.agent->spec.config_ref.Present();
  problems
      .Error(Code::kExclusive, at_config ? s.config.origin() : ref.origin,
             "only one of config and configRef can be given, in the Agent and its template together")
      .Other(at_config ? ref.origin : s.config.origin())
      .Hint("remove one of the two");
}

void ReportText(const KeySource& ref, const Value& entry, std::string_view key, const std::string& wrong,
                Problems& problems) {
  problems
      .Error(Code::kConfigText, ref.origin,
             "the text of " + key + " in ConfigMap " + ref.config_map.name.value + " " + wrong)
      .Other(entry.origin())
      .Hint("write one JSON object, without comments");
}

// No Agent can run with it, whether the text is JSON or not.
void ReportCiphertext(const KeySource& ref, const Value& entry, Problems& problems) {
  problems
      .Error(Code::kCiphertext, ref.origin,
             "ConfigMap " + ref.config_map.name.value + " is encrypted with SOPS: its text is not a configuration")
      .Other(entry.origin())
      .Hint(kDecryptHint);
}

void ReadText(const KeySource& ref, const Resource& config_map, Settings& s, Arena& arena, Problems& problems) {
  Text key = KeyOf(ref.config_map);
  const Value* entry = FindData(config_map, key.value);
  if (entry == nullptr) {
    if (!key.origin.HasPlace()) key.origin = ref.config_map.name.origin;
    ReportNoKey(config_map, ref.config_map.name, key, "add the key to the ConfigMap, or name another in configRef",
                problems);
    return;
  }
  std::string_view text;
  if (!ReadData(*entry, problems, text)) return;
  if (IsEncrypted(config_map, *entry)) return ReportCiphertext(ref, *entry, problems);
  std::string wrong = ReadJsonText(text, entry->origin(), arena, s.config);
  if (wrong.empty() && !s.config.IsMap()) wrong = std::string("must be an object, not ") + NameOf(s.config.kind());
  if (!wrong.empty()) return ReportText(ref, *entry, key.value, wrong, problems);
  s.config_text = Value::String(text, entry->origin());
}

void MountLive(const KeySource& ref, Settings& s, Problems& problems) {
  s.live_config = ref;
  const bool secret = ref.secret.Present();
  KeyRef& object = secret ? s.live_config.secret : s.live_config.config_map;
  object.key = KeyOf(object);
  const std::string name(object.name.value);
  problems.Info(Code::kLiveConfigMap, object.name.origin,
                secret ? "Secret " + name + " is mounted as it is in the cluster: the context hash does not follow it"
                       : "ConfigMap " + name +
                             " is not in the input: the cluster's is mounted, and the context hash does not follow it");
}

}  // namespace

void ResolveConfigRef(const KeySource& ref, Settings& settings, const Input& input, Arena& arena, Problems& problems) {
  if (!ref.Present()) return;
  if (settings.config.Present()) return ReportBoth(ref, settings, problems);
  if (ref.secret.Present()) return MountLive(ref, settings, problems);
  const FoundConfigMap found = FindConfigMap(input, *settings.agent->resource, ref.config_map.name, problems);
  if (found.ambiguous) return;
  if (found.resource == nullptr) return MountLive(ref, settings, problems);
  ReadText(ref, *found.resource, settings, arena, problems);
}

}  // namespace agentrender
