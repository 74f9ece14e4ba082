// Takes the text of a context, warns when it is what SOPS has encrypted: the Agent would read ciphertext.
#include "core/plan/features/ciphertext.h"

#include "core/model/config_maps.h"

namespace agentrender {

void CheckDecrypted(Laying& out, const Text& reader, const Resource& config_map, std::string_view key) {
  for (const char* field : {"data", "binaryData"}) {
    for (const Member& m : config_map.object.Get(field).members()) {
      if (!key.empty() && m.key.text() != key) continue;
      if (!IsEncrypted(config_map, m.value)) continue;
      out.problems
          .Warning(
              Code::kCiphertext, reader.origin,
              "ConfigMap " + std::string(reader.value) + " is encrypted with SOPS: the Agent would read ciphertext")
          .Other(m.key.origin())
          .Hint(kDecryptHint);
      return;
    }
  }
}

}  // namespace agentrender
