// The tables, and the form that they give to what passes through.
#include <catch2/catch_test_macros.hpp>

#include "core/fields/table.h"
#include "tests/unit/conforming.h"

namespace agentrender {
namespace {

using List = std::vector<std::string>;

TEST_CASE("Fields are found by their names, those of the base included") {
  CHECK(FindField(TypeId::kVolume, "hostPath")->type == TypeId::kHostPathVolumeSource);
  CHECK(FindField(TypeId::kVolume, "hostpath") == nullptr);
  CHECK(FindField(TypeId::kAgentSpec, "port")->type == TypeId::kInt32);
  CHECK(FindField(TypeId::kAgentSpec, "contexts")->type == TypeId::kContext);
  CHECK(FindField(TypeId::kAgentTemplateSpec, "port") == nullptr);
  CHECK(FieldsOf(TypeId::kString).empty());
  CHECK(ValuesOf(TypeId::kURIScheme).size() == 2);
}

TEST_CASE("R65: parts come out as Go writes them") {
  const struct {
    TypeId type;
    const char* in;
    const char* out;
  } cases[] = {
      // Keys are sorted; what is empty, 0 or false goes, unless a pointer holds it.
      {TypeId::kEnvVar, "{value: '', name: A}", R"({"name":"A"})"},
      {TypeId::kEnvVar, "{name: A, valueFrom: {secretKeyRef: {optional: false, name: s, key: k}}}",
       R"({"name":"A","valueFrom":{"secretKeyRef":{"key":"k","name":"s","optional":false}}})"},
      {TypeId::kVolumeMount, "{readOnly: no, name: a, mountPath: /a, subPath: ''}", R"({"mountPath":"/a","name":"a"})"},
      {TypeId::kSecurityContext, "{runAsUser: 0, runAsNonRoot: off, capabilities: {add: [], drop: [ALL]}}",
       R"({"capabilities":{"drop":["ALL"]},"runAsNonRoot":false,"runAsUser":0})"},
      {TypeId::kPodSecurityContext, "{sysctls: [], supplementalGroups: [0, 1_000]}",
       R"({"supplementalGroups":[0,1000]})"},
      {TypeId::kVolume, "{name: a, emptyDir: {}}", R"({"emptyDir":{},"name":"a"})"},
      {TypeId::kVolume, "{name: a, hostPath: {path: /a, type: ''}}",
       R"({"hostPath":{"path":"/a","type":""},"name":"a"})"},
      {TypeId::kToleration, "{operator: '', effect: '', key: k}", R"({"key":"k"})"},
      {TypeId::kAffinity, "{}", "{}"},
      // Null is absent.
      {TypeId::kEnvVar, "{name: A, value: ~, valueFrom: null}", R"({"name":"A"})"},
      {TypeId::kResourceRequirements, "{limits: {cpu: 1, memory: ~}, requests: }", R"({"limits":{"cpu":"1"}})"},
      // Numbers and quantities are canonical.
      {TypeId::kVolume, "{name: a, configMap: {defaultMode: 0444, name: c}}",
       R"({"configMap":{"defaultMode":292,"name":"c"},"name":"a"})"},
      {TypeId::kResourceRequirements, "{limits: {memory: 1.5Gi, cpu: '0.5', nvidia.com/gpu: 0x2}}",
       R"({"limits":{"cpu":"500m","memory":"1536Mi","nvidia.com/gpu":"2"}})"},
      {TypeId::kLifecycle, "{preStop: {httpGet: {port: admin}}, postStart: {tcpSocket: {port: 80.0}}}",
       R"({"postStart":{"tcpSocket":{"port":80}},"preStop":{"httpGet":{"port":"admin"}}})"},
      // Keys of maps are strings, whatever they look like.
      {TypeId::kVolume, "{name: a, csi: {driver: d, volumeAttributes: {2: b, 1: a}}}",
       R"({"csi":{"driver":"d","volumeAttributes":{"1":"a","2":"b"}},"name":"a"})"},
      // Structs are written though absent; some pointers and lists as null.
      {TypeId::kEnvVar, "{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}",
       R"({"name":"A","valueFrom":{"resourceFieldRef":{"divisor":"0","resource":"limits.cpu"}}})"},
      {TypeId::kVolume, "{name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}",
       R"({"ephemeral":{"volumeClaimTemplate":{"metadata":{},"spec":{"accessModes":["ReadWriteOnce"],"resources":{}}}},"name":"a"})"},
      {TypeId::kVolume, "{name: a, projected: {}}", R"({"name":"a","projected":{"sources":null}})"},
  };
  for (const auto& [type, in, out] : cases) {
    INFO(in);
    Conforming test;
    CHECK(test.Json(test.One(type, in)) == out);
    CHECK(test.Found() == List{});
  }
}

TEST_CASE("R67: the CRD's defaults are written") {
  const struct {
    const char* in;
    const char* out;
  } cases[] = {
      {"{name: a, iscsi: {iqn: i, lun: 0, targetPortal: t}}",
       R"({"iscsi":{"iqn":"i","iscsiInterface":"default","lun":0,"targetPortal":"t"},"name":"a"})"},
      {"{name: a, rbd: {image: i, monitors: [m], pool: p}}",
       R"({"name":"a","rbd":{"image":"i","keyring":"/etc/ceph/keyring","monitors":["m"],"pool":"p","user":"admin"}})"},
      {"{name: a, azureDisk: {diskName: d, diskURI: u}}",
       R"({"azureDisk":{"diskName":"d","diskURI":"u","fsType":"ext4","readOnly":false},"name":"a"})"},
  };
  for (const auto& [in, out] : cases) {
    INFO(in);
    Conforming test;
    CHECK(test.Json(test.One(TypeId::kVolume, in)) == out);
  }
  Conforming test;
  const Value env = test.One(TypeId::kEnvVar, "{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: p, key: k}}}");
  CHECK(test.Json(env) ==
        R"({"name":"A","valueFrom":{"fileKeyRef":{"key":"k","optional":false,"path":"p","volumeName":"v"}}})");
}

TEST_CASE("R67: what the CRD prunes is dropped with a warning") {
  Conforming test;
  const Value volume = test.One(TypeId::kVolume,
                                "name: a\n"
                                "ephemeral:\n"
                                "  volumeClaimTemplate:\n"
                                "    metadata: {labels: {a: b}}\n"
                                "    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}\n");
  CHECK(
      test.Json(volume) ==
      R"({"ephemeral":{"volumeClaimTemplate":{"metadata":{},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}},"name":"a"})");
  CHECK(test.Found() == List{"AR0311 4:16"});
  CHECK(test.problems.errors() == 0);
}

TEST_CASE("R66: a volume without a source is an empty directory") {
  for (const char* in : {"name: a", "{name: a, emptyDir: }", "{name: a, secret: ~}"}) {
    INFO(in);
    Conforming test;
    CHECK(test.Json(test.One(TypeId::kVolume, in)) == R"({"emptyDir":{},"name":"a"})");
    CHECK(test.Found() == List{"AR0613 1:1"});
    CHECK(test.problems.errors() == 0);
  }
}

TEST_CASE("R65: what does not fit the schema is reported where it stands") {
  const struct {
    TypeId type;
    const char* in;
    const char* found;
    const char* hint;
  } cases[] = {
      {TypeId::kEnvVar, "{name: A, valu: b}", "AR0301 1:11", "did you mean value?"},
      {TypeId::kVolume, "{name: a, emptydir: {}}", "AR0301 1:11", "did you mean emptyDir?"},
      {TypeId::kVolumeMount, "name: a\nmountPath: /a\nmode: 1\n", "AR0301 3:1",
       "the fields here are mountPath, mountPropagation, name, readOnly, recursiveReadOnly, subPath, subPathExpr"},
      {TypeId::kEnvVar, "{name: A, value: 8080}", "AR0302 1:18", "quote it: '8080'"},
      {TypeId::kEnvVar, "{name: A, value: yes}", "AR0302 1:18", "quote it: 'yes'"},
      {TypeId::kVolumeMount, "{name: a, mountPath: /a, readOnly: 'yes'}", "AR0302 1:36", "write it without quotes"},
      {TypeId::kSecurityContext, "{runAsUser: '1000'}", "AR0302 1:13", "write it without quotes"},
      {TypeId::kSecurityContext, "{capabilities: [ALL]}", "AR0302 1:16", ""},
      {TypeId::kEnvVar, "value: b", "AR0303 1:1", ""},
      {TypeId::kVolumeMount, "{name: a, mountPath: ~}", "AR0303 1:1", ""},
      {TypeId::kToleration, "{key: a, operator: exists}", "AR0304 1:20", "did you mean Exists?"},
      {TypeId::kLifecycle, "{stopSignal: SIGTREM}", "AR0304 1:14", "did you mean SIGTERM?"},
      {TypeId::kVolume, "{name: a, configMap: {name: c, defaultMode: 99999999999}}", "AR0304 1:45", ""},
      {TypeId::kSecurityContext, "{runAsUser: 1.5}", "AR0302 1:13", ""},
      {TypeId::kResourceRequirements, "{limits: {memory: 4GB}}", "AR0306 1:19",
       "the units are n, u, m, k, M, G, T, P, E and Ki, Mi, Gi, Ti, Pi, Ei; letter case counts"},
      {TypeId::kResourceRequirements, "{limits: {memory: [4Gi]}}", "AR0302 1:19",
       "write a number with a unit, such as 500m or 4Gi"},
      {TypeId::kResourceRequirements, "{claims: [{name: a}, {name: a}]}", "AR0310 1:22", "remove one of them"},
      {TypeId::kLifecycle, "{preStop: {exec: {command: [a, ~]}}}", "AR0302 1:32",
       "remove the entry, or write its value"},
      {TypeId::kLifecycle, "{preStop: {tcpSocket: {port: true}}}", "AR0302 1:30", ""},
  };
  for (const auto& [type, in, found, hint] : cases) {
    INFO(in);
    Conforming test;
    test.One(type, in);
    CHECK(test.Found() == List{found});
    if (*hint != 0) CHECK(test.problems.list().front().hint == hint);
  }
}

TEST_CASE("An unknown field is dropped with a warning when that is asked for") {
  Conforming test;
  Decoding decoding{test.arena, test.problems, false};
  const Value in = test.Read("{name: A, valu: b}");
  CHECK(test.Json(Conform(TypeId::kEnvVar, in, decoding)) == R"({"name":"A"})");
  CHECK(test.problems.errors() == 0);
  CHECK(test.problems.list().front().child == ".valu");
}

TEST_CASE("Nodes keep their places") {
  Conforming test;
  const Value list = test.List(TypeId::kVolume, "- name: a\n  configMap:\n    name: c\n    defaultMode: 0444\n");
  REQUIRE(list.size() == 1);
  const Value mode = list.at(0).Get("configMap").Get("defaultMode");
  CHECK(mode.text() == "292");
  CHECK(mode.origin().line == 4);
  CHECK(mode.origin().column == 18);
  CHECK(list.at(0).Get("configMap").origin().line == 3);
}

}  // namespace
}  // namespace agentrender
