// The settings of one Agent, after templates, the cluster's configuration and defaults (spec 3). Contains no Kubernetes
// objects: those are in Pod.
#pragma once

#include "core/model/agent.h"
#include "core/model/controller.h"
#include "core/model/overrides.h"
#include "core/model/revisions.h"

namespace agentrender {

// One Agent, resolved: each value with the place that it comes from.
struct Settings {
  const Agent* agent = nullptr;
  std::string_view name;     // metadata.name
  std::string_view ns;       // the namespace that objects carry; empty when none is known (D17)
  std::string_view text_ns;  // the namespace that texts name; `default` when none is known
  Origin origin;             // of the Agent
  Origin name_origin;
  Origin ns_origin;       // an option's when the Agent names no namespace
  Value annotations;      // of the Agent's metadata; absent when it has none
  Controller controller;  // whose rendering is reproduced

  Text agent_image;
  Text executor_image;
  Text workspace_dir;
  Text service_account;
  ArenaList<Context> contexts;
  ArenaList<Skill> skills;
  ArenaList<Plugin> plugins;
  Value config;           // a map, or absent; what configRef names when that is what there is
  Value config_text;      // the text of configRef, which `config` was read from; absent without one
  KeySource live_config;  // a configRef whose text is not in the input, or a Secret's; absent without one
  ArenaList<Credential> credentials;
  const PodSpec* pod = nullptr;  // never null
  KeySource ca_bundle;
  Proxy proxy;
  Value image_pull_secrets;
  ArenaList<ExtraPort> extra_ports;
  Sourced<int64_t> port;
  ClaimRequest sessions;
  ClaimRequest workspace;
  Sourced<bool> suspend;
  const Overrides* overrides = nullptr;  // never null; images and suspend are applied already

  // From the cluster's configuration.
  Text cluster_domain;
  Text system_image;
  Text system_image_pull_policy;
  const OpenTelemetry* otel = nullptr;  // null unless enabled with an endpoint

  const Revisions* revisions = nullptr;  // never null
};

}  // namespace agentrender
