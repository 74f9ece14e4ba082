// Percent-encoding (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace agentrender {

// All but letters, digits and -._~/ is encoded, so that a path stays one.
std::string PercentEncoded(std::string_view text);

}  // namespace agentrender
