// Takes sources and options, gives objects and findings. Agents are rendered one after the other (RenderAgent), because
// then a run needs the memory of only one of them.
#include "core/render.h"

#include "core/check/pod_security.h"
#include "core/collect/collect.h"
#include "core/decode/decode.h"
#include "core/model/size_limits.h"
#include "core/render/agent_findings.h"
#include "core/render/render_agent.h"
#include "core/render/run_costs.h"
#include "core/report/locate.h"
#include "core/report/rewritten.h"
#include "core/report/too_much.h"
#include "core/resolve/templates.h"
#include "core/settings/in_input.h"
#include "core/write/printer.h"

namespace agentrender {

namespace {

// What the rendering says about its input.
void Describe(const Input& input, size_t sources, const Options& options, Rendering& rendering) {
  rendering.controller = options.controller;  // which the settings of the input may have chosen
  rendering.resources = input.resources.size();
  rendering.left_alone = input.left_alone;
  rendering.has_resources.resize(sources);
  for (const Resource& resource : input.resources) rendering.has_resources[resource.origin().source] = true;
}

// One rendering of an input. Agents are rendered and printed one at a time, and the arena is rewound after each.
class Renderer {
 public:
  Renderer(const std::vector<Source>& sources, const std::vector<Document>& documents, const Options& options,
           Rendering& rendering)
      : options_(options),
        rendering_(rendering),
        budget_(*rendering.budget),
        problems_(rendering.problems),
        costs_(budget_),
        decoding_{*rendering.arena, problems_, options.strict, options.controller},
        overriding_{options.overrides, std::vector<bool>(options.overrides.images.size())},
        input_(Collect(documents, sources, options, *rendering.arena, problems_)),
        printer_(options, sources, budget_, rendering.output, rendering.objects) {
    costs_.Hold(input_.resources.size() * sizeof(Resource));
    Describe(input_, sources.size(), options, rendering);
  }

  void Run() {
    if (!DecodeAll() || !PrintAll()) return Drop();
    NoteUnused();
    Locate(input_, problems_);
    if (options_.rewriter != nullptr) AdviseForFile(*options_.rewriter, problems_.list());
    EndOutput();
    if (!budget_.spent()) return;
    Drop();
    ReportPrintingSpent(budget_.bytes(), problems_);
  }

 private:
  bool DecodeAll();
  bool PrintAll();
  void PrintAgent(const Resource& agent);
  void PrintObjects(const std::vector<Value>& objects, const Resource& agent);
  void NoteUnused();
  void EndOutput();
  void Drop();
  bool IsOver(const Resource& resource) const { return costs_.IsOver(resource, rendering_.rendered, problems_); }

  const Options& options_;
  Rendering& rendering_;
  Budget& budget_;
  Problems& problems_;
  RunCosts costs_;
  Decoding decoding_;
  Overriding overriding_;
  Input input_;
  Printer printer_;
  Shared shared_;
  std::vector<bool> good_;  // for each resource, whether it may pass through
};

// What Agents share. False when the run must end.
bool Renderer::DecodeAll() {
  for (const Resource& resource : input_.resources) {
    if (IsOver(resource)) return false;
    const size_t errors = problems_.errors();
    const bool decoded = DecodeShared(resource, decoding_, shared_);
    if (resource.role == Role::kTemplate) costs_.Hold(sizeof(AgentTemplate));
    if (IsNamespace(resource)) CheckNamespaceLabels(resource, problems_);
    good_.push_back(decoded && problems_.errors() == errors);
  }
  return true;
}

// False when the run must end.
bool Renderer::PrintAll() {
  printer_.Begin(input_);
  auto good = good_.begin();
  for (const Resource& resource : input_.resources) {
    if (resource.role == Role::kAgent) {
      PrintAgent(resource);
    } else if (resource.refused && resource.ref.kind == "Agent") {
      ++rendering_.agents;  // one that was too large to be looked at
    } else if (*good) {
      printer_.PassThrough(resource, input_, problems_);
    }
    ++good;
    if (IsOver(resource)) return false;
    // Nothing is printed, and further findings would not be listed.
    if (problems_.left_out() != 0 && rendering_.HasErrors() && !options_.keep_going) break;
  }
  return true;
}

// Renders an Agent and prints its objects, all or none of them; gives back the memory that this took.
void Renderer::PrintAgent(const Resource& agent) {
  Arena& arena = decoding_.arena;
  const Arena::Position mark = arena.Mark();
  const AgentFindings findings(problems_);
  ++rendering_.agents;
  arena.LimitTo(limits::kAgentBytes);
  const std::vector<Value> objects = RenderAgent(agent, {options_, input_, decoding_, shared_, overriding_});
  if (arena.full() && !budget_.spent())
    ReportTooLarge(agent, "its rendering", limits::kAgentBytes, agent.object, problems_);
  if (!findings.HaveErrors()) PrintObjects(objects, agent);
  findings.AssignTo(agent, budget_);
  if (findings.HaveErrors()) {
    costs_.Waste(arena.BytesSince(mark));
  } else {
    ++rendering_.rendered;
    if (options_.keep_objects) return arena.NoLimit();
  }
  arena.Rewind(mark);
}

void Renderer::PrintObjects(const std::vector<Value>& objects, const Resource& agent) {
  const Printer::TooLarge too_large = printer_.Print(objects, agent, problems_);
  costs_.Waste(too_large.discarded);
  if (too_large.object == nullptr || budget_.spent()) return;
  ReportTooLarge(agent, "its " + too_large.object->TextOf("kind"), limits::kObjectBytes, *too_large.object, problems_);
}

void Renderer::NoteUnused() {
  if (input_.left_alone == 0) NoteUnusedTemplates(shared_.templates, problems_);
  if (rendering_.rendered != 0 && problems_.errors() == 0) NoteUnusedImages(overriding_, problems_);
}

// With errors nothing is rendered, unless the caller asks for what is good.
void Renderer::EndOutput() {
  if (!rendering_.HasErrors() || options_.keep_going) return printer_.End(problems_);
  printer_.TakeBack(input_, problems_);
  rendering_.rendered = 0;
}

// The run ends early: nothing is printed.
void Renderer::Drop() {
  printer_.DropAll();
  rendering_.rendered = 0;
  Locate(input_, problems_);
}

// Findings that hold only where the whole input is known.
bool SaysWhatIsMissing(const Problem& problem) {
  switch (problem.code) {
    case Code::kNoTemplate:
    case Code::kNoConfigMap:
    case Code::kLiveConfigMap:
    case Code::kUnusedTemplate:
    case Code::kShareAtRunTime: return true;
    default: return false;
  }
}

}  // namespace

Rendering& Rendering::operator=(Rendering&& other) noexcept {
  std::swap(budget, other.budget);
  std::swap(own_budget, other.own_budget);
  output = std::move(other.output);
  std::swap(problems, other.problems);
  objects.swap(other.objects);
  std::swap(controller, other.controller);
  std::swap(resources, other.resources);
  has_resources.swap(other.has_resources);
  std::swap(agents, other.agents);
  std::swap(left_alone, other.left_alone);
  std::swap(rendered, other.rendered);
  std::swap(arena, other.arena);
  return *this;
}

Rendering Render(const std::vector<Source>& sources, const Options& options) {
  return Render(sources, ReadSources(sources, options.sizes, options.budget), options);
}

Rendering Render(const std::vector<Source>& sources, Reading reading, const Options& options) {
  Rendering rendering;
  rendering.budget = reading.budget;
  rendering.own_budget = std::move(reading.own_budget);
  rendering.arena = std::move(reading.arena);
  rendering.controller = options.controller;
  rendering.output = Output(rendering.budget);
  if (options.findings != nullptr) rendering.problems = *options.findings;
  rendering.problems.Append(reading.problems);
  if (reading.good || options.check_rest) {
    const Options all = WithSettings(reading.documents, options, *rendering.arena, rendering.problems);
    Renderer(sources, reading.documents, all, rendering).Run();
  } else {
    Locate({}, rendering.problems);
    if (options.rewriter != nullptr) AdviseForFile(*options.rewriter, rendering.problems.list());
  }
  const bool incomplete = !reading.good || (options.findings != nullptr && options.findings->errors() != 0);
  if (options.check_rest && incomplete) rendering.problems.Drop(SaysWhatIsMissing);
  return rendering;
}

}  // namespace agentrender
