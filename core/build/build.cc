#include "core/build/build.h"

#include <algorithm>

#include "core/formats/sha256.h"
#include "core/model/causes.h"
#include "core/model/object_names.h"
#include "core/plan/kube.h"
#include "core/resolve/defaults.h"

namespace agentrender {

namespace {

class Builder {
 public:
  Builder(const Settings& settings, const Layout& layout, const Pod& pod, const Options& options, Arena& arena)
      : s_(settings), layout_(layout), pod_(pod), arena_(arena), make_(arena, causes::kObjects) {
    annotations_ = InheritedAnnotations(options.inherited_annotations);
    config_map_annotation_ = options.config_map_annotation;
    const Value metadata = s_.agent->resource->object.Get("metadata");
    name_place_ = metadata.Get("name").origin();
    agent_name_ = make_.Word(s_.name, name_place_);
    const Value ns = metadata.Get("namespace");
    namespace_ =
        make_.String(s_.ns, ns.Present() && !ns.text().empty() ? ns.origin() : Origin{0, 0, 0, causes::kOptions});
    labels_ = CommonLabels();
    selector_ = make_.Map(1);
    selector_.Add(arena_, object_names::kAgentLabel, agent_name_);
  }

  void AddConfigMap(std::vector<Value>& objects) {
    const Value data = Data();
    if (data.empty()) return;
    Value labels = make_.Map(3);
    labels.Add(arena_, "app", make_.Word("kubeopencode"));
    labels.Add(arena_, "app.kubernetes.io/component", make_.Word("server"));
    labels.Add(arena_, object_names::kAgentLabel, agent_name_);
    Value object = Object("v1", "ConfigMap", object_names::kContextSuffix, labels, ConfigMapAnnotations());
    object.Add(arena_, "data", data);
    context_hash_ = Hash(data);
    objects.push_back(object);
  }

  void AddClaim(const ClaimRequest& request, std::string_view suffix, std::string_view default_size,
                std::vector<Value>& objects) {
    if (!request.Present()) return;
    Value requests = make_.Map(1, request.origin);
    requests.Add(arena_, "storage", HasText(request.size) ? make_.String(request.size) : make_.Default(default_size));
    Value resources = make_.Map(1);
    resources.Add(arena_, "requests", requests);
    Value spec = make_.Map(3, request.origin);
    spec.Add(arena_, "accessModes", make_.Words({"ReadWriteOnce"}));
    spec.Add(arena_, "resources", resources);
    if (request.storage_class.present) spec.Add(arena_, "storageClassName", make_.String(request.storage_class));
    Value object = Object("v1", "PersistentVolumeClaim", suffix, labels_, annotations_);
    object.Add(arena_, "spec", spec);
    objects.push_back(object);
  }

  Value Deployment() {
    const Value pod_labels = PodLabels();
    Value selector = make_.Map(1);
    selector.Add(arena_, "matchLabels", selector_);
    Value spec = make_.Map(4);
    spec.Add(arena_, "replicas", Replicas());
    spec.Add(arena_, "selector", selector);
    if (s_.sessions.Present() || s_.workspace.Present()) spec.Add(arena_, "strategy", RecreateStrategy());
    spec.Add(arena_, "template", Template(pod_labels));
    Value object = Object("apps/v1", "Deployment", object_names::kDeploymentSuffix, pod_labels, annotations_);
    object.Add(arena_, "spec", spec);
    return object;
  }

  Value Service() {
    Value ports = make_.List(static_cast<uint32_t>(s_.extra_ports.size() + 1));
    ports.Push(arena_,
               ServicePort(make_.Word("http"), make_.Int(*s_.port, s_.port.origin), make_.Word(defaults::kProtocol)));
    for (const ExtraPort& extra : s_.extra_ports) {
      const Value protocol =
          HasText(extra.protocol) ? make_.String(extra.protocol) : make_.Default(defaults::kProtocol);
      ports.Push(arena_, ServicePort(make_.String(extra.name), make_.Int(*extra.port, extra.port.origin), protocol));
    }
    Value spec = make_.Map(3);
    spec.Add(arena_, "ports", ports);
    spec.Add(arena_, "selector", selector_);
    spec.Add(arena_, "type", make_.Word("ClusterIP"));
    Value object = Object("v1", "Service", "", labels_, annotations_);
    object.Add(arena_, "spec", spec);
    return object;
  }

 private:
  Value InheritedAnnotations(const std::vector<std::string_view>& inherited) const {
    const Value own = s_.agent->resource->object.Get("metadata").Get("annotations");
    Value taken;
    if (!own.IsMap()) return taken;
    for (const Member& m : own.members()) {
      if (std::find(inherited.begin(), inherited.end(), m.key.text()) == inherited.end() || m.value.IsNull()) continue;
      if (!taken.Present()) taken = Value::Map(arena_, 0, own.origin());
      taken.Add(arena_, m.key, m.value);
    }
    taken.SortMembers();
    return taken;
  }

  Value ConfigMapAnnotations() const {
    if (config_map_annotation_.empty()) return annotations_;
    Value annotations = make_.Map(annotations_.size() + 1);
    for (const Member& m : annotations_.members()) annotations.Add(arena_, m.key, m.value);
    annotations.Add(arena_, make_.Word(config_map_annotation_), make_.Word("enabled"));
    annotations.SortMembers();
    return annotations;
  }

  // R30
  Value CommonLabels() const {
    Value labels = make_.Map(5);
    labels.Add(arena_, "app.kubernetes.io/component", make_.Word("server"));
    labels.Add(arena_, "app.kubernetes.io/instance", agent_name_);
    labels.Add(arena_, "app.kubernetes.io/managed-by", make_.Word("kubeopencode"));
    labels.Add(arena_, "app.kubernetes.io/name", make_.Word("kubeopencode-server"));
    labels.Add(arena_, object_names::kAgentLabel, agent_name_);
    return labels;
  }

  // podSpec.labels over the common ones.
  Value PodLabels() const {
    const Value& extra = s_.pod->labels;
    if (extra.empty()) return labels_;
    Value labels = make_.Map(labels_.size() + extra.size());
    for (const Member& m : labels_.members()) {
      if (extra.Find(m.key.text()) == nullptr) labels.Add(arena_, m.key, m.value);
    }
    for (const Member& m : extra.members()) labels.Add(arena_, m.key, m.value);
    labels.SortMembers();
    return labels;
  }

  Value Object(std::string_view api_version, std::string_view kind, std::string_view suffix, const Value& labels,
               const Value& annotations) const {
    Value metadata = make_.Map(4);
    metadata.Add(arena_, "name", suffix.empty() ? agent_name_ : make_.Word(arena_.Join(s_.name, suffix), name_place_));
    if (!s_.ns.empty()) metadata.Add(arena_, "namespace", namespace_);
    metadata.Add(arena_, "labels", labels);
    if (annotations.Present()) metadata.Add(arena_, "annotations", annotations);
    Value object = make_.Map(4, s_.origin);
    object.Add(arena_, "apiVersion", make_.Word(api_version));
    object.Add(arena_, "kind", make_.Word(kind));
    object.Add(arena_, "metadata", metadata);
    return object;
  }

  // R31
  Value Replicas() const {
    return s_.suspend.present ? make_.Int(*s_.suspend ? 0 : 1, s_.suspend.origin) : make_.Default(int64_t{1});
  }

  // R27
  Value Data() const {
    Value data = make_.Map(static_cast<uint32_t>(layout_.files.size()));
    for (const File& file : layout_.files) {
      if (!file.IsLive()) data.Add(arena_, make_.String(file.key, file.path.origin), file.content);
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
    Value strategy = make_.Map(1);
    strategy.Add(arena_, "type", make_.Word("Recreate"));
    return strategy;
  }

  Value ServicePort(const Value& name, const Value& number, const Value& protocol) const {
    Value port = make_.Map(4, number.origin());
    port.Add(arena_, "name", name);
    port.Add(arena_, "port", number);
    port.Add(arena_, "protocol", protocol);
    port.Add(arena_, "targetPort", number);
    return port;
  }

  // What makes the Pod restart when files or pinned commits change; podSpec.annotations over it (R74).
  Value TemplateAnnotations() const {
    const Value& extra = s_.pod->annotations;
    Value annotations = make_.Map(extra.size() + 1);
    const auto add = [&](const Value& key, const Value& value) {
      if (extra.Find(key.text()) == nullptr) annotations.Add(arena_, key, value);
    };
    if (!context_hash_.empty())
      add(make_.Word(object_names::kContextHash), Value::String(context_hash_, {0, 0, 0, causes::kContextHash}));
    for (const Pin& pin : layout_.pins) add(Value::String(pin.key, pin.commit.origin()), pin.commit);
    for (const Member& m : extra.members()) annotations.Add(arena_, m.key, m.value);
    annotations.SortMembers();
    return annotations;
  }

  Value Template(const Value& labels) const {
    Value metadata = make_.Map(2);
    AddUnlessEmpty(metadata, "annotations", TemplateAnnotations());
    metadata.Add(arena_, "labels", labels);
    Value pod_template = make_.Map(2);
    pod_template.Add(arena_, "metadata", metadata);
    pod_template.Add(arena_, "spec", PodSpecOf());
    return pod_template;
  }

  // R31, keys in alphabetical order
  Value PodSpecOf() const {
    const PodSpec& own = *s_.pod;
    Value spec = make_.Map(11);
    if (own.affinity.Present()) spec.Add(arena_, "affinity", own.affinity);
    Value containers = make_.List(static_cast<uint32_t>(pod_.sidecars.size() + 1));
    containers.Push(arena_, ContainerOf(pod_.server));
    for (const Container& sidecar : pod_.sidecars) containers.Push(arena_, ContainerOf(sidecar));
    spec.Add(arena_, "containers", containers);
    AddUnlessEmpty(spec, "imagePullSecrets", s_.image_pull_secrets);
    Value init = make_.List(static_cast<uint32_t>(pod_.init.size()));
    for (const Container& container : pod_.init) init.Push(arena_, ContainerOf(container));
    spec.Add(arena_, "initContainers", init);
    AddUnlessEmpty(spec, "nodeSelector", own.node_selector);
    spec.Add(arena_, "restartPolicy", make_.Word("Always"));
    if (HasText(own.runtime_class)) spec.Add(arena_, "runtimeClassName", make_.String(own.runtime_class));
    if (own.pod_security_context.Present()) spec.Add(arena_, "securityContext", own.pod_security_context);
    if (HasText(s_.service_account)) spec.Add(arena_, "serviceAccountName", make_.String(s_.service_account));
    AddUnlessEmpty(spec, "tolerations", own.tolerations);
    spec.Add(arena_, "volumes", make_.ListOf(pod_.volumes));
    return spec;
  }

  void AddUnlessEmpty(Value& map, const char* key, const Value& value) const {
    if (value.Present() && !value.empty()) map.Add(arena_, key, value);
  }
  void AddUnlessEmpty(Value& map, const char* key, const ArenaList<Value>& items) const {
    if (!items.empty()) map.Add(arena_, key, make_.ListOf(items));
  }
  void AddIfPresent(Value& map, const char* key, const Value& value) const {
    if (value.Present()) map.Add(arena_, key, value);
  }

  Value ContainerOf(const Container& c) const {
    Value map = make_.Map(15);
    AddIfPresent(map, "command", c.command);
    AddUnlessEmpty(map, "env", c.env);
    AddUnlessEmpty(map, "envFrom", c.env_from);
    map.Add(arena_, "image", c.image);
    map.Add(arena_, "imagePullPolicy", c.image_pull_policy);
    AddIfPresent(map, "lifecycle", c.lifecycle);
    AddIfPresent(map, "livenessProbe", c.liveness_probe);
    map.Add(arena_, "name", make_.Word(c.name));
    AddUnlessEmpty(map, "ports", c.ports);
    AddIfPresent(map, "readinessProbe", c.readiness_probe);
    AddUnlessEmpty(map, "resources", c.resources);
    map.Add(arena_, "securityContext", c.security_context.Present() ? c.security_context : restricted_);
    AddIfPresent(map, "startupProbe", c.startup_probe);
    AddUnlessEmpty(map, "volumeMounts", c.mounts);
    AddIfPresent(map, "workingDir", c.working_dir);
    return map;
  }

  const Settings& s_;
  const Layout& layout_;
  const Pod& pod_;
  Arena& arena_;
  Maker make_;
  Value annotations_;
  std::string_view config_map_annotation_;
  Origin name_place_;
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
