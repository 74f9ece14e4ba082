// Texts in order, the way to find those that are equal.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace agentrender {

// The indices of all texts, sorted bytewise by text; equal texts keep their order.
std::vector<uint32_t> OrderOf(const std::vector<std::string_view>& texts);

}  // namespace agentrender
