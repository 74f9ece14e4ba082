// The program as a KRM function, by the functions specification that kustomize and kpt follow.
#pragma once

#include <optional>

#include "core/base/output.h"
#include "core/model/controller.h"
#include "core/model/document.h"

namespace agentrender {

struct FunctionAnswer {
  Output output;      // for stdout: a ResourceList; empty only when the input could not be read
  Output complaints;  // for stderr: errors and warnings, a line each
  bool failed = false;
};

// Renders the contents of stdin, a ResourceList. Its functionConfig may set the options (config.h). A List, bare
// documents and JSON are taken too, for tools that call functions without a ResourceList. A controller chosen by the
// caller wins over the one in the functionConfig.
FunctionAnswer RunFunction(const Source& input, const Controller& controller = {});

// The same, if `input` is one document and that is a ResourceList; otherwise nothing.
std::optional<FunctionAnswer> RunIfResourceList(const Source& input, const Controller& controller = {});

}  // namespace agentrender
