// Takes an Agent as it was read, gives its objects. These are the stages in the order in which the data goes through
// them. What follows a stage would be wrong after an error in it, or with an arena that is full, so it is left out.
#include "core/render/render_agent.h"

#include "core/build/build.h"
#include "core/check/check.h"
#include "core/plan/plan.h"
#include "core/resolve/templates.h"

namespace agentrender {

std::vector<Value> RenderAgent(const Resource& resource, const Surroundings& in) {
  Arena& arena = in.decoding.arena;
  Problems& problems = in.decoding.problems;
  const size_t errors = problems.errors();
  const auto failed = [&] { return problems.errors() != errors || arena.full(); };

  const Agent agent = DecodeAgent(resource, in.decoding);
  const Specs specs = FindSpecs(agent, in.input, in.shared, problems);
  if (resource.refused || failed()) return {};
  const Settings settings = Resolve(specs, in.input, in.options.controller, in.overriding, arena, problems);
  if (failed()) return {};
  // From here on errors do not end it: the checks find more.
  const Layout layout = LayOutFiles(settings, in.input, arena, problems);
  if (arena.full()) return {};
  const Pod pod = Plan(settings, layout, arena, problems);
  if (arena.full()) return {};
  CheckPod(settings, pod, arena, problems);
  NoteRunTimeFields(settings, in.input, problems);
  if (arena.full()) return {};
  std::vector<Value> objects = Build(settings, layout, pod, in.options, arena);
  if (arena.full()) return {};
  CheckObjects(objects, settings, in.input, in.options.pod_security, problems);
  return objects;
}

}  // namespace agentrender
