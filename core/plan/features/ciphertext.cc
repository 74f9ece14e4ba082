// Takes the text of a context, warns when it is what SOPS has encrypted: the Agent would read ciphertext.
#include "core/plan/features/ciphertext.h"

namespace agentrender {

namespace {

constexpr std::string_view kCiphertext = "ENC[AES256_GCM,";

// A value that SOPS has encrypted in an object.
bool IsCiphertext(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text.starts_with(kCiphertext) && text.ends_with(']');
}

// A whole file that SOPS has encrypted: it says so in the file's own form (YAML, JSON, dotenv, INI).
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

void CheckDecrypted(Laying& out, const Text& reader, const Resource& config_map, std::string_view key) {
  const bool encrypted_object = config_map.object.Get("sops").IsMap();
  for (const char* field : {"data", "binaryData"}) {
    for (const Member& m : config_map.object.Get(field).members()) {
      if (!key.empty() && m.key.text() != key) continue;
      if (!(encrypted_object && IsCiphertext(m.value.text())) && !IsEncryptedFile(m.value.text())) continue;
      out.problems
          .Warning(
              Code::kCiphertext, reader.origin,
              "ConfigMap " + std::string(reader.value) + " is encrypted with SOPS: the Agent would read ciphertext")
          .Other(m.key.origin())
          .Hint("decrypt it before it is rendered, as sops -d and KSOPS do");
      return;
    }
  }
}

}  // namespace agentrender
