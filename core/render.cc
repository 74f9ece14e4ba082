// Takes sources and options, gives objects and findings: each Agent goes through all stages before the next one, in
// an arena that is rewound between them.
#include "core/render.h"

#include <algorithm>

#include "core/build/build.h"
#include "core/check/check.h"
#include "core/check/pod_security.h"
#include "core/collect/collect.h"
#include "core/decode/decode.h"
#include "core/formats/json_text.h"
#include "core/plan/plan.h"
#include "core/read/read.h"
#include "core/report/largest.h"
#include "core/report/locate.h"
#include "core/resolve/resolve.h"
#include "core/resolve/templates.h"
#include "core/settings/in_input.h"
#include "core/write/write.h"

namespace agentrender {

namespace {

class Renderer {
 public:
  Renderer(const std::vector<Source>& sources, const std::vector<Document>& documents, const Options& options,
           Rendering& rendering)
      : sources_(sources),
        documents_(documents),
        options_(options),
        rendering_(rendering),
        arena_(*rendering.arena),
        budget_(*rendering.budget),
        problems_(rendering.problems),
        overriding_{options.overrides, std::vector<bool>(options.overrides.images.size())} {}

  void Run() {
    rendering_.controller = options_.controller;  // which settings of the input may have chosen
    input_ = Collect(documents_, sources_, options_, arena_, problems_);
    rendering_.resources = input_.resources.size();
    if (!DecodeShared()) return EndEarly();
    ReserveOutput();
    ObjectWriter writer(options_.format, options_.resource_list_version, sources_, rendering_.output);
    writer.Begin();
    for (Resource& resource : input_.resources) {
      Write(resource, writer);
      if (IsSpent(resource)) return EndEarly();
      if (problems_.left_out() != 0) break;
    }
    if (input_.left_alone == 0) NoteUnusedTemplates(templates_, problems_);
    if (rendering_.rendered != 0 && problems_.errors() == 0) NoteUnusedImages(overriding_, problems_);
    Locate(input_, problems_);
    if (rendering_.HasErrors() && !options_.keep_going) {
      TakeBack();
    } else {
      writer.End(problems_.list());
    }
    if (budget_.spent()) EndEarly("to print the input takes more than " + InMiB(budget_.bytes()) + " of memory");
  }

 private:
  // Memory that nobody writes to costs nothing; to move what was written does.
  void ReserveOutput() {
    constexpr size_t kUsualAgent = size_t{8} << 10;
    constexpr size_t kLarge = size_t{1} << 20;
    size_t bytes = 0;
    for (const Resource& resource : input_.resources) bytes += resource.role == Role::kAgent ? kUsualAgent : 0;
    for (const Source& source : sources_) bytes += source.text.size();
    bytes = std::min(bytes, budget_.left() / 2);
    if (bytes < kLarge) return;
    Output& output = rendering_.output;
    output.Reserve(bytes);
    if (options_.expect_writes != nullptr) options_.expect_writes(output.end(), bytes);
  }

  // The run ends with the resource that was at work when the budget was spent.
  bool IsSpent(const Resource& resource) {
    const bool in_vain = wasted_ > MostWasted();
    if (!budget_.spent() && !in_vain) return false;
    problems_
        .Error(Code::kTooMuch, resource.origin(),
               in_vain ? "Agents in error, up to this one, would become more than " + InMiB(MostWasted())
                       : "to render the input up to here takes more than " + InMiB(budget_.bytes()) + " of memory")
        .Hint(HintFor(resource.object, "render parts of the input one by one"));
    return true;
  }

  static std::string InMiB(size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }
  size_t MostWasted() const { return std::min(budget_.bytes(), SIZE_MAX / limits::kWasted) * limits::kWasted; }

  // "the largest part is 40000 times the text in line 11; render parts ..."
  static std::string HintFor(const Value& object, const char* advice) {
    const std::string largest = LargestText(object);
    return largest.empty() ? advice : "the largest part is " + largest + "; " + advice;
  }

  // Nothing is printed.
  void EndEarly() {
    rendering_.output = Output();
    rendering_.objects.clear();
    rendering_.rendered = 0;
    Locate(input_, problems_);
  }
  void EndEarly(std::string_view why) {
    EndEarly();
    problems_.Error(Code::kTooMuch, {}, why).Hint("render parts of the input one by one");
  }

  Decoding MakeDecoding() { return {arena_, problems_, options_.strict, options_.controller}; }

  // Templates and the cluster's configuration, each decoded once.
  bool DecodeShared() {
    Decoding decoding = MakeDecoding();
    for (Resource& resource : input_.resources) {
      if (IsSpent(resource)) return false;
      const size_t errors = problems_.errors();
      if (resource.role == Role::kTemplate) {
        resource.decoded = templates_.size();
        templates_.push_back(std::make_unique<AgentTemplate>(DecodeTemplate(resource, decoding)));
      }
      if (resource.role == Role::kRevisions) DecodeRevisions(resource, decoding, input_.revisions);
      if (resource.role == Role::kConfig) config_ = DecodeConfig(resource, decoding);
      if (IsNamespace(resource)) CheckNamespaceLabels(resource, problems_);
      if (problems_.errors() != errors) resource.refused = true;
      config_refused_ |= resource.role == Role::kConfig && resource.refused;
      has_config_ |= resource.role == Role::kConfig;
    }
    return true;
  }

  void Write(Resource& resource, ObjectWriter& writer) {
    if (resource.role == Role::kAgent) {
      ++rendering_.agents;
      WriteAgent(resource, writer);
    } else if (resource.role != Role::kFormer && !resource.refused && IsPrinted(resource) &&
               (options_.keep_inputs || input_.left_alone != 0 || !IsConsumed(resource))) {
      PassThrough(resource, writer);
    }
  }

  // JSON, which is what a cluster is sent, has no text for `.inf` and `.nan`.
  void PassThrough(Resource& resource, ObjectWriter& writer) {
    const Value* infinite = resource.document->infinite ? FindWithoutJsonForm(resource.object) : nullptr;
    if (infinite == nullptr) return writer.PassThrough(resource);
    resource.refused = true;
    problems_
        .Error(Code::kBadValue, infinite->origin(),
               std::string(infinite->text()) + " is not a number that JSON has, and so no cluster can take it")
        .Hint("quote it if a text is meant");
  }

  // R1: a stream is for kubectl, a ResourceList for a tool that knows what is no manifest.
  bool IsPrinted(const Resource& resource) const {
    return options_.format == Format::kResourceList || IsManifest(resource);
  }

  // With errors nothing is printed; but a ResourceList goes back as it came, with
  // the results.
  void TakeBack() {
    rendering_.output.Truncate(0);
    rendering_.objects.clear();
    rendering_.rendered = 0;
    if (options_.format != Format::kResourceList) return;
    ObjectWriter writer(options_.format, options_.resource_list_version, sources_, rendering_.output);
    writer.Begin();
    for (const Resource& resource : input_.resources) writer.PassThrough(resource);
    writer.End(problems_.list());
  }

  static bool IsConsumed(const Resource& resource) {
    return resource.role == Role::kTemplate || resource.role == Role::kConfig || resource.role == Role::kRevisions;
  }

  // Renders one Agent; the memory that it took is given back.
  void WriteAgent(Resource& resource, ObjectWriter& writer) {
    const Arena::Position mark = arena_.Mark();
    const size_t errors = problems_.errors();
    const size_t known = problems_.list().size();
    arena_.LimitTo(limits::kAgentBytes);
    const std::vector<Value> objects = RenderAgent(resource);
    if (arena_.full() && !budget_.spent()) RefuseAgent(resource, limits::kAgentBytes, "what is made of it");
    if (problems_.errors() == errors) WriteObjects(objects, resource, writer);
    for (size_t i = known; i < problems_.list().size(); ++i) problems_.list()[i].user = resource.origin();
    resource.refused = problems_.errors() != errors;
    if (!resource.refused) ++rendering_.rendered;
    if (resource.refused) wasted_ += arena_.BytesSince(mark);
    if (resource.refused || !options_.keep_objects) {
      arena_.Rewind(mark);
    } else {
      arena_.NoLimit();
    }
  }

  void WriteObjects(const std::vector<Value>& objects, const Resource& agent, ObjectWriter& writer) {
    const ObjectWriter::Position mark = writer.Mark();
    const size_t kept = rendering_.objects.size();
    if (options_.keep_inputs && IsPrinted(agent)) writer.PassThrough(agent);
    for (const Value& object : objects) {
      if (WriteObject(object, agent, writer)) continue;
      wasted_ += rendering_.output.size() - mark.size;
      writer.Rewind(mark);
      rendering_.objects.resize(kept);
      return;
    }
  }

  // False, with an error, when the object is larger than Kubernetes takes.
  bool WriteObject(const Value& object, const Resource& agent, ObjectWriter& writer) {
    Output& output = rendering_.output;
    const size_t before = output.size();
    output.LimitTo(limits::kObjectText);
    const size_t begin = writer.Rendered(object);
    const bool cut = output.full();
    output.NoLimit();
    if (cut || (output.size() - before > limits::kObjectBytes && TextBytes(object) > limits::kObjectBytes)) {
      if (!budget_.spent())
        RefuseAgent(agent, limits::kObjectBytes, "its " + std::string(object.TextOf("kind")), &object);
      return false;
    }
    if (options_.keep_objects && budget_.Take(sizeof(RenderedObject)))
      rendering_.objects.push_back({object, agent.ref, agent.origin(), begin});
    return true;
  }

  void RefuseAgent(const Resource& agent, size_t most, const std::string& what, const Value* object = nullptr) {
    problems_
        .Error(Code::kTooLarge, agent.origin(),
               what + " would be larger than the " + std::to_string(most) + " bytes that are taken at most")
        .Hint(HintFor(object != nullptr ? *object : agent.object, "no API server stores objects of that size"));
  }

  std::vector<Value> RenderAgent(Resource& resource) {
    const bool twin = resource.refused;
    const size_t errors = problems_.errors();
    Decoding decoding = MakeDecoding();
    const Agent agent = DecodeAgent(resource, decoding);
    Specs specs{&agent, FindTemplate(agent, input_, templates_, problems_), has_config_ ? &config_ : nullptr};
    if (config_refused_) {
      problems_
          .Error(Code::kBadConfig, resource.origin(),
                 "the KubeOpenCodeConfig of the input is in error, and every Agent uses it")
          .Other(config_.resource->origin());
    }
    const auto stop = [&] { return problems_.errors() != errors || arena_.full(); };
    if (twin || stop()) return {};
    const Settings settings = Resolve(specs, input_, options_.controller, overriding_, arena_, problems_);
    if (stop()) return {};
    const Layout layout = LayOutFiles(settings, input_, arena_, problems_);
    if (arena_.full()) return {};
    Pod pod = Plan(settings, layout, arena_, problems_);
    if (arena_.full()) return {};
    CheckPod(settings, pod, arena_, problems_);
    NoteRunTimeFields(settings, input_, problems_);
    if (arena_.full()) return {};
    std::vector<Value> objects = Build(settings, layout, pod, options_, arena_);
    if (arena_.full()) return {};
    for (const Value& object : objects) {
      CheckObject(object, settings, input_, problems_);
      if (object.TextOf("kind") == "Deployment")
        CheckPodSecurity(object, settings, input_, options_.pod_security.value_or(SecurityLevel::kPrivileged),
                         problems_);
    }
    return objects;
  }

  const std::vector<Source>& sources_;
  const std::vector<Document>& documents_;
  const Options& options_;
  Rendering& rendering_;
  Arena& arena_;
  Budget& budget_;
  Problems& problems_;
  size_t wasted_ = 0;  // bytes that were made for Agents in error: nothing is left of them that would count
  Overriding overriding_;
  Input input_;
  Templates templates_;
  ClusterConfig config_;
  bool has_config_ = false;
  bool config_refused_ = false;
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

void CountTexts(const std::vector<Source>& sources, Budget& budget) {
  for (const Source& source : sources) static_cast<void>(budget.Take(source.text.size()));
}

Reading ReadSources(const std::vector<Source>& sources, const SizeLimits& sizes, Budget* budget) {
  Reading reading;
  if (budget == nullptr) reading.own_budget = std::make_unique<Budget>(sizes.memory_bytes);
  reading.budget = budget == nullptr ? reading.own_budget.get() : budget;
  reading.arena = std::make_unique<Arena>(reading.budget);
  if (!CheckSize(sources, sizes, reading.problems)) return reading;
  if (budget == nullptr) CountTexts(sources, *reading.budget);
  reading.good = true;
  for (size_t i = 0; i < sources.size(); ++i) {
    reading.good &=
        Read(sources[i], static_cast<uint16_t>(i), *reading.arena, reading.documents, reading.problems, sizes);
  }
  return reading;
}

Rendering& Rendering::operator=(Rendering&& other) noexcept {
  std::swap(budget, other.budget);
  std::swap(own_budget, other.own_budget);
  output = std::move(other.output);
  std::swap(problems, other.problems);
  objects.swap(other.objects);
  std::swap(agents, other.agents);
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
  }
  const bool incomplete = !reading.good || (options.findings != nullptr && options.findings->errors() != 0);
  if (options.check_rest && incomplete) rendering.problems.Drop(SaysWhatIsMissing);
  return rendering;
}

}  // namespace agentrender
