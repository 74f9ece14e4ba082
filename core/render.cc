// Takes sources and options, gives objects and findings: each Agent goes through all stages before the next one, in
// an arena that is rewound between them.
#include "core/render.h"

#include <algorithm>

#include "core/build/build.h"
#include "core/check/check.h"
#include "core/check/pod_security.h"
#include "core/collect/collect.h"
#include "core/decode/decode.h"
#include "core/plan/plan.h"
#include "core/report/locate.h"
#include "core/report/rewritten.h"
#include "core/report/too_much.h"
#include "core/resolve/resolve.h"
#include "core/resolve/templates.h"
#include "core/settings/in_input.h"
#include "core/write/printer.h"

namespace agentrender {

namespace {

// One rendering: `Run` is what becomes of an input, `RenderAgent` what becomes of an Agent.
class Renderer {
 public:
  Renderer(const std::vector<Source>& sources, const std::vector<Document>& documents, const Options& options,
           Rendering& rendering)
      : options_(options),
        rendering_(rendering),
        arena_(*rendering.arena),
        budget_(*rendering.budget),
        problems_(rendering.problems),
        decoding_{arena_, problems_, options.strict, options.controller},
        overriding_{options.overrides, std::vector<bool>(options.overrides.images.size())},
        input_(Collect(documents, sources, options, arena_, problems_)),
        printer_(options, sources, budget_, rendering.output, rendering.objects) {
    rendering.controller = options.controller;  // which settings of the input may have chosen
    rendering.resources = input_.resources.size();
    rendering.has_resources.resize(sources.size());
    for (const Resource& resource : input_.resources) rendering.has_resources[resource.origin().source] = true;
  }

  void Run() {
    Hold(input_.resources.size() * sizeof(Resource));
    RunStages();
    budget_.GiveBack(held_);
  }

 private:
  // What is there while this runs, beside what is in the arena.
  void Hold(size_t bytes) {
    if (budget_.Take(bytes)) held_ += bytes;
  }

  void RunStages() {
    rendering_.left_alone = input_.left_alone;
    if (!DecodeAll() || !PrintAll()) return EndEarly();
    NoteUnused();
    Locate(input_, problems_);
    if (options_.rewriter != nullptr) AdviseForFile(*options_.rewriter, problems_.list());
    if (rendering_.HasErrors() && !options_.keep_going) {
      printer_.TakeBack(input_, problems_);
      rendering_.rendered = 0;
    } else {
      printer_.End(problems_);
    }
    if (!budget_.spent()) return;
    EndEarly();
    ReportPrintingSpent(budget_.bytes(), problems_);
  }

  // What Agents share. False when the run must end.
  bool DecodeAll() {
    for (Resource& resource : input_.resources) {
      if (IsSpent(resource)) return false;
      const size_t errors = problems_.errors();
      bool good = DecodeShared(resource, decoding_, input_, shared_);
      if (resource.role == Role::kTemplate) Hold(sizeof(AgentTemplate));
      if (IsNamespace(resource)) CheckNamespaceLabels(resource, problems_);
      good_.push_back(good && problems_.errors() == errors);
    }
    return true;
  }

  // False when the run must end.
  bool PrintAll() {
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
      if (IsSpent(resource)) return false;
      if (problems_.left_out() != 0 && rendering_.HasErrors() && !options_.keep_going) break;  // nothing is printed
    }
    return true;
  }

  // To put a finding together; those that are left out take as long.
  static constexpr size_t kFindingSteps = 100;

  // Renders and prints one Agent; the memory that it took is given back.
  void PrintAgent(const Resource& resource) {
    const Arena::Position mark = arena_.Mark();
    const size_t errors = problems_.errors();
    const size_t known = problems_.list().size();
    const size_t left_out = problems_.left_out();
    const auto good = [&] { return problems_.errors() == errors; };
    ++rendering_.agents;
    arena_.LimitTo(limits::kAgentBytes);
    const std::vector<Value> objects = RenderAgent(resource);
    if (arena_.full() && !budget_.spent())
      ReportTooLarge(resource, "its rendering", limits::kAgentBytes, resource.object, problems_);
    if (good()) PrintObjects(objects, resource);
    budget_.Work((problems_.list().size() - known + problems_.left_out() - left_out) * kFindingSteps);
    for (size_t i = known; i < problems_.list().size(); ++i) problems_.list()[i].user = resource.origin();
    if (good()) {
      ++rendering_.rendered;
    } else {
      wasted_ += arena_.BytesSince(mark);
    }
    if (good() && options_.keep_objects) return arena_.NoLimit();
    arena_.Rewind(mark);
  }

  void PrintObjects(const std::vector<Value>& objects, const Resource& agent) {
    const Value* too_large = nullptr;
    if (printer_.Print(objects, agent, too_large, problems_) || budget_.spent()) return;
    ReportTooLarge(agent, "its " + too_large->TextOf("kind"), limits::kObjectBytes, *too_large, problems_);
  }

  // All stages. Nothing comes out after an error, or when the arena is full.
  std::vector<Value> RenderAgent(const Resource& resource) {
    const size_t errors = problems_.errors();
    const auto ends = [&] { return problems_.errors() != errors || arena_.full(); };
    const Agent agent = DecodeAgent(resource, decoding_);
    const Specs specs = FindSpecs(agent, input_, shared_, problems_);
    if (resource.refused || ends()) return {};
    const Settings settings = Resolve(specs, input_, options_.controller, overriding_, arena_, problems_);
    if (ends()) return {};
    const Layout layout = LayOutFiles(settings, input_, arena_, problems_);
    if (arena_.full()) return {};
    const Pod pod = Plan(settings, layout, arena_, problems_);
    if (arena_.full()) return {};
    CheckPod(settings, pod, arena_, problems_);
    NoteRunTimeFields(settings, input_, problems_);
    if (arena_.full()) return {};
    std::vector<Value> objects = Build(settings, layout, pod, options_, arena_);
    if (arena_.full()) return {};
    CheckObjects(objects, settings, input_, options_.pod_security, problems_);
    return objects;
  }

  void NoteUnused() {
    if (input_.left_alone == 0) NoteUnusedTemplates(shared_.templates, problems_);
    if (rendering_.rendered != 0 && problems_.errors() == 0) NoteUnusedImages(overriding_, problems_);
  }

  // Whether the memory of the run has ended, or too much was made in vain; an error says so.
  bool IsSpent(const Resource& resource) {
    const size_t most_wasted = std::min(budget_.bytes(), SIZE_MAX / limits::kWasted) * limits::kWasted;
    if (wasted_ + printer_.wasted() > most_wasted) {
      ReportWasted(resource, most_wasted, problems_);
    } else if (budget_.spent()) {
      ReportSpent(resource, budget_, rendering_.rendered, problems_);
    } else {
      return false;
    }
    return true;
  }

  // Nothing is printed.
  void EndEarly() {
    printer_.DropAll();
    rendering_.rendered = 0;
    Locate(input_, problems_);
  }

  const Options& options_;
  Rendering& rendering_;
  Arena& arena_;
  Budget& budget_;
  Problems& problems_;
  Decoding decoding_;
  Overriding overriding_;
  Input input_;
  Printer printer_;
  Shared shared_;
  std::vector<bool> good_;  // for each resource, whether it may pass through
  size_t held_ = 0;         // bytes of Hold()
  size_t wasted_ = 0;       // bytes that were made for Agents in error: nothing is left of them that would count
};

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
