// A Problem as data: one writer for each of the two shapes that programs read.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// {severity, code, message, hint, file, line, column, object, field, other: {file, line, column}}, without unknown
// parts: JSON reports and the responses of the binary interface. Texts are views of the problem and the sources.
Value ProblemValue(const Problem& problem, const std::vector<Source>& sources, Arena& arena);

// A KRM result (functions spec v1, 4.3), its tags the code and, if given, the version of the controller. Texts are
// copied into the arena.
Value ResultValue(const Problem& problem, const std::vector<Source>& sources, std::string_view controller,
                  Arena& arena);

}  // namespace agentrender
