// Base64 as Go's encoding/base64 (standard alphabet, padded) decodes it.
#pragma once

#include <string_view>

namespace agentrender {

// Whether Kubernetes takes `text` for the bytes of a binaryData entry: groups of
// four, padded at the end; line breaks anywhere.
bool IsBase64(std::string_view text);

}  // namespace agentrender
