// Takes Agents and AgentTemplates, gives the structs that resolve/ reads. Conform() has checked them against the table
// of fields, so this only says which field goes where.
#include <iterator>

#include "core/decode/decode.h"
#include "core/decode/parts.h"

namespace agentrender {

namespace {

GitSource TakeGit(const Checked& value, Arena& arena) {
  GitSource git;
  git.origin = value.origin();
  git.repository = value["repository"];
  git.path = value["path"];
  git.ref = value["ref"];
  git.depth = value["depth"];
  git.recurse_submodules = value["recurseSubmodules"];
  git.secret = value["secretRef"]["name"];
  const Checked sync = value["sync"];
  git.sync = {sync["enabled"], sync["interval"], sync["policy"]};
  for (const Value& name : value["names"]) git.names.Push(arena, Checked(name));
  return git;
}

ConfigMapSource TakeConfigMap(const Checked& value) {
  return {value["name"], value["key"], value["optional"], value.origin()};
}

UrlSource TakeUrl(const Checked& value) {
  UrlSource url;
  url.origin = value.origin();
  url.source = value["source"];
  url.headers = value["headers"];
  url.secret = value["secretRef"]["name"];
  url.insecure_skip_tls_verify = value["insecureSkipTLSVerify"];
  url.timeout = value["timeout"];
  return url;
}

// In the order of the table's enum.
ContextType TakeContextType(const Text& name) {
  const std::span<const char* const> values = ValuesOf(TypeId::kContextType);
  for (size_t i = 0; i < values.size(); ++i) {
    if (name.value == values[i]) return static_cast<ContextType>(i + 1);
  }
  return ContextType::kUnknown;
}

Context TakeContext(const Checked& value, Arena& arena) {
  Context context;
  context.type = TakeContextType(value["type"]);
  context.origin = value.origin();
  context.name = value["name"];
  context.mount_path = value["mountPath"];
  context.file_mode = value["fileMode"];
  context.text = value["text"];
  context.config_map = TakeConfigMap(value["configMap"]);
  context.git = TakeGit(value["git"], arena);
  context.url = TakeUrl(value["url"]);
  return context;
}

Plugin TakePlugin(const Checked& value) {
  const Text target = value["target"];
  return {value["name"], target.value == "tui" ? PluginTarget::kTui : PluginTarget::kServer, value["options"],
          value.origin()};
}

Credential TakeCredential(const Checked& value) {
  Credential credential;
  credential.origin = value.origin();
  credential.name = value["name"];
  credential.secret = value["secretRef"]["name"];
  credential.key = value["secretRef"]["key"];
  credential.mount_path = value["mountPath"];
  credential.env = value["env"];
  credential.file_mode = value["fileMode"];
  return credential;
}

// The later of two wins (D9), which nobody intends.
void WarnOfEqualVariables(const SourcedList<Credential>& credentials, Problems& problems) {
  const ArenaList<Credential>& items = credentials.items;
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t j = 0; j < i && HasText(items[i].env); ++j) {
      if (items[j].env.value != items[i].env.value) continue;
      problems
          .Warning(Code::kEnvTwice, items[i].env.origin,
                   std::string(items[i].env.value) + " is also set by an earlier credential; this one wins")
          .Other(items[j].env.origin)
          .Hint("give one of the two another name");
      break;
    }
  }
}

KeyRef TakeKeyRef(const Checked& value) { return {value["name"], value["key"], value.origin()}; }

// One key of a ConfigMap or of a Secret.
KeySource TakeKeySource(const Checked& value) {
  return {TakeKeyRef(value["configMapRef"]), TakeKeyRef(value["secretRef"]), value.origin()};
}

// The names under podSpec.systemContainers, by SystemContainer.
constexpr std::string_view kSystemNames[kSystemContainers] = {"",        "openCodeInit", "contextInit",
                                                              "gitInit", "gitSync",      "pluginInit"};

PodSpec TakePodSpec(const Checked& value) {
  PodSpec pod;
  pod.origin = value.origin();
  pod.labels = value["labels"];
  pod.annotations = value["annotations"];
  const Checked scheduling = value["scheduling"];
  pod.node_selector = scheduling["nodeSelector"];
  pod.tolerations = scheduling["tolerations"];
  pod.affinity = scheduling["affinity"];
  pod.runtime_class = value["runtimeClassName"];
  pod.resources = value["resources"];
  pod.security_context = value["securityContext"];
  pod.pod_security_context = value["podSecurityContext"];
  pod.lifecycle = value["lifecycle"];
  pod.extra_volumes = value["extraVolumes"];
  pod.extra_volume_mounts = value["extraVolumeMounts"];
  pod.extra_env = value["extraEnv"];
  const Checked system = value["systemContainers"];
  for (size_t i = 1; i < kSystemContainers; ++i) {
    const Checked extras = system[kSystemNames[i]];
    pod.system[i] = {extras["extraEnv"], extras["extraVolumeMounts"]};
  }
  return pod;
}

CommonSpec TakeCommonSpec(const Checked& value, Decoding& decoding) {
  Arena& arena = decoding.arena;
  CommonSpec spec;
  spec.agent_image = value["agentImage"];
  spec.executor_image = value["executorImage"];
  spec.workspace_dir = value["workspaceDir"];
  spec.service_account = value["serviceAccountName"];
  spec.contexts = TakeList<Context>(value["contexts"], arena, [&](const Checked& v) { return TakeContext(v, arena); });
  spec.skills = TakeList<Skill>(
      value["skills"], arena, [&](const Checked& v) { return Skill{v["name"], TakeGit(v["git"], arena), v.origin()}; });
  spec.plugins = TakeList<Plugin>(value["plugins"], arena, TakePlugin);
  spec.config = value["config"];
  spec.config_ref = TakeKeySource(value["configRef"]);
  spec.credentials = TakeList<Credential>(value["credentials"], arena, TakeCredential);
  WarnOfEqualVariables(spec.credentials, decoding.problems);
  spec.pod_spec = TakePodSpec(value["podSpec"]);
  spec.ca_bundle = TakeKeySource(value["caBundle"]);
  spec.proxy = TakeProxy(value["proxy"]);
  spec.image_pull_secrets = value["imagePullSecrets"];
  spec.extra_ports = TakeList<ExtraPort>(value["extraPorts"], arena, [](const Checked& v) {
    return ExtraPort{v["name"], v["port"], v["protocol"], v.origin()};
  });
  return spec;
}

ClaimRequest TakeClaim(const Checked& value) { return {value["storageClassName"], value["size"], value.origin()}; }

}  // namespace

Proxy TakeProxy(const Checked& value) {
  return {value["httpProxy"], value["httpsProxy"], value["noProxy"], value.origin()};
}

Agent DecodeAgent(const Resource& resource, Decoding& decoding) {
  Agent agent;
  agent.resource = &resource;
  const Checked spec = Checked(Conform(TypeId::kAgent, resource.object, decoding))["spec"];
  agent.spec = TakeCommonSpec(spec, decoding);
  agent.template_name = spec["templateRef"]["name"];
  agent.port = spec["port"];
  agent.sessions = TakeClaim(spec["persistence"]["sessions"]);
  agent.workspace = TakeClaim(spec["persistence"]["workspace"]);
  agent.suspend = spec["suspend"];
  agent.standby = spec["standby"].origin();
  agent.share_enabled = spec["share"]["enabled"];
  return agent;
}

AgentTemplate DecodeTemplate(const Resource& resource, Decoding& decoding) {
  AgentTemplate result;
  result.resource = &resource;
  const Checked top(Conform(TypeId::kAgentTemplate, resource.object, decoding));
  result.spec = TakeCommonSpec(top["spec"], decoding);
  return result;
}

}  // namespace agentrender
