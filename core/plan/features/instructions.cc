// Takes whether there is a context.md, makes OpenCode read it (R35).
#include "core/plan/features/feature.h"

namespace agentrender {

std::string_view ConfigContent(const Layout& layout, const Settings& settings) {
  const bool traces = settings.otel != nullptr && *settings.otel->llm_traces;
  if (layout.has_context_md && traces)
    return R"({"experimental":{"openTelemetry":true},"instructions":[".kubeopencode/context.md"]})";
  if (layout.has_context_md) return R"({"instructions":[".kubeopencode/context.md"]})";
  return traces ? R"({"experimental":{"openTelemetry":true}})" : "";
}

// R35; without context.md, telemetry adds it.
void AddInstructions(Adding& add) {
  if (!add.layout.has_context_md) return;
  add.make.Push(add.pod.server.env, Env(add.make, "OPENCODE_CONFIG_CONTENT", ConfigContent(add.layout, add.settings)));
}

}  // namespace agentrender
