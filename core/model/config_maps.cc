// Takes a reference to a ConfigMap, gives the ConfigMap in the input, or reports that there is none, or that it is
// unclear which one is meant.
#include "core/model/config_maps.h"

#include <string>
#include <vector>

#include "core/base/nearest.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

constexpr std::string_view kCiphertext = "ENC[AES256_GCM,";

// A value that SOPS has encrypted in an object.
bool IsCiphertext(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text.starts_with(kCiphertext) && text.ends_with(']');
}

// A whole file that SOPS has encrypted: SOPS marks it in the file's own format (YAML, JSON, dotenv, INI).
bool IsEncryptedFile(std::string_view text) {
  if (text.find(kCiphertext) == std::string_view::npos) return false;
  if (text.find("\"sops\":") != std::string_view::npos) return true;
  const auto begins_a_line = [&](std::string_view word) {
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      if (at == 0 || text[at - 1] == '\n') return true;
    }
    return false;
  };
  return begins_a_line("sops:") || begins_a_line("sops_") || begins_a_line("[sops]");
}

}  // namespace

FoundConfigMap FindConfigMap(const Input& input, const Resource& from, const Text& name, Problems& problems) {
  const PlainList<const Resource*> found = input.Find(input.config_maps, from, name.value);
  if (found.empty()) return {};
  if (found.size() == 1) return {found.front()};
  problems.Error(Code::kDuplicateObject, name.origin, "ConfigMap " + name.value + " is in the input twice")
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
      .Hint(entry.IsScalar() ? "quote it" : "write its text as a block: a | after the key, and the text below it");
  return false;
}

bool IsEncrypted(const Resource& object, const Value& entry) {
  const bool encrypted_object = object.object.Get("sops").IsMap();
  return (encrypted_object && IsCiphertext(entry.text())) || IsEncryptedFile(entry.text());
}

void FindEncrypted(Resource& object, Arena& arena) {
  for (const char* field : {"data", "binaryData", "stringData"}) {
    for (const Member& m : object.object.Get(field).members()) {
      if (!IsEncrypted(object, m.value)) continue;
      if (object.first_encrypted == nullptr) {
        object.first_encrypted = &m;
        object.encrypted = Value::Map(arena, 0);
      }
      object.encrypted.Add(arena, m.key, m.key);
    }
  }
  object.encrypted.SortMembers();
}

void CheckDecrypted(const Resource& object, std::string_view key, const Origin& reader, Problems& problems) {
  if (object.first_encrypted == nullptr) return;
  const Value* entry = key.empty() ? &object.first_encrypted->key : object.encrypted.FindSorted(key);
  if (entry == nullptr) return;
  const bool secret = object.ref.kind == "Secret";
  problems
      .Warning(Code::kCiphertext, reader,
               std::string(object.ref.kind) + " " + object.ref.name + " is encrypted with SOPS: " +
                   (secret ? "the ciphertext would be applied" : "the Agent would read ciphertext"))
      .Other(entry->origin())
      .Hint(kDecryptHint);
}

Problem& ReportNoKey(const Resource& config_map, const Text& name, const Text& key, const char* hint,
                     Problems& problems) {
  std::vector<std::string_view> keys;
  if (!problems.crowded()) {
    for (const Member& m : config_map.object.Get("data").members()) {
      if (keys.size() < kMostCandidates) keys.push_back(m.key.text());
    }
  }
  const std::string_view near = Nearest(key.value, keys);
  return problems
      .Error(Code::kNoConfigMapKey, key.origin,
             "ConfigMap " + name.value + " has no key " + Quoted(key.value) + " in its data")
      .Other(config_map.origin())
      .Hint(near.empty() ? hint : "did you mean " + near + "?");
}

}  // namespace agentrender
