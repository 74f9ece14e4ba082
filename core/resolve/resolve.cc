// Takes what an Agent, its template, the cluster and the caller say, gives what applies: one row for each field, the
// winner with its place (R11, R12).
#include "core/resolve/resolve.h"

#include <new>

#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/model/causes.h"
#include "core/resolve/config_ref.h"
#include "core/resolve/defaults.h"
#include "core/resolve/merge.h"
#include "core/resolve/overrides.h"

namespace agentrender {

namespace {

const CommonSpec kNoTemplate{};
const ClusterConfig kNoConfig{};
const PodSpec kNoPodSpec{};

// A place in the caller's options: their line if they are written in the input.
Origin OptionAt(Origin place) {
  place.cause = causes::kOptions;
  return place;
}

// The caller's default, or ours.
Text Default(const Text& options, std::string_view ours) {
  if (HasText(options)) return {options.value, OptionAt(options.origin), true};
  return {ours, {0, 0, 0, causes::kDefaults}, true};
}

Text TextOr(const Text& agent, const Text& base, const Text& options, std::string_view ours) {
  const Text found = FirstText(agent, base);
  return found.present ? found : Default(options, ours);
}

template <class T>
const T& FirstPresent(const T& agent, const T& base) {
  return agent.Present() ? agent : base;
}

template <class T>
const ArenaList<T>& FirstList(const SourcedList<T>& agent, const SourcedList<T>& base) {
  return agent.present ? agent.items : base.items;
}

void ApplyOverrides(Settings& s, Overriding& overriding, Arena& arena) {
  const Overrides& overrides = overriding.overrides;
  for (Text* image : {&s.agent_image, &s.executor_image, &s.system_image}) {
    const ImageOverride* found = FindImageOverride(image->value, overrides.images);
    if (found == nullptr) continue;
    overriding.used_images[static_cast<size_t>(found - overrides.images.data())] = true;
    const std::string_view own = image->value;
    image->value = OverrideImage(own, *found, arena);
    if (image->value != own) image->origin = OptionAt(found->origin.HasPlace() ? found->origin : image->origin);
  }
  if (overrides.suspend) {
    s.suspend = {*overrides.suspend, s.suspend.origin, true};
    s.suspend.origin.cause = causes::kOptions;
  }
  s.overrides = &overrides;
}

Origin SpecOf(const Settings& s) { return s.agent->resource->object.Get("spec").origin(); }

// The Agent's identity, and what its objects take over from its metadata.
void TakeMetadata(const Resource& agent, const Input& input, Settings& s) {
  const Value metadata = agent.object.Get("metadata");
  s.name = agent.ref.name;
  s.ns = input.NamespaceOf(agent.ref);
  s.text_ns = s.ns.empty() ? defaults::kNamespaceInTexts : s.ns;
  s.origin = agent.origin();
  const Value ns = metadata.Get("namespace");
  s.name_origin = metadata.Get("name").origin();
  s.ns_origin = ns.Present() && !ns.text().empty() ? ns.origin() : OptionAt(input.default_namespace.origin);
  s.annotations = metadata.Get("annotations");
}

// Settings that only the Agent has.
void TakeOwn(const Agent& agent, Settings& s) {
  s.agent = &agent;
  s.port = agent.port ? agent.port : Sourced<int64_t>{defaults::kPort, {0, 0, 0, causes::kDefaults}, true};
  s.sessions = agent.sessions;
  s.workspace = agent.workspace;
  s.suspend = agent.suspend;
}

// Settings that only the KubeOpenCodeConfig has.
void TakeCluster(const ClusterConfig& config, const CallerDefaults& options, Settings& s) {
  s.cluster_domain = TextOr(config.cluster_domain, {}, {}, defaults::kClusterDomain);
  s.system_image = TextOr(config.system_image, {}, options.system_image, defaults::kSystemImage);
  s.system_image_pull_policy = TextOr(config.system_image_pull_policy, {}, {}, defaults::kSystemImagePullPolicy);
  if (*config.otel.enabled && HasText(config.otel.endpoint)) s.otel = &config.otel;
}

void RequireWorkspace(const Settings& s, Arena& arena, Problems& problems) {
  if (!HasText(s.workspace_dir)) {
    const Origin spec = SpecOf(s);
    problems.Error(Code::kNoWorkspace, spec, "is required, here or in the template")
        .Child(spec, ".workspaceDir")
        .Hint("add a directory such as workspaceDir: /workspace");
    return;
  }
  // A volume at / would hide the image.
  if (CleanPath(arena, s.workspace_dir.value) == "/") {
    problems
        .Error(Code::kNoWorkspace, s.workspace_dir.origin,
               Quoted(s.workspace_dir.value) + " cannot be the workspace: a volume there would hide the image")
        .Hint("choose a directory below it, such as /workspace");
  }
}

// D11: required after a merge with a template; an Agent without a template needs none.
void CheckAccount(const Settings& s, const Text& own, bool merged, Problems& problems) {
  if (HasText(s.service_account)) return;
  const Origin spec = SpecOf(s);
  const Origin where = own.present ? own.origin : spec;
  Problem& problem =
      merged ? problems.Error(Code::kNoServiceAccount, where, "is required, here or in the template")
             : problems.Warning(Code::kNoServiceAccount, where, "is not given: the Pod runs as the account `default`");
  if (!own.present) problem.Child(spec, ".serviceAccountName");
  problem.Hint(merged ? "name the ServiceAccount that the Pod runs as"
                      : "name a ServiceAccount that has the rights of this Agent and no others");
}

// R11, R75: the only one; of two, the Agent's, or both merged.
const PodSpec* ResolvePodSpec(const PodSpec& own, const PodSpec& base, const Controller& controller, Arena& arena,
                              Problems& problems) {
  if (!own.Present()) return base.Present() ? &base : &kNoPodSpec;
  if (!base.Present()) return &own;
  if (controller.Has(Change::kMergePodSpecs))
    return new (arena.Take(sizeof(PodSpec))) PodSpec(MergePodSpecs(own, base, arena, problems));
  if (!controller.chosen()) {
    problems
        .Warning(Code::kPodSpecReplaced, own.origin,
                 "replaces the template's podSpec, as up to controller " CONTROLLER_REPLACES "; from " CONTROLLER_MERGES
                 " on the two are merged")
        .Other(base.origin)
        .Hint("choose one of the two: --controller " CONTROLLER_REPLACES " or " CONTROLLER_MERGES
              ", or controllerVersion in an AgentRender");
  }
  return &own;
}

}  // namespace

Settings Resolve(const Specs& specs, const Input& input, const Controller& controller, Overriding& overriding,
                 Arena& arena, Problems& problems) {
  const Agent& agent = *specs.agent;
  const CommonSpec& own = agent.spec;
  const CommonSpec& base = specs.base == nullptr ? kNoTemplate : specs.base->spec;
  const ClusterConfig& config = specs.config == nullptr ? kNoConfig : *specs.config;
  const CallerDefaults& options = overriding.overrides.defaults;

  Settings s;
  TakeMetadata(*agent.resource, input, s);
  TakeOwn(agent, s);
  s.controller = controller;
  s.revisions = specs.revisions;

  s.agent_image = TextOr(own.agent_image, base.agent_image, options.agent_image, defaults::kAgentImage);
  s.executor_image = TextOr(own.executor_image, base.executor_image, options.executor_image, defaults::kExecutorImage);
  s.workspace_dir = FirstText(own.workspace_dir, base.workspace_dir);
  s.service_account = FirstText(own.service_account, base.service_account);
  s.contexts = FirstList(own.contexts, base.contexts);
  s.skills = FirstList(own.skills, base.skills);
  s.plugins = FirstList(own.plugins, base.plugins);
  s.config = FirstPresent(own.config, base.config);
  s.credentials = FirstList(own.credentials, base.credentials);
  s.pod = ResolvePodSpec(own.pod_spec, base.pod_spec, controller, arena, problems);
  s.ca_bundle = FirstPresent(own.ca_bundle, base.ca_bundle);
  s.proxy = FirstPresent(own.proxy, FirstPresent(base.proxy, config.proxy));
  s.image_pull_secrets = FirstPresent(own.image_pull_secrets, base.image_pull_secrets);
  s.extra_ports = FirstList(own.extra_ports, base.extra_ports);

  TakeCluster(config, options, s);
  ResolveConfigRef(FirstPresent(own.config_ref, base.config_ref), s, input, arena, problems);
  ApplyOverrides(s, overriding, arena);
  RequireWorkspace(s, arena, problems);
  CheckAccount(s, own.service_account, specs.base != nullptr, problems);
  return s;
}

void NoteUnusedImages(const Overriding& overriding, Problems& problems) {
  for (size_t i = 0; i < overriding.used_images.size(); ++i) {
    if (overriding.used_images[i]) continue;
    const ImageOverride& image = overriding.overrides.images[i];
    problems.Warning(Code::kUnusedOverride, image.origin,
                     "no Agent in the input uses an image named " + Quoted(image.name));
  }
}

}  // namespace agentrender
