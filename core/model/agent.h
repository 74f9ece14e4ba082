// Agent, AgentTemplate and KubeOpenCodeConfig as they were written (spec 2).
#pragma once

#include <cstdint>

#include "core/base/arena.h"
#include "core/model/document.h"
#include "core/model/sourced.h"
#include "core/model/value.h"

namespace agentrender {

// Every optional part without a `present` of its own has a field `origin`, whose place is unknown if the part is
// absent.

// A list field that tells absent from empty: `[]` wipes the template's list (R11).
template <class T>
struct SourcedList {
  ArenaList<T> items;
  Origin origin;
  bool present = false;
};

// {name, key?} of a Secret or ConfigMap.
struct KeyRef {
  Text name;
  Text key;
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

struct GitSync {
  Sourced<bool> enabled;
  Text interval;
  Text policy;
};

// Where files come from: a Git repository of a context or a skill.
struct GitSource {
  Text repository;
  Text path;
  Text ref;
  Sourced<int64_t> depth;
  Sourced<bool> recurse_submodules;
  Text secret;            // secretRef.name
  GitSync sync;           // contexts only
  ArenaList<Text> names;  // skills only
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

struct ConfigMapSource {
  Text name;
  Text key;
  Sourced<bool> optional;
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

struct UrlSource {
  Text source;
  Value headers;  // a map of strings, sorted
  Text secret;    // secretRef.name
  Sourced<bool> insecure_skip_tls_verify;
  Sourced<int64_t> timeout;
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

enum class ContextType : uint8_t { kUnknown, kText, kConfigMap, kGit, kRuntime, kUrl };

struct Context {
  ContextType type = ContextType::kUnknown;
  Origin origin;
  Text name;
  Text mount_path;
  Sourced<int64_t> file_mode;
  Text text;
  ConfigMapSource config_map;
  GitSource git;
  UrlSource url;
};

struct Skill {
  Text name;
  GitSource git;
  Origin origin;
};

enum class PluginTarget : uint8_t { kServer, kTui };

struct Plugin {
  Text name;  // an npm specifier
  PluginTarget target = PluginTarget::kServer;
  Value options;  // any JSON; absent when not given
  Origin origin;
};

struct Credential {
  Text name;
  Text secret;  // secretRef.name
  Text key;     // secretRef.key
  Text mount_path;
  Text env;
  Sourced<int64_t> file_mode;
  Origin origin;
};

// One key of a ConfigMap or of a Secret: exactly one of the two is set.
struct KeySource {
  KeyRef config_map;
  KeyRef secret;
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

struct Proxy {
  Text http;
  Text https;
  Text no_proxy;
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

struct ExtraPort {
  Text name;
  Sourced<int64_t> port;
  Text protocol;
  Origin origin;
};

// The containers that podSpec.systemContainers can add to.
enum class SystemContainer : uint8_t { kNone, kOpenCodeInit, kContextInit, kGitInit, kGitSync, kPluginInit };
inline constexpr size_t kSystemContainers = 6;

// What podSpec.systemContainers adds to one of them.
struct ContainerExtras {
  Value env;     // a list of core/v1 EnvVar
  Value mounts;  // a list of core/v1 VolumeMount
};

// AgentPodSpec. The parts that pass through are already in the form of core/v1's Go types (see fields/conform.h); they
// are absent if not given.
struct PodSpec {
  Value labels;       // a map of strings, sorted
  Value annotations;  // the same
  Value node_selector;
  Value tolerations;
  Value affinity;
  Text runtime_class;
  Value resources;
  Value security_context;
  Value pod_security_context;
  Value lifecycle;
  Value extra_volumes;
  Value extra_volume_mounts;
  Value extra_env;
  ContainerExtras system[kSystemContainers];  // by SystemContainer
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

// The fields that AgentSpec and AgentTemplateSpec share.
struct CommonSpec {
  Text agent_image;
  Text executor_image;
  Text workspace_dir;
  Text service_account;
  SourcedList<Context> contexts;
  SourcedList<Skill> skills;
  SourcedList<Plugin> plugins;
  Value config;
  KeySource config_ref;
  SourcedList<Credential> credentials;
  PodSpec pod_spec;
  KeySource ca_bundle;
  Proxy proxy;
  Value image_pull_secrets;  // a list of {name}; absent when not given
  SourcedList<ExtraPort> extra_ports;
};

// What persistence requests for one claim.
struct ClaimRequest {
  Text storage_class;  // an empty one counts as given
  Text size;           // in canonical form
  Origin origin;
  bool Present() const { return origin.HasPlace(); }
};

struct AgentTemplate {
  const Resource* resource = nullptr;
  CommonSpec spec;
  bool in_error = false;  // it, or its resource
  bool used = false;
};

struct Agent {
  const Resource* resource = nullptr;
  CommonSpec spec;
  Text template_name;
  Sourced<int64_t> port;
  ClaimRequest sessions;
  ClaimRequest workspace;
  Sourced<bool> suspend;
  Origin standby;  // its place is unknown when absent
  Sourced<bool> share_enabled;
};

struct OtelHeader {
  std::string_view name;
  Text value;
  Text secret;
  Text key;
  Sourced<bool> optional;
  Origin origin;
};

struct OpenTelemetry {
  Sourced<bool> enabled;
  Text endpoint;
  ArenaList<OtelHeader> headers;  // sorted by name
  Sourced<bool> llm_traces;
  Sourced<bool> record_content;
  Value resource_attributes;  // a map of strings, sorted
};

struct ClusterConfig {
  const Resource* resource = nullptr;
  Text cluster_domain;
  Text system_image;
  Text system_image_pull_policy;
  Proxy proxy;
  OpenTelemetry otel;
};

}  // namespace agentrender
