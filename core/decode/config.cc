// Takes a KubeOpenCodeConfig or GitRevisions resource, gives the cluster's configuration or the pins.
#include "core/base/text.h"
#include "core/decode/decode.h"
#include "core/decode/parts.h"

namespace agentrender {

namespace {

OtelHeader TakeHeader(std::string_view name, const Checked& value) {
  const Checked ref = value["valueFrom"]["secretKeyRef"];
  return {name, value["value"], ref["name"], ref["key"], ref["optional"], value.origin()};
}

OpenTelemetry TakeOpenTelemetry(const Checked& value, Arena& arena) {
  OpenTelemetry otel;
  otel.enabled = value["enabled"];
  otel.endpoint = value["endpoint"];
  const Value headers = value["headers"];
  for (const Member& m : headers.members()) otel.headers.Push(arena, TakeHeader(m.key.text(), Checked(m.value)));
  otel.llm_traces = value["enableLLMTraces"];
  otel.record_content = value["recordContent"];
  otel.resource_attributes = value["resourceAttributes"];
  return otel;
}

void ReportTwin(const GitRevision& revision, const GitRevision& other, const Value& item, Problems& problems) {
  problems
      .Error(Code::kDuplicateItem, item.origin(),
             "the ref " + Quoted(revision.ref.value) + " of " + Quoted(revision.repository.value) + " is pinned twice")
      .Other(other.repository.origin)
      .Hint("keep one of the two");
}

}  // namespace

ClusterConfig DecodeConfig(const Resource& resource, Decoding& decoding) {
  ClusterConfig config;
  config.resource = &resource;
  const Checked spec = Checked(Conform(TypeId::kKubeOpenCodeConfig, resource.object, decoding))["spec"];
  config.cluster_domain = spec["clusterDomain"];
  config.system_image = spec["systemImage"]["image"];
  config.system_image_pull_policy = spec["systemImage"]["imagePullPolicy"];
  config.proxy = TakeProxy(spec["proxy"]);
  config.otel = TakeOpenTelemetry(spec["observability"]["openTelemetry"], decoding.arena);
  return config;
}

void DecodeRevisions(const Resource& resource, Decoding& decoding, Revisions& revisions) {
  const Checked top(Conform(TypeId::kGitRevisions, resource.object, decoding));
  for (const Value& item : top["revisions"]) {
    const Checked value(item);
    const GitRevision revision{value["repository"], value["ref"], value["commit"]};
    if (revision.repository.value.empty() || revision.ref.value.empty()) continue;  // which is an error of its own
    if (decoding.arena.budget() != nullptr && !decoding.arena.budget()->Take(Revisions::kBytes)) return;
    const GitRevision* other = revisions.Add(revision);
    if (other != nullptr) ReportTwin(revision, *other, item, decoding.problems);
  }
}

}  // namespace agentrender
