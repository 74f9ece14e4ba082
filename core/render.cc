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
#include "core/read/read.h"
#include "core/report/locate.h"
#include "core/resolve/resolve.h"
#include "core/resolve/templates.h"
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
        problems_(rendering.problems),
        overriding_{options.overrides, std::vector<bool>(options.overrides.images.size())} {}

  void Run() {
    input_ = Collect(documents_, sources_, options_, arena_, problems_);
    DecodeShared();
    ReserveOutput();
    ObjectWriter writer(options_.format, options_.resource_list_version, sources_, rendering_.output);
    writer.Begin();
    for (Resource& resource : input_.resources) {
      Write(resource, writer);
      if (!HasRoom(resource) || problems_.left_out() != 0) break;
    }
    if (input_.left_alone == 0) NoteUnusedTemplates(templates_, problems_);
    if (rendering_.rendered != 0 && problems_.errors() == 0) NoteUnusedImages(overriding_, problems_);
    Locate(input_, problems_);
    if (rendering_.HasErrors() && !options_.keep_going) return TakeBack();
    writer.End(problems_.list());
  }

 private:
  // Memory that nobody writes to costs nothing; to move what was written does.
  void ReserveOutput() {
    constexpr size_t kUsualAgent = size_t{8} << 10;
    constexpr size_t kLarge = size_t{1} << 20;
    size_t bytes = 0;
    for (const Resource& resource : input_.resources) bytes += resource.role == Role::kAgent ? kUsualAgent : 0;
    for (const Source& source : sources_) bytes += source.text.size();
    bytes = std::min(bytes, options_.sizes.output_bytes);
    if (bytes < kLarge) return;
    Output& output = rendering_.output;
    output.Reserve(bytes);
    if (options_.expect_writes != nullptr) options_.expect_writes(output.Room(0), bytes);
  }

  bool HasRoom(const Resource& resource) {
    if (rendering_.output.size() <= options_.sizes.output_bytes) return true;
    problems_
        .Error(Code::kTooMuch, resource.origin(),
               "the output is larger than " + std::to_string(options_.sizes.output_bytes >> 20) + " MiB")
        .Hint("render parts of the input one by one");
    return false;
  }

  Decoding MakeDecoding() { return {arena_, problems_, options_.strict, options_.controller}; }

  // Templates and the cluster's configuration, each decoded once.
  void DecodeShared() {
    Decoding decoding = MakeDecoding();
    for (Resource& resource : input_.resources) {
      const size_t errors = problems_.errors();
      if (resource.role == Role::kTemplate) {
        resource.decoded = templates_.size();
        templates_.push_back(DecodeTemplate(resource, decoding));
      }
      if (resource.role == Role::kRevisions) DecodeRevisions(resource, decoding, input_.revisions);
      if (resource.role == Role::kConfig) config_ = DecodeConfig(resource, decoding);
      if (IsNamespace(resource)) CheckNamespaceLabels(resource, problems_);
      if (problems_.errors() != errors) resource.refused = true;
      config_refused_ |= resource.role == Role::kConfig && resource.refused;
      has_config_ |= resource.role == Role::kConfig;
    }
  }

  void Write(Resource& resource, ObjectWriter& writer) {
    if (resource.role == Role::kAgent) {
      ++rendering_.agents;
      WriteAgent(resource, writer);
    } else if (resource.role != Role::kFormer && !resource.refused &&
               (options_.keep_inputs || input_.left_alone != 0 || !IsConsumed(resource))) {
      writer.PassThrough(resource);
    }
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
    const std::vector<Value> objects = RenderAgent(resource);
    for (size_t i = known; i < problems_.list().size(); ++i) problems_.list()[i].user = resource.origin();
    if (problems_.errors() != errors) {
      resource.refused = true;
    } else {
      if (options_.keep_inputs) writer.PassThrough(resource);
      for (const Value& object : objects) WriteObject(object, resource, writer);
      ++rendering_.rendered;
    }
    if (!options_.keep_objects) arena_.Rewind(mark);
  }

  void WriteObject(const Value& object, const Resource& agent, ObjectWriter& writer) {
    const size_t begin = writer.Rendered(object);
    if (options_.keep_objects) rendering_.objects.push_back({object, agent.ref, agent.origin(), begin});
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
    if (twin || problems_.errors() != errors) return {};
    const Settings settings = Resolve(specs, input_, options_.controller, overriding_, arena_, problems_);
    if (problems_.errors() != errors) return {};
    const Layout layout = LayOutFiles(settings, input_, arena_, problems_);
    Pod pod = Plan(settings, layout, arena_, problems_);
    CheckPod(settings, pod, arena_, problems_);
    NoteRunTimeFields(settings, input_, problems_);
    std::vector<Value> objects = Build(settings, layout, pod, options_, arena_);
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
  Problems& problems_;
  Overriding overriding_;
  Input input_;
  Templates templates_;
  ClusterConfig config_;
  bool has_config_ = false;
  bool config_refused_ = false;
};

}  // namespace

Reading ReadSources(const std::vector<Source>& sources, const SizeLimits& sizes) {
  Reading reading;
  reading.arena = std::make_unique<Arena>();
  if (!CheckSize(sources, sizes, reading.problems)) return reading;
  reading.good = true;
  for (size_t i = 0; i < sources.size(); ++i) {
    reading.good &=
        Read(sources[i], static_cast<uint16_t>(i), *reading.arena, reading.documents, reading.problems, sizes);
  }
  return reading;
}

Rendering Render(const std::vector<Source>& sources, const Options& options) {
  return Render(sources, ReadSources(sources, options.sizes), options);
}

Rendering Render(const std::vector<Source>& sources, Reading reading, const Options& options) {
  Rendering rendering;
  rendering.arena = std::move(reading.arena);
  rendering.controller = options.controller;
  if (options.findings != nullptr) rendering.problems = *options.findings;
  rendering.problems.Append(reading.problems);
  if (reading.good) {
    Renderer(sources, reading.documents, options, rendering).Run();
  } else {
    Locate({}, rendering.problems);
  }
  return rendering;
}

}  // namespace agentrender
