#include <algorithm>

#include "core/base/order.h"
#include "core/decode/decode.h"
#include "core/decode/parts.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

bool IsClusterDomain(std::string_view text) {
  constexpr size_t kLongest = 253;
  const auto is_alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  bool good = !text.empty() && text.size() <= kLongest && is_alnum(text.front()) && is_alnum(text.back());
  for (char c : text) good = good && (is_alnum(c) || c == '.' || c == '-');
  return good;
}

OtelHeader DecodeHeader(const Cursor& cursor, std::string_view name) {
  OtelHeader header;
  header.name = name;
  Fields f(cursor);
  if (!f.Present()) return header;
  header.origin = f.origin();
  header.value = DecodeLine(f["value"]);
  const Cursor from = f["valueFrom"];
  if (from.Present()) {
    Fields source(from);
    const Cursor ref = source["secretKeyRef"];
    if (source.Present() && ref.Present()) {
      Fields key_ref(ref);
      header.secret = DecodeObjectName(key_ref["name"]);
      const Cursor key = key_ref["key"];
      header.key = key.NonEmptyText();
      CheckText(key, header.key, names::CheckConfigMapKey);
      header.optional = key_ref["optional"].Bool();
    }
  }
  if (!HasText(header.value) && !header.secret.present) {
    cursor.Error(Code::kMissingField, "a header needs a value that is not empty, or valueFrom.secretKeyRef");
  }
  return header;
}

bool IsEndpoint(std::string_view text) {
  const size_t scheme = text.starts_with("http://") ? 7 : text.starts_with("https://") ? 8 : 0;
  return scheme != 0 && text.size() > scheme && names::CheckLine(text) == nullptr;
}

OpenTelemetry DecodeOpenTelemetry(const Cursor& cursor) {
  OpenTelemetry otel;
  if (!cursor.Present()) return otel;
  Fields f(cursor);
  if (!f.Present()) return otel;
  otel.enabled = f["enabled"].RequiredBool();
  const Cursor endpoint = f["endpoint"];
  otel.endpoint = endpoint.Text();
  if (otel.endpoint.present && !IsEndpoint(otel.endpoint.value)) {
    endpoint.Error(Code::kBadValue, Quoted(otel.endpoint.value) + " is not an http:// or https:// address");
  } else if (*otel.enabled) {
    endpoint.Require("when OpenTelemetry is enabled");
  }
  const Cursor headers = f["headers"];
  if (headers.Present()) {
    for (const Member& m : headers.value().members()) CheckHeader(m.key, m.value, headers);
  }
  std::vector<OtelHeader> found;
  headers.ForEachEntry(
      [&](const Cursor& header, std::string_view name) { found.push_back(DecodeHeader(header, name)); });
  const auto by_name = [&](uint32_t a, uint32_t b) { return found[a].name < found[b].name; };
  for (uint32_t i : OrderBy(found.size(), by_name)) otel.headers.Push(cursor.decoding().arena, found[i]);
  otel.llm_traces = f["enableLLMTraces"].Bool();
  otel.record_content = f["recordContent"].Bool();
  otel.resource_attributes = f["resourceAttributes"].StringMap();
  return otel;
}

void DecodeConfigSpec(Fields& f, ClusterConfig& config) {
  const Cursor domain = f["clusterDomain"];
  config.cluster_domain = domain.Text();
  if (config.cluster_domain.present && !IsClusterDomain(config.cluster_domain.value)) {
    domain.Error(Code::kBadName, Quoted(config.cluster_domain.value) + " is not a DNS name, such as cluster.local");
  }
  const Cursor image = f["systemImage"];
  if (image.Present()) {
    Fields i(image);
    config.system_image = DecodeImage(i["image"]);
    config.system_image_pull_policy = i["imagePullPolicy"].OneOf({"Always", "Never", "IfNotPresent"});
  }
  config.proxy = DecodeProxy(f["proxy"]);
  const Cursor observability = f.From(Change::kObservability, "observability");
  if (observability.Present()) {
    Fields o(observability);
    config.otel = DecodeOpenTelemetry(o["openTelemetry"]);
  }
  const Cursor cleanup = f["cleanup"];
  if (cleanup.Present()) {  // concerns Tasks only
    Fields c(cleanup);
    c["ttlSecondsAfterFinished"].Int(0, INT32_MAX);
    c["maxRetainedTasks"].Int(0, INT32_MAX);
  }
}

}  // namespace

ClusterConfig DecodeConfig(const Resource& resource, Decoding& decoding) {
  ClusterConfig config;
  config.resource = &resource;
  Fields top(Root(resource, decoding));
  const Cursor spec = OpenResource(top, NameRule::kObjectName, true);
  if (!resource.ref.name.empty() && resource.ref.name != "cluster") {
    Fields metadata(top["metadata"]);
    metadata.IgnoreOthers();
    metadata["name"].Error(Code::kBadName,
                           "a KubeOpenCodeConfig must be named cluster, not " + Quoted(resource.ref.name));
  }
  if (!spec.Present()) return config;
  Fields f(spec);
  if (f.Present()) DecodeConfigSpec(f, config);
  return config;
}

}  // namespace agentrender
