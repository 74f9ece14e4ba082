// Takes Settings, Layout and Pod, gives an Agent's objects, each with its keys in the order in which they are written
// (R70).
#include "core/build/build.h"

#include <algorithm>
#include <iterator>

#include "core/formats/sha256.h"
#include "core/model/annotations.h"
#include "core/model/causes.h"
#include "core/model/object_names.h"
#include "core/plan/kube.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

template <class Names>
bool IsIn(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

class Builder {
 public:
  Builder(const Settings& settings, const Layout& layout, const Pod& pod, const Options& options, Arena& arena)
      : s_(settings), layout_(layout), pod_(pod), arena_(arena), make_(arena, causes::kObjects) {
    annotations_ = InheritedAnnotations(options.inherited_annotations);
    config_map_annotation_ = options.config_map_annotation;
    agent_name_ = make_.Word(s_.name, s_.name_origin);
    namespace_ = make_.String(s_.ns, s_.ns_origin);
    labels_ = CommonLabels();
    selector_ = make_.Map(1).Add(object_names::kAgentLabel, agent_name_);
  }

  void AddConfigMap(std::vector<Value>& objects) {
    const Value data = Data();
    if (data.empty()) return;
    MapBuilder labels = make_.Map(3);
    labels.Add("app", make_.Word("kubeopencode"));
    labels.Add("app.kubernetes.io/component", make_.Word("server"));
    labels.Add(object_names::kAgentLabel, agent_name_);
    MapBuilder object = Object("v1", "ConfigMap", object_names::kContextSuffix, labels, ConfigMapAnnotations());
    object.Add("data", data);
    context_hash_ = Hash(data);
    objects.push_back(object);
  }

  void AddClaim(const ClaimRequest& request, std::string_view suffix, std::string_view default_size,
                std::vector<Value>& objects) {
    if (!request.Present()) return;
    MapBuilder requests = make_.Map(1, request.origin);
    requests.Add("storage", HasText(request.size) ? make_.String(request.size) : make_.Default(default_size));
    MapBuilder resources = make_.Map(1);
    resources.Add("requests", requests);
    MapBuilder spec = make_.Map(3, request.origin);
    spec.Add("accessModes", make_.Words({"ReadWriteOnce"}));
    spec.Add("resources", resources);
    if (request.storage_class.present) spec.Add("storageClassName", make_.String(request.storage_class));
    MapBuilder object = Object("v1", "PersistentVolumeClaim", suffix, labels_, annotations_);
    object.Add("spec", spec);
    objects.push_back(object);
  }

  Value Deployment() {
    const Value pod_labels = PodLabels();
    MapBuilder selector = make_.Map(1);
    selector.Add("matchLabels", selector_);
    MapBuilder spec = make_.Map(4);
    spec.Add("replicas", Replicas());
    spec.Add("selector", selector);
    if (s_.sessions.Present() || s_.workspace.Present()) spec.Add("strategy", RecreateStrategy());
    spec.Add("template", Template(pod_labels));
    MapBuilder object = Object("apps/v1", "Deployment", object_names::kDeploymentSuffix, pod_labels, annotations_);
    object.Add("spec", spec);
    return object;
  }

  Value Service() {
    ListBuilder ports = make_.List(static_cast<uint32_t>(s_.extra_ports.size() + 1));
    ports.Push(ServicePort(make_.Word("http"), make_.Int(*s_.port, s_.port.origin), make_.Word(defaults::kProtocol)));
    for (const ExtraPort& extra : s_.extra_ports) {
      const Value protocol =
          HasText(extra.protocol) ? make_.String(extra.protocol) : make_.Default(defaults::kProtocol);
      ports.Push(ServicePort(make_.String(extra.name), make_.Int(*extra.port, extra.port.origin), protocol));
    }
    MapBuilder spec = make_.Map(3);
    spec.Add("ports", ports);
    spec.Add("selector", selector_);
    spec.Add("type", make_.Word("ClusterIP"));
    MapBuilder object = Object("v1", "Service", "", labels_, annotations_);
    object.Add("spec", spec);
    return object;
  }

 private:
  Value InheritedAnnotations(const std::vector<std::string_view>& inherited) const {
    const Value own = s_.annotations;
    Value taken;
    if (!own.IsMap()) return taken;
    for (const Member& m : own.members()) {
      const bool carried = IsIn(annotations::kCarried, m.key.text()) || IsIn(inherited, m.key.text());
      if (!carried || m.value.IsNull()) continue;
      if (!taken.Present()) taken = Value::Map(arena_, 0, own.origin());
      taken.Add(arena_, m.key, m.value);
    }
    taken.SortMembers();
    return taken;
  }

  Value ConfigMapAnnotations() const {
    if (config_map_annotation_.empty()) return annotations_;
    MapBuilder annotations = make_.Map(annotations_.size() + 1);
    for (const Member& m : annotations_.members()) annotations.Add(m.key, m.value);
    annotations.Add(make_.Word(config_map_annotation_), make_.Word("enabled"));
    annotations.SortMembers();
    return annotations;
  }

  // R30
  Value CommonLabels() const {
    MapBuilder labels = make_.Map(5);
    labels.Add("app.kubernetes.io/component", make_.Word("server"));
    labels.Add("app.kubernetes.io/instance", agent_name_);
    labels.Add("app.kubernetes.io/managed-by", make_.Word("kubeopencode"));
    labels.Add("app.kubernetes.io/name", make_.Word("kubeopencode-server"));
    labels.Add(object_names::kAgentLabel, agent_name_);
    return labels;
  }

  // podSpec.labels over the common ones.
  Value PodLabels() const {
    const Value& extra = s_.pod->labels;
    if (extra.empty()) return labels_;
    MapBuilder labels = make_.Map(labels_.size() + extra.size());
    for (const Member& m : labels_.members()) {
      if (extra.Find(m.key.text()) == nullptr) labels.Add(m.key, m.value);
    }
    for (const Member& m : extra.members()) labels.Add(m.key, m.value);
    labels.SortMembers();
    return labels;
  }

  MapBuilder Object(std::string_view api_version, std::string_view kind, std::string_view suffix, const Value& labels,
                    const Value& annotations) const {
    MapBuilder metadata = make_.Map(4);
    metadata.Add("name", suffix.empty() ? agent_name_ : make_.Word(arena_.Join(s_.name, suffix), s_.name_origin));
    if (!s_.ns.empty()) metadata.Add("namespace", namespace_);
    metadata.Add("labels", labels);
    if (annotations.Present()) metadata.Add("annotations", annotations);
    MapBuilder object = make_.Map(4, s_.origin);
    object.Add("apiVersion", make_.Word(api_version));
    object.Add("kind", make_.Word(kind));
    object.Add("metadata", metadata);
    return object;
  }

  // R31
  Value Replicas() const {
    return s_.suspend.present ? make_.Int(*s_.suspend ? 0 : 1, s_.suspend.origin) : make_.Default(int64_t{1});
  }

  // R27
  Value Data() const {
    MapBuilder data = make_.Map(static_cast<uint32_t>(layout_.files.size()));
    for (const File& file : layout_.files) {
      if (!file.IsLive()) data.Add(make_.String(file.key, file.path.origin), file.content);
    }
    data.SortMembers();
    return data;
  }

  // R29
  std::string_view Hash(const Value& data) const {
    constexpr size_t kDigits = 16;
    constexpr std::string_view kNul("\0", 1);
    Sha256 hash;
    for (const Member& m : data.members()) {
      for (std::string_view part : {m.key.text(), kNul, m.value.text(), kNul}) hash.Update(part);
    }
    return arena_.Copy(hash.HexDigest(kDigits));
  }

  // D18
  Value RecreateStrategy() const {
    MapBuilder strategy = make_.Map(1);
    strategy.Add("type", make_.Word("Recreate"));
    return strategy;
  }

  Value ServicePort(const Value& name, const Value& number, const Value& protocol) const {
    MapBuilder port = make_.Map(4, number.origin());
    port.Add("name", name);
    port.Add("port", number);
    port.Add("protocol", protocol);
    port.Add("targetPort", number);
    return port;
  }

  // What makes the Pod restart when files or pinned commits change; podSpec.annotations over it (R74).
  Value TemplateAnnotations() const {
    const Value& extra = s_.pod->annotations;
    MapBuilder annotations = make_.Map(extra.size() + 1);
    const auto add = [&](const Value& key, const Value& value) {
      if (extra.Find(key.text()) == nullptr) annotations.Add(key, value);
    };
    if (!context_hash_.empty())
      add(make_.Word(object_names::kContextHash), Value::String(context_hash_, {0, 0, 0, causes::kContextHash}));
    for (const Pin& pin : layout_.pins) add(Value::String(pin.key, pin.commit.origin()), pin.commit);
    for (const Member& m : extra.members()) annotations.Add(m.key, m.value);
    annotations.SortMembers();
    return annotations;
  }

  Value Template(const Value& labels) const {
    MapBuilder metadata = make_.Map(2);
    metadata.AddUnlessEmpty("annotations", TemplateAnnotations());
    metadata.Add("labels", labels);
    MapBuilder pod_template = make_.Map(2);
    pod_template.Add("metadata", metadata);
    pod_template.Add("spec", PodSpecOf());
    return pod_template;
  }

  // R31, keys in alphabetical order
  Value PodSpecOf() const {
    const PodSpec& own = *s_.pod;
    MapBuilder spec = make_.Map(11);
    if (own.affinity.Present()) spec.Add("affinity", own.affinity);
    ListBuilder containers = make_.List(static_cast<uint32_t>(pod_.sidecars.size() + 1));
    containers.Push(ContainerOf(pod_.server));
    for (const Container& sidecar : pod_.sidecars) containers.Push(ContainerOf(sidecar));
    spec.Add("containers", containers);
    spec.AddUnlessEmpty("imagePullSecrets", s_.image_pull_secrets);
    ListBuilder init = make_.List(static_cast<uint32_t>(pod_.init.size()));
    for (const Container& container : pod_.init) init.Push(ContainerOf(container));
    spec.Add("initContainers", init);
    spec.AddUnlessEmpty("nodeSelector", own.node_selector);
    spec.Add("restartPolicy", make_.Word("Always"));
    if (HasText(own.runtime_class)) spec.Add("runtimeClassName", make_.String(own.runtime_class));
    if (own.pod_security_context.Present()) spec.Add("securityContext", own.pod_security_context);
    if (HasText(s_.service_account)) spec.Add("serviceAccountName", make_.String(s_.service_account));
    spec.AddUnlessEmpty("tolerations", own.tolerations);
    spec.Add("volumes", make_.ListOf(pod_.volumes));
    return spec;
  }

  Value ContainerOf(const Container& c) const {
    MapBuilder map = make_.Map(15);
    map.AddIfPresent("command", c.command);
    map.AddUnlessEmpty("env", make_.ListOf(c.env));
    map.AddUnlessEmpty("envFrom", make_.ListOf(c.env_from));
    map.Add("image", c.image);
    map.Add("imagePullPolicy", c.image_pull_policy);
    map.AddIfPresent("lifecycle", c.lifecycle);
    map.AddIfPresent("livenessProbe", c.liveness_probe);
    map.Add("name", make_.Word(c.name));
    map.AddUnlessEmpty("ports", make_.ListOf(c.ports));
    map.AddIfPresent("readinessProbe", c.readiness_probe);
    map.AddUnlessEmpty("resources", c.resources);
    map.Add("securityContext", c.security_context.Present() ? c.security_context : restricted_);
    map.AddIfPresent("startupProbe", c.startup_probe);
    map.AddUnlessEmpty("volumeMounts", make_.ListOf(c.mounts));
    map.AddIfPresent("workingDir", c.working_dir);
    return map;
  }

  const Settings& s_;
  const Layout& layout_;
  const Pod& pod_;
  Arena& arena_;
  Maker make_;
  Value annotations_;
  std::string_view config_map_annotation_;
  Value agent_name_;
  Value namespace_;
  Value labels_;
  Value selector_;
  Value restricted_ = RestrictedSecurityContext(Maker(arena_, causes::kSecurity));
  std::string_view context_hash_;
};

}  // namespace

std::vector<Value> Build(const Settings& settings, const Layout& layout, const Pod& pod, const Options& options,
                         Arena& arena) {
  Builder builder(settings, layout, pod, options, arena);
  std::vector<Value> objects;
  builder.AddConfigMap(objects);
  builder.AddClaim(settings.sessions, object_names::kSessionsSuffix, defaults::kSessionsSize, objects);
  builder.AddClaim(settings.workspace, object_names::kWorkspaceSuffix, defaults::kWorkspaceSize, objects);
  objects.push_back(builder.Deployment());
  objects.push_back(builder.Service());
  return objects;
}

}  // namespace agentrender
