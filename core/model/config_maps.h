// The ConfigMaps of an input, as contexts and configRef read them (R21, R73).
#pragma once

#include <string_view>

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/model/sourced.h"

namespace agentrender {

struct FoundConfigMap {
  const Resource* resource = nullptr;  // null when the input has none of that name, or more than one
  bool ambiguous = false;              // more than one, which is reported (R1c)
};

// The ConfigMap that `from` means by `name`.
FoundConfigMap FindConfigMap(const Input& input, const Resource& from, const Text& name, Problems& problems);

// The entry of its data; null if the key does not exist. binaryData does not count.
const Value* FindData(const Resource& config_map, std::string_view key);

// The text of an entry; null is the empty string. False, with an error, if it is not a string.
bool ReadData(const Value& entry, Problems& problems, std::string_view& text);

// Whether SOPS has encrypted an entry of a ConfigMap or Secret, by itself or with its object.
bool IsEncrypted(const Resource& object, const Value& entry);
// Finds all such entries of a ConfigMap or Secret, for CheckDecrypted().
void FindEncrypted(Resource& object, Arena& arena);
// Warns, at the place of `reader`, that it would be given ciphertext.
void CheckDecrypted(const Resource& object, std::string_view key, const Origin& reader, Problems& problems);
inline constexpr const char* kDecryptHint = "decrypt it before it is rendered, as sops -d and KSOPS do";

// The error that ConfigMap `name` has no such key. `hint` is used if no key is close.
Problem& ReportNoKey(const Resource& config_map, const Text& name, const Text& key, const char* hint,
                     Problems& problems);

}  // namespace agentrender
