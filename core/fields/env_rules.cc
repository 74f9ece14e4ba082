#include <algorithm>

#include "core/fields/checker.h"
#include "core/fields/rules.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

constexpr const char* kSourceKinds = "configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef or fileKeyRef";

void CheckKeyRef(const Value& ref, const Checker& check) {
  if (!ref.Present()) return;
  check.Name(ref, "name", names::CheckDns1123Subdomain);
  if (check.NotEmpty(ref, "key")) check.Follows(ref, "key", names::CheckConfigMapKey);
}

void CheckFileKeyRef(const Value& ref, const Checker& check) {
  if (!ref.Present()) return;
  if (check.NotEmpty(ref, "key")) check.Follows(ref, "key", names::CheckEnvName);
  if (check.NotEmpty(ref, "volumeName")) check.Follows(ref, "volumeName", names::CheckDns1123Label);
  if (check.NotEmpty(ref, "path")) check.NoBacksteps(ref, "path");
}

void CheckSourceCount(const Value& variable, const Value& from, const Checker& check) {
  if (from.empty()) {
    check.Refuse(variable, "valueFrom", Code::kInvalidSource, "has no source")
        .Hint(std::string("give one of ") + kSourceKinds);
    return;
  }
  if (from.size() > 1) {
    check
        .Refuse(variable, "valueFrom", Code::kInvalidSource,
                "has " + std::to_string(from.size()) + " sources, " + std::string(from.member(0).key.text()) + " and " +
                    std::string(from.member(1).key.text()) + "; one is expected")
        .Other(from.member(1).value.origin())
        .Hint("keep one of them");
  }
  if (!variable.TextOf("value").empty()) {
    check.Refuse(variable, "valueFrom", Code::kExclusive, "cannot stand together with value")
        .Other(variable.Get("value").origin())
        .Hint("keep one of them");
  }
}

void CheckVariable(const Value& variable, const Checker& check) {
  if (check.NotEmpty(variable, "name")) check.Follows(variable, "name", names::CheckEnvName);
  const Value from = variable.Get("valueFrom");
  if (!from.Present()) return;
  CheckSourceCount(variable, from, check);
  CheckKeyRef(from.Get("configMapKeyRef"), check);
  CheckKeyRef(from.Get("secretKeyRef"), check);
  CheckFileKeyRef(from.Get("fileKeyRef"), check);
  CheckFieldRef(from.Get("fieldRef"), FieldPaths::kEnv, check);
  CheckResourceFieldRef(from.Get("resourceFieldRef"), FieldPaths::kEnv, check);
}

const Value* FindVolume(const Value& volumes, std::string_view name) {
  const auto found =
      std::find_if(volumes.begin(), volumes.end(), [&](const Value& v) { return v.TextOf("name") == name; });
  return found == volumes.end() ? nullptr : found;
}

}  // namespace

void CheckEnv(const Value& env, Problems& problems) {
  const Checker check(Code::kInvalidEnv, problems);
  for (const Value& variable : env) CheckVariable(variable, check);
}

void CheckFileKeyRefs(const Value& env, const Value& volumes, Problems& problems) {
  const Checker check(Code::kInvalidEnv, problems);
  for (const Value& variable : env) {
    const Value ref = variable.Get("valueFrom").Get("fileKeyRef");
    const std::string_view name = ref.TextOf("volumeName");
    if (name.empty()) continue;
    const Value* volume = FindVolume(volumes, name);
    if (volume == nullptr) {
      check.Refuse(ref, "volumeName", Code::kUndeclaredVolume, "the volume " + Quoted(name) + " is not declared")
          .Hint("add it to podSpec.extraVolumes, with emptyDir: {}");
    } else if (!volume->Get("emptyDir").Present()) {
      check.Refuse(ref, "volumeName", "the volume " + Quoted(name) + " is no emptyDir, which a fileKeyRef needs")
          .Other(volume->origin())
          .Hint("have the file written to an emptyDir");
    }
  }
}

}  // namespace agentrender
