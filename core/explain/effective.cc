// Takes documents and the place of an Agent, gives the fields that apply to it after resolve/: editors show them beside
// the Agent.
#include "core/explain/effective.h"

#include <optional>

#include "core/collect/collect.h"
#include "core/decode/decode.h"
#include "core/explain/short_text.h"
#include "core/resolve/resolve.h"
#include "core/resolve/templates.h"
#include "core/settings/in_input.h"

namespace agentrender {

namespace {

constexpr size_t kShownValue = 80;

class Rows {
 public:
  void Add(const char* path, const Text& text) {
    if (text.present && !text.value.empty()) rows_.push_back({path, std::string(text.value), text.origin});
  }
  void Add(const char* path, const Sourced<int64_t>& number) {
    if (number.present) rows_.push_back({path, std::to_string(number.value), number.origin});
  }
  void Add(const char* path, const Sourced<bool>& truth) {
    if (truth.present) rows_.push_back({path, truth.value ? "true" : "false", truth.origin});
  }
  void Add(const char* path, const Value& value) {
    if (!value.Present()) return;
    std::string text = value.IsList() ? std::to_string(value.size()) + (value.size() == 1 ? " entry" : " entries")
                                      : ShortText(value, kShownValue);
    rows_.push_back({path, std::move(text), value.origin()});
  }
  template <class T>
  void Add(const char* path, const ArenaList<T>& items) {
    if (items.empty()) return;
    std::string text = std::to_string(items.size()) + (items.size() == 1 ? " entry" : " entries");
    std::string names;
    for (const T& item : items) {
      if (HasText(item.name)) names += (names.empty() ? ": " : ", ") + item.name.value;
    }
    rows_.push_back({path, text + names, (*items.begin()).origin});
  }
  void Add(const char* path, const KeySource& source) {
    if (!source.Present()) return;
    const bool map = source.config_map.Present();
    const KeyRef& ref = map ? source.config_map : source.secret;
    std::string text = map ? "ConfigMap " : "Secret ";
    text += ref.name.value;
    if (HasText(ref.key)) text.append(", key ").append(ref.key.value);
    rows_.push_back({path, std::move(text), source.origin});
  }

  std::vector<EffectiveField> Take() { return std::move(rows_); }

 private:
  std::vector<EffectiveField> rows_;
};

void AddPodSpec(const PodSpec& pod, Rows& rows) {
  rows.Add("spec.podSpec.labels", pod.labels);
  rows.Add("spec.podSpec.annotations", pod.annotations);
  rows.Add("spec.podSpec.scheduling.nodeSelector", pod.node_selector);
  rows.Add("spec.podSpec.scheduling.tolerations", pod.tolerations);
  rows.Add("spec.podSpec.scheduling.affinity", pod.affinity);
  rows.Add("spec.podSpec.runtimeClassName", pod.runtime_class);
  rows.Add("spec.podSpec.resources", pod.resources);
  rows.Add("spec.podSpec.securityContext", pod.security_context);
  rows.Add("spec.podSpec.podSecurityContext", pod.pod_security_context);
  rows.Add("spec.podSpec.lifecycle", pod.lifecycle);
  rows.Add("spec.podSpec.extraVolumes", pod.extra_volumes);
  rows.Add("spec.podSpec.extraVolumeMounts", pod.extra_volume_mounts);
  rows.Add("spec.podSpec.extraEnv", pod.extra_env);
}

std::vector<EffectiveField> RowsOf(const Settings& s) {
  Rows rows;
  rows.Add("spec.agentImage", s.agent_image);
  rows.Add("spec.executorImage", s.executor_image);
  rows.Add("spec.workspaceDir", s.workspace_dir);
  rows.Add("spec.serviceAccountName", s.service_account);
  rows.Add("spec.contexts", s.contexts);
  rows.Add("spec.skills", s.skills);
  rows.Add("spec.plugins", s.plugins);
  rows.Add(s.config_text.Present() ? "spec.configRef" : "spec.config", s.config);
  rows.Add("spec.configRef", s.live_config);
  rows.Add("spec.credentials", s.credentials);
  AddPodSpec(*s.pod, rows);
  rows.Add("spec.caBundle", s.ca_bundle);
  rows.Add("spec.proxy.httpProxy", s.proxy.http);
  rows.Add("spec.proxy.httpsProxy", s.proxy.https);
  rows.Add("spec.proxy.noProxy", s.proxy.no_proxy);
  rows.Add("spec.imagePullSecrets", s.image_pull_secrets);
  rows.Add("spec.extraPorts", s.extra_ports);
  rows.Add("spec.port", s.port);
  rows.Add("spec.suspend", s.suspend);
  rows.Add("spec.systemImage.image", s.system_image);
  rows.Add("spec.systemImage.imagePullPolicy", s.system_image_pull_policy);
  rows.Add("spec.clusterDomain", s.cluster_domain);
  return rows.Take();
}

}  // namespace

std::vector<EffectiveField> EffectiveFields(const std::vector<Document>& documents, const std::vector<Source>& sources,
                                            const Options& options, const Origin& place) {
  Arena arena;
  Problems problems;
  const Options all = WithSettings(documents, options, arena, problems);
  const Input input = Collect(documents, sources, all, arena, problems);
  Decoding decoding{arena, problems, all.strict, all.controller};
  Shared shared;
  const Resource* found = nullptr;
  for (const Resource& resource : input.resources) {
    if (resource.role == Role::kAgent && resource.origin().SamePlace(place)) found = &resource;
    static_cast<void>(DecodeShared(resource, decoding, shared));
  }
  shared.config_in_error = false;  // what it says well is shown
  if (found == nullptr) return {};
  Problems own;
  Decoding of_agent{arena, own, all.strict, all.controller};
  const Agent agent = DecodeAgent(*found, of_agent);
  const Specs specs = FindSpecs(agent, input, shared, own);
  if (own.errors() != 0) return {};
  Overriding overriding{all.overrides, std::vector<bool>(all.overrides.images.size())};
  return RowsOf(Resolve(specs, input, all.controller, overriding, arena, own));
}

}  // namespace agentrender
