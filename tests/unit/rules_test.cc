// What the API server would refuse in what passes through.
#include <catch2/catch_test_macros.hpp>

#include "core/check/core_v1.h"
#include "tests/unit/conforming.h"

namespace agentrender {
namespace {

using Found = std::vector<std::string>;

struct Case {
  const char* in;
  Found found;  // "AR0515 1:7"; empty when Kubernetes takes it
};

// All that is checked of a type beyond what Conform() does.
auto Late(TypeId type, Code wrong) {
  return [=](const Value& value, Conforming& test) { CheckCore(type, value, wrong, test.arena, test.problems); };
}

template <class Rules>
void CheckLists(TypeId type, const std::vector<Case>& cases, Rules rules) {
  for (const Case& c : cases) {
    INFO(c.in);
    Conforming test;
    const std::string text = std::string("[") + c.in + "]";  // values view it
    const Value list = test.List(type, text);
    CHECK(test.Found() == Found{});
    rules(list, test);
    CHECK(test.Found() == c.found);
    for (const Problem& p : test.problems.list()) CHECK_FALSE(p.message.empty());
  }
}

template <class Rules>
void CheckObjects(TypeId type, const std::vector<Case>& cases, Rules rules) {
  for (const Case& c : cases) {
    INFO(c.in);
    Conforming test;
    const Value object = test.One(type, c.in);
    CHECK(test.Found() == Found{});
    rules(object, test);
    CHECK(test.Found() == c.found);
  }
}

TEST_CASE("R65: environment variables") {
  CheckLists(TypeId::kEnvVar,
             {
                 {"{name: a b-1/x}", {}},
                 {"{name: ''}", {"AR0303 1:9"}},
                 {"{name: A=B}", {"AR0305 1:9"}},
                 {"{name: A, valueFrom: {}}", {"AR0507 1:23"}},
                 {"{name: A, value: v, valueFrom: {fieldRef: {fieldPath: metadata.name}}}", {"AR0307 1:33"}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: s, key: k}}}",
                  {"AR0507 1:23"}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['a/b']\"}}}", {}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['A/b']\"}}}", {}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['A b']\"}}}", {"AR0308 1:46"}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}", {"AR0515 1:46"}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: 'spec.nodeName[''a'']'}}}", {"AR0515 1:46"}},
                 {"{name: A, valueFrom: {fieldRef: {fieldPath: spec.nodename}}}", {"AR0515 1:46"}},
                 {"{name: A, valueFrom: {fieldRef: {apiVersion: v2, fieldPath: metadata.name}}}", {"AR0304 1:47"}},
                 {"{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}", {}},
                 {"{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 2}}}", {"AR0515 1:74"}},
                 {"{name: A, valueFrom: {resourceFieldRef: {resource: limits.hugepages-2Mi, divisor: 1Mi}}}", {}},
                 {"{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}", {"AR0515 1:53"}},
                 {"{name: A, valueFrom: {secretKeyRef: {key: k}}}", {"AR0303 1:38"}},
                 {"{name: A, valueFrom: {configMapKeyRef: {name: A_B, key: a b}}}", {"AR0305 1:48", "AR0305 1:58"}},
                 {"{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: a/../b, key: k}}}", {"AR0515 1:58"}},
             },
             Late(TypeId::kEnvVar, Code::kInvalidEnv));
}

TEST_CASE("R65: a fileKeyRef needs an emptyDir") {
  Conforming test;
  const Value volumes = test.List(TypeId::kVolume, "[{name: e, emptyDir: {}}, {name: s, secret: {secretName: s}}]");
  const auto found = [&](std::string_view name) {
    const std::string text =
        "[{name: A, valueFrom: {fileKeyRef: {path: p, key: k, volumeName: " + std::string(name) + "}}}]";
    test.problems = {};
    CheckFileKeyRefs(test.List(TypeId::kEnvVar, text), volumes, test.problems);
    return test.Found();
  };
  CHECK(found("e") == Found{});
  CHECK(found("s") == Found{"AR0515 1:66"});
  CHECK(found("x") == Found{"AR0504 1:66"});
}

TEST_CASE("R65: volumes") {
  CheckLists(
      TypeId::kVolume,
      {
          {"{name: A, emptyDir: {}}", {"AR0305 1:9"}},
          {"{name: a, emptyDir: {}, hostPath: {path: /a}}", {"AR0507 1:9"}},
          {"{name: a, emptyDir: {sizeLimit: -1}}", {"AR0513 1:34"}},
          {"{name: a, hostPath: {path: /a/../b}}", {"AR0513 1:29"}},
          {"{name: a, hostPath: {path: ''}}", {"AR0303 1:29"}},
          {"{name: a, secret: {}}", {"AR0303 1:20"}},
          {"{name: a, secret: {secretName: A_B}}", {"AR0305 1:33"}},
          {"{name: a, configMap: {name: c, defaultMode: 0777}}", {}},
          {"{name: a, configMap: {name: c, defaultMode: 644}}", {"AR0309 1:46"}},
          {"{name: a, configMap: {name: c, items: [{key: k, path: ../p}]}}", {"AR0513 1:56"}},
          {"{name: a, configMap: {name: c, items: [{key: k, path: ..p}]}}", {"AR0513 1:56"}},
          {"{name: a, configMap: {name: c, items: [{key: '', path: /p}]}}", {"AR0303 1:47", "AR0513 1:57"}},
          {"{name: a, persistentVolumeClaim: {claimName: ''}}", {"AR0303 1:47"}},
          {"{name: a, nfs: {server: s, path: p}}", {"AR0513 1:35"}},
          {"{name: a, downwardAPI: {items: [{path: p}]}}", {"AR0507 1:34"}},
          {"{name: a, downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.labels}}]}}", {}},
          {"{name: a, downwardAPI: {items: [{path: p, resourceFieldRef: {resource: limits.cpu}}]}}", {"AR0303 1:62"}},
          {"{name: a, projected: {sources: [{secret: {name: s}, configMap: {name: c}}]}}", {"AR0507 1:34"}},
          {"{name: a, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 60}}]}}",
           {"AR0513 1:85"}},
          {"{name: a, projected: {sources: [{secret: {name: s, items: [{key: k, path: p}]}}, {configMap: {name: c, "
           "items: [{key: k, path: p}]}}]}}",
           {"AR0408 1:128"}},
          {"{name: a, projected: {sources: [{clusterTrustBundle: {path: p}}]}}", {"AR0303 1:55"}},
          {"{name: a, projected: {sources: [{podCertificate: {keyType: RSA3072, signerName: a.b/c, keyPath: k}}]}}",
           {}},
          {"{name: a, iscsi: {iqn: iqn.2001-04.com.example:x, lun: 0, targetPortal: t}}", {}},
          {"{name: a, iscsi: {iqn: x, lun: 256, targetPortal: t}}", {"AR0305 1:25", "AR0513 1:33"}},
          {"{name: a, csi: {driver: Csi.Example.com}}", {}},
          {"{name: a, csi: {driver: a_b, nodePublishSecretRef: {}}}", {"AR0305 1:26", "AR0303 1:53"}},
          {"{name: a, azureDisk: {diskName: d, diskURI: /subscriptions/s}}", {"AR0513 1:46"}},
          {"{name: a, azureDisk: {diskName: d, diskURI: /subscriptions/s, kind: Managed}}", {}},
          {"{name: a, flexVolume: {driver: d, options: {k8s.io/a: b}}}", {"AR0513 1:56"}},
          {"{name: a, ephemeral: {}}", {"AR0303 1:23"}},
          {"{name: a, ephemeral: {volumeClaimTemplate: {spec: {}}}}", {"AR0303 1:52", "AR0303 1:52"}},
          {"{name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOncePod, ReadWriteOnce], "
           "resources: {requests: {storage: 0}}}}}}",
           {"AR0307 1:66", "AR0513 1:133"}},
      },
      Late(TypeId::kVolume, Code::kInvalidVolume));
}

TEST_CASE("R65: volume mounts") {
  CheckLists(TypeId::kVolumeMount,
             {
                 {"{name: a, mountPath: 'relative:too'}", {}},
                 {"{name: '', mountPath: ''}", {"AR0303 1:9", "AR0303 1:24"}},
                 {"{name: a, mountPath: /a, subPath: /b}", {"AR0514 1:36"}},
                 {"{name: a, mountPath: /a, subPath: b/../c}", {"AR0514 1:36"}},
                 {"{name: a, mountPath: /a, subPath: ..b}", {}},
                 {"{name: a, mountPath: /a, subPath: b, subPathExpr: c}", {"AR0307 1:52"}},
                 {"{name: a, mountPath: /a, mountPropagation: Bidirectional}", {"AR0514 1:45"}},
                 {"{name: a, mountPath: /a, recursiveReadOnly: Enabled}", {"AR0514 1:46"}},
                 {"{name: a, mountPath: /a, readOnly: true, recursiveReadOnly: Enabled}", {}},
                 {"{name: a, mountPath: /a, readOnly: true, recursiveReadOnly: enabled}", {"AR0304 1:62"}},
             },
             [](const Value& mounts, Conforming& test) { CheckMounts(mounts, false, test.arena, test.problems); });
  CheckLists(TypeId::kVolumeMount, {{"{name: a, mountPath: /a, mountPropagation: Bidirectional}", {}}},
             [](const Value& mounts, Conforming& test) { CheckMounts(mounts, true, test.arena, test.problems); });
}

TEST_CASE("R65: resources") {
  CheckObjects(TypeId::kResourceRequirements,
               {
                   {"{requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: '0.5'}}", {}},
                   {"{requests: {cpu: 2}, limits: {cpu: 1}}", {"AR0508 1:18"}},
                   {"{requests: {gpu: 1}}", {"AR0508 1:13"}},
                   {"{limits: {nvidia.com/gpu: '1.5'}}", {"AR0508 1:27"}},
                   {"{requests: {nvidia.com/gpu: 1}}", {"AR0508 1:29"}},
                   {"{requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}}", {"AR0508 1:29"}},
                   {"{limits: {requests.example.com/x: 1}}", {"AR0508 1:11"}},
                   {"{limits: {cpu: -1}}", {"AR0508 1:16"}},
                   {"{limits: {hugepages-2Mi: 4Mi, cpu: 1}}", {}},
                   {"{limits: {hugepages-2Mi: 4Mi}}", {"AR0508 1:1"}},
                   {"{limits: {hugepages-2Mi: 3Mi, cpu: 1}}", {"AR0508 1:26"}},
                   {"{claims: [{name: c}]}", {"AR0508 1:18"}},
               },
               Late(TypeId::kResourceRequirements, Code::kInvalidResources));
}

TEST_CASE("R65: security contexts") {
  CheckObjects(TypeId::kSecurityContext,
               {
                   {"{runAsUser: 0, runAsGroup: 2147483647}", {}},
                   {"{runAsUser: -1}", {"AR0511 1:13"}},
                   {"{privileged: true, allowPrivilegeEscalation: false}", {"AR0307 1:46"}},
                   {"{allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}", {"AR0307 1:28"}},
                   {"{allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}", {}},
                   {"{procMount: Unmasked}", {"AR0511 1:13"}},
                   {"{seccompProfile: {type: Localhost}}", {"AR0303 1:18"}},
                   {"{seccompProfile: {type: Localhost, localhostProfile: /p}}", {"AR0511 1:54"}},
                   {"{seccompProfile: {type: RuntimeDefault, localhostProfile: p}}", {"AR0511 1:59"}},
                   {"{appArmorProfile: {type: Localhost, localhostProfile: 'p '}}", {"AR0511 1:55"}},
                   {"{windowsOptions: {runAsUserName: 'DOMAIN\\user'}}", {}},
                   {"{windowsOptions: {runAsUserName: 'a\\b\\c', hostProcess: true}}", {"AR0511 1:34", "AR0511 1:56"}},
               },
               Late(TypeId::kSecurityContext, Code::kInvalidSecurity));
  CheckObjects(TypeId::kPodSecurityContext,
               {
                   {"{fsGroup: 0, supplementalGroups: [1], sysctls: [{name: net/core.somaxconn, value: ''}]}", {}},
                   {"{fsGroup: -1, supplementalGroups: [0, 2147483648]}", {"AR0511 1:11", "AR0511 1:39"}},
                   {"{sysctls: [{name: Net, value: a}]}", {"AR0305 1:19"}},
                   {"{sysctls: [{name: a, value: a}, {name: a, value: b}]}", {"AR0310 1:40"}},
                   {"{seLinuxChangePolicy: recursive}", {"AR0304 1:23"}},
               },
               Late(TypeId::kPodSecurityContext, Code::kInvalidSecurity));
}

TEST_CASE("R65: tolerations") {
  CheckLists(TypeId::kToleration,
             {
                 {"{operator: Exists}", {}},
                 {"{key: a, value: b, effect: NoExecute, tolerationSeconds: 5}", {}},
                 {"{effect: NoSchedule}", {"AR0509 1:2"}},
                 {"{key: a, operator: Exists, value: b}", {"AR0509 1:36"}},
                 {"{key: a, operator: Gt, value: '5'}", {"AR0509 1:21"}},
                 {"{key: a b}", {"AR0308 1:8"}},
                 {"{key: a, value: a b}", {"AR0308 1:18"}},
                 {"{key: a, tolerationSeconds: 5}", {"AR0509 1:30"}},
             },
             Late(TypeId::kToleration, Code::kInvalidToleration));
}

TEST_CASE("R65: affinity") {
  const auto node = [](std::string_view expression) {
    return "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions:\n[" +
           std::string(expression) + "]}]}}}";
  };
  const auto pod = [](std::string_view term) {
    return "{podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution:\n[" + std::string(term) + "]}}";
  };
  const struct {
    std::string in;
    Found found;
  } cases[] = {
      {node("{key: a, operator: In, values: [b]}"), {}},
      {node("{key: a, operator: In}"), {"AR0510 2:2"}},
      {node("{key: a, operator: Exists, values: [b]}"), {"AR0510 2:37"}},
      {node("{key: a, operator: Gt, values: ['1', '2']}"), {"AR0510 2:33"}},
      {node("{key: a b, operator: Exists}"), {"AR0308 2:8"}},
      {node("{key: a, operator: In, values: [b c]}"), {"AR0308 2:34"}},
      {pod("{topologyKey: zone, labelSelector: {matchLabels: {a: b}}}"), {}},
      {pod("{topologyKey: ''}"), {"AR0303 2:16"}},
      {pod("{topologyKey: z, namespaces: [A]}"), {"AR0510 2:32"}},
      {pod("{topologyKey: z, matchLabelKeys: [a]}"), {"AR0510 2:35"}},
      {pod("{topologyKey: z, matchLabelKeys: [a], mismatchLabelKeys: [a], labelSelector: {}}"), {"AR0510 2:36"}},
      {pod("{topologyKey: z, labelSelector: {matchExpressions: [{key: a, operator: Gt}]}}"), {"AR0304 2:73"}},
      {"{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}", {"AR0303 1:85"}},
      {"{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 101, preference: {}}]}}",
       {"AR0510 1:76"}},
  };
  for (const auto& [in, found] : cases) {
    INFO(in);
    Conforming test;
    const Value affinity = test.One(TypeId::kAffinity, in);
    Late(TypeId::kAffinity, Code::kInvalidAffinity)(affinity, test);
    CHECK(test.Found() == found);
  }
}

TEST_CASE("R65: lifecycle hooks") {
  CheckObjects(TypeId::kLifecycle,
               {
                   {"{postStart: {exec: {command: [a]}}, preStop: {httpGet: {port: 80}}}", {}},
                   {"{postStart: {}}", {"AR0507 1:13"}},
                   {"{preStop: {exec: {command: [a]}, sleep: {seconds: 1}}}", {"AR0507 1:11"}},
                   {"{preStop: {exec: {command: []}}}", {"AR0303 1:18"}},
                   {"{preStop: {sleep: {seconds: 31}}}", {"AR0512 1:29"}},
                   {"{preStop: {httpGet: {port: 0}}}", {"AR0512 1:28"}},
                   {"{preStop: {httpGet: {port: '80'}}}", {"AR0512 1:28"}},
                   {"{preStop: {tcpSocket: {port: Admin}}}", {"AR0305 1:30"}},
                   {"{preStop: {httpGet: {port: 80, httpHeaders: [{name: a b, value: ''}]}}}", {"AR0305 1:53"}},
                   {"{stopSignal: SIGTERM}", {"AR0512 1:14"}},
               },
               Late(TypeId::kLifecycle, Code::kInvalidHook));
}

TEST_CASE("R65: pull secrets are names of Secrets") {
  CheckLists(TypeId::kLocalObjectReference,
             {{"{name: a.b}", {}}, {"{}", {"AR0303 1:2"}}, {"{name: A}", {"AR0305 1:9"}}},
             Late(TypeId::kLocalObjectReference, Code::kBadName));
}

}  // namespace
}  // namespace agentrender
