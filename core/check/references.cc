// Takes the references of environment variables and downwardAPI volumes to fields of the Pod, resources of containers
// and files in volumes; reports those that the API server refuses. Which names exist is code, not a rule of a table.
#include <algorithm>
#include <span>

#include "core/base/nearest.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/check/core_v1.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

// Those of variables; spec.host is an old name for spec.nodeName.
constexpr std::string_view kEnvPaths[] = {
    "metadata.name",           "metadata.namespace", "metadata.uid",   "spec.host",    "spec.nodeName",
    "spec.serviceAccountName", "status.hostIP",      "status.hostIPs", "status.podIP", "status.podIPs",
};
constexpr std::string_view kVolumePaths[] = {
    "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
};

struct ResourcePath {
  std::string_view name;
  bool prefix;  // matches whatever begins with it
  bool cpu;
};
constexpr ResourcePath kResourcePaths[] = {
    {"limits.cpu", false, true},
    {"limits.memory", false, false},
    {"limits.ephemeral-storage", false, false},
    {"limits.hugepages-", true, false},
    {"requests.cpu", false, true},
    {"requests.memory", false, false},
    {"requests.ephemeral-storage", false, false},
    {"requests.hugepages-", true, false},
};

constexpr std::string_view kCpuDivisors[] = {"1m", "1"};
constexpr std::string_view kByteDivisors[] = {"1",   "1k",  "1M",  "1G",  "1T",  "1P", "1E",
                                              "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"};

bool Contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string Listed(std::span<const std::string_view> words) {
  std::string all;
  for (std::string_view word : words) {
    if (word == "spec.host") continue;
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

// metadata.labels['KEY']: reports an impossible key or field. False for a path without a subscript.
bool CheckSubscript(const Value& ref, std::string_view path, const Part& part) {
  const size_t open = path.find("['");
  if (!path.ends_with("']") || open == std::string_view::npos || open == 0 || open + 2 > path.size() - 2) return false;
  const std::string_view field = path.substr(0, open);
  const std::string_view key = path.substr(open + 2, path.size() - 2 - (open + 2));
  if (field != "metadata.labels" && field != "metadata.annotations") {
    part.Refuse(ref, "fieldPath", Quoted(field) + " takes no key")
        .Hint("only metadata.labels and metadata.annotations do");
    return true;
  }
  const char* expected =
      field == "metadata.annotations" ? names::CheckAnnotationKey(key) : names::CheckQualifiedName(key);
  if (expected != nullptr)
    part.Refuse(ref, "fieldPath", Code::kBadLabel, "the key " + Quoted(key) + " is not valid: expected " + expected);
  return true;
}

const ResourcePath* FindResource(std::string_view name) {
  for (const ResourcePath& path : kResourcePaths) {
    if (path.prefix ? name.starts_with(path.name) : name == path.name) return &path;
  }
  return nullptr;
}

void CheckDivisor(const Value& ref, const ResourcePath& path, const Part& part) {
  const std::string_view divisor = ref.TextOf("divisor");
  if (divisor.empty() || divisor == "0") return;
  const std::span<const std::string_view> allowed =
      path.cpu ? std::span<const std::string_view>(kCpuDivisors) : kByteDivisors;
  if (Contains(allowed, divisor)) return;
  part.Refuse(ref, "divisor", std::string(divisor) + " is not a divisor of " + ref.TextOf("resource"))
      .Hint("use one of " + Listed(allowed));
}

// `known` are the paths that can be referred to without a key.
void CheckFieldRef(const Value& ref, std::span<const std::string_view> known, const Part& part) {
  const std::string_view path = ref.TextOf("fieldPath");
  const std::string_view version = ref.TextOf("apiVersion");
  if (path.empty() || (!version.empty() && version != "v1")) return;
  if (CheckSubscript(ref, path, part) || Contains(known, path)) return;
  Problem& problem = part.Refuse(ref, "fieldPath", Quoted(path) + " is not a field that can be referred to here");
  const std::string_view near = Nearest(path, {known.begin(), known.end()});
  problem.Hint(near.empty() ? "use one of " + Listed(known) + ", or metadata.labels['KEY']"
                            : "did you mean " + near + "?");
}

void CheckResourceFieldRef(const Value& ref, const Part& part) {
  const std::string_view resource = ref.TextOf("resource");
  if (resource.empty()) return;
  const ResourcePath* path = FindResource(resource);
  if (path != nullptr) return CheckDivisor(ref, *path, part);
  std::vector<std::string_view> known;
  for (const ResourcePath& p : kResourcePaths) known.push_back(p.name);
  const std::string_view near = Nearest(resource, known);
  part.Refuse(ref, "resource", Quoted(resource) + " is not a resource that can be referred to")
      .Hint(near.empty() ? "use limits. or requests. with cpu, memory, ephemeral-storage or hugepages-SIZE"
                         : "did you mean " + near + "?");
}

}  // namespace

void CheckEnvVarSource(const Value& source, const Part& part) {
  CheckFieldRef(source.Get("fieldRef"), kEnvPaths, part);
  CheckResourceFieldRef(source.Get("resourceFieldRef"), part);
}

void CheckDownwardFile(const Value& file, const Part& part) {
  CheckFieldRef(file.Get("fieldRef"), kVolumePaths, part);
  const Value resource = file.Get("resourceFieldRef");
  if (!resource.TextOf("containerName").empty()) CheckResourceFieldRef(resource, part);
}

void CheckFileKeyRefs(const Value& env, const Value& volumes, Problems& problems) {
  NumberByText numbers;  // of the volumes, filled when first needed
  bool known = false;
  for (const Value& variable : env) {
    const Value name = variable.Get("valueFrom").Get("fileKeyRef").Get("volumeName");
    if (name.text().empty()) continue;
    for (uint32_t i = 0; !known && i < volumes.size(); ++i) numbers.emplace(volumes.at(i).TextOf("name"), i);
    known = true;
    const auto found = numbers.find(name.text());
    const Value* volume = found == numbers.end() ? nullptr : &volumes.at(found->second);
    if (volume == nullptr) {
      problems.Error(Code::kUndeclaredVolume, name.origin(), "the volume " + Quoted(name.text()) + " is not declared")
          .Hint("add it to podSpec.extraVolumes, with emptyDir: {}");
    } else if (!volume->Get("emptyDir").Present()) {
      problems
          .Error(Code::kInvalidEnv, name.origin(),
                 "the volume " + Quoted(name.text()) + " is not an emptyDir, which a fileKeyRef needs")
          .Other(volume->origin())
          .Hint("have the file written to an emptyDir");
    }
  }
}

}  // namespace agentrender
