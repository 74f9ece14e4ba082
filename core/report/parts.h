// The parts that the printers of problems share.
#pragma once

#include <string>
#include <vector>

#include "core/base/list.h"
#include "core/model/document.h"
#include "core/model/problem.h"
#include "core/report/report.h"

namespace agentrender {

// "agents/a.yaml:14:7", escaped for a terminal; empty when no place is known.
std::string ShownPlace(const Origin& place, const std::vector<Source>& sources);

// "Agent tidepool/scout"; empty when no object is known.
std::string ShownObject(const ObjectRef& object);

// "spec.podSpec.extraEnvs: unknown field", escaped.
std::string ShownMessage(const Problem& problem);

// The problems to print. If some are not in the list, that is always reported.
PlainList<const Problem*> Selected(const std::vector<Problem>& problems, const ReportOptions& options);

}  // namespace agentrender
