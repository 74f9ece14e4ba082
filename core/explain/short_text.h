// Values and the names of objects on one line, for a reader.
#pragma once

#include <string>
#include <string_view>

#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// A string in quotes, any other value as JSON; cut with "..." to about `most` bytes.
std::string ShortText(const Value& value, size_t most);

// "tidepool/scout", or "scout" without a namespace.
std::string NameOf(const ObjectRef& ref);

}  // namespace agentrender
