// Texts that SOPS has encrypted and nobody has decrypted.
#pragma once

#include "core/model/document.h"
#include "core/model/sourced.h"
#include "core/plan/features/feature.h"

namespace agentrender {

// Warns where `reader` names a ConfigMap whose entry `key` (any entry when it is empty) is ciphertext: the Agent would
// read that.
void CheckDecrypted(Laying& out, const Text& reader, const Resource& config_map, std::string_view key);

}  // namespace agentrender
