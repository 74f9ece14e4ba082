// Finds objects that Pods refer to and that are still encrypted.
#pragma once

#include "core/model/input.h"
#include "core/model/problem.h"
#include "core/model/settings.h"

namespace agentrender {

void CheckCiphertext(const Value& deployment, const Settings& settings, const Input& input, Problems& problems);

}  // namespace agentrender
