// The program as a KRM function, by the functions specification that kustomize and kpt follow.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/output.h"
#include "core/model/controller.h"

namespace agentrender {

struct FunctionAnswer {
  Output output;      // for stdout: a ResourceList; empty only when the input could not be read
  Output complaints;  // for stderr: errors and warnings, a line each
  bool failed = false;
};

// Renders what `text`, a ResourceList, holds. Its functionConfig may set the options (config.h). A List, bare
// documents and JSON are taken too, for tools that call functions without a ResourceList.
// A controller that has been chosen by the caller wins over that of the functionConfig.
FunctionAnswer RunFunction(std::string_view text, const Controller& controller = {});

// The same when `text` is one document and that is a ResourceList; else nothing.
std::optional<FunctionAnswer> RunIfResourceList(std::string_view text, const Controller& controller = {});

}  // namespace agentrender
