// Takes problems, gives one JSON array, for programs.
#include "core/base/arena.h"
#include "core/model/problem_value.h"
#include "core/report/parts.h"
#include "core/report/report.h"
#include "core/write/emit.h"

namespace agentrender {

void ReportJson(const std::vector<Problem>& problems, const std::vector<Source>& sources, const ReportOptions& options,
                Output& out) {
  Arena arena;
  Value list = Value::List(arena);
  for (const Problem* problem : Selected(problems, options)) {
    Value value = ProblemValue(*problem, sources, arena);
    if (!options.controller.empty()) value.Add(arena, "controller", Value::String(options.controller));
    list.Push(arena, value);
  }
  EmitReport(list, out);
  out.Append('\n');
}

}  // namespace agentrender
