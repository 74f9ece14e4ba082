#include "core/base/text.h"
#include "core/decode/parts.h"
#include "core/fields/conform.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

// A map of labels: keys and values as Kubernetes takes them (R65).
Value DecodeLabels(const Cursor& cursor) {
  const Value labels = cursor.StringMap();
  for (const Member& m : labels.members()) {
    Problems& problems = cursor.decoding().problems;
    if (const char* expected = names::CheckQualifiedName(m.key.text())) {
      problems
          .Error(Code::kBadLabel, m.key.origin(),
                 "the label key " + Quoted(m.key.text()) + " is not valid: expected " + expected)
          .Child(m.value.origin(), "");
    }
    if (const char* expected = names::CheckLabelValue(m.value.text())) {
      problems.Error(Code::kBadLabel, m.value.origin(),
                     "the label value " + Quoted(m.value.text()) + " is not valid: expected " + expected);
    }
  }
  return labels;
}

// Keys are qualified names once they are in lower case, and values are any text (R74).
Value DecodeAnnotations(const Cursor& cursor) {
  const Value annotations = cursor.StringMap();
  for (const Member& m : annotations.members()) {
    const char* expected = names::CheckQualifiedName(ToLower(m.key.text()));
    if (expected == nullptr) continue;
    cursor.decoding().problems.Error(
        Code::kBadLabel, m.key.origin(),
        "the annotation key " + Quoted(m.key.text()) + " is not valid: expected " + expected);
  }
  return annotations;
}

Text DecodeRuntimeClass(const Cursor& cursor) {
  const Text name = cursor.Text();
  if (name.present && name.value.empty())
    cursor.Error(Code::kBadName, "must not be empty").Hint("take the line out for the cluster's default");
  CheckText(cursor, name, names::CheckDns1123Subdomain);
  return name;
}

// The names under podSpec.systemContainers, by SystemContainer.
constexpr std::string_view kSystemNames[kSystemContainers] = {"",        "openCodeInit", "contextInit",
                                                              "gitInit", "gitSync",      "pluginInit"};

void DecodeSystemContainers(const Cursor& cursor, PodSpec& pod) {
  if (!cursor.Present()) return;
  Fields f(cursor);
  for (size_t i = 1; i < kSystemContainers; ++i) {
    const Cursor extras = f[kSystemNames[i]];
    if (!extras.Present()) continue;
    Fields e(extras);
    pod.system[i].env = ConformList(TypeId::kEnvVar, e["extraEnv"]);
    pod.system[i].mounts = ConformList(TypeId::kVolumeMount, e["extraVolumeMounts"]);
  }
}

}  // namespace

PodSpec DecodePodSpec(const Cursor& cursor) {
  PodSpec pod;
  if (!cursor.Present()) return pod;
  Fields f(cursor);
  if (!f.Present()) return pod;
  pod.origin = f.origin();
  pod.labels = DecodeLabels(f["labels"]);
  pod.annotations = DecodeAnnotations(f.From(Change::kPodAnnotations, "annotations"));
  const Cursor scheduling = f["scheduling"];
  if (scheduling.Present()) {
    Fields s(scheduling);
    pod.node_selector = DecodeLabels(s["nodeSelector"]);
    pod.tolerations = ConformList(TypeId::kToleration, s["tolerations"]);
    pod.affinity = Conform(TypeId::kAffinity, s["affinity"]);
  }
  pod.runtime_class = DecodeRuntimeClass(f["runtimeClassName"]);
  pod.resources = Conform(TypeId::kResourceRequirements, f["resources"]);
  pod.security_context = Conform(TypeId::kSecurityContext, f["securityContext"]);
  pod.pod_security_context = Conform(TypeId::kPodSecurityContext, f["podSecurityContext"]);
  pod.lifecycle = Conform(TypeId::kLifecycle, f["lifecycle"]);
  pod.extra_volumes = ConformList(TypeId::kVolume, f["extraVolumes"]);
  pod.extra_volume_mounts = ConformList(TypeId::kVolumeMount, f["extraVolumeMounts"]);
  pod.extra_env = ConformList(TypeId::kEnvVar, f["extraEnv"]);
  DecodeSystemContainers(f["systemContainers"], pod);
  f.Belongs({"nodeSelector", "tolerations", "affinity"}, "write it below scheduling");
  return pod;
}

Value DecodePullSecrets(const Cursor& cursor) { return ConformList(TypeId::kLocalObjectReference, cursor); }

}  // namespace agentrender
