// Takes volumes, reports what the API server refuses and no rule of a table can express: more than one source, paths
// that collide in a projected volume, claims of ephemeral volumes, and the demands of old plugins.
#include <algorithm>

#include "core/base/order.h"
#include "core/base/text.h"
#include "core/check/core_v1.h"

namespace agentrender {

namespace {

constexpr const char* kCertificatePaths[] = {"credentialBundlePath", "keyPath", "certificateChainPath"};

bool IsKubernetesSigner(std::string_view signer) {
  const std::string_view domain = signer.substr(0, signer.find('/'));
  return domain == "kubernetes.io" || domain.ends_with(".kubernetes.io");
}

// The files of a projected volume; none may be written twice.
class ProjectedFiles {
 public:
  void Add(const Value& path) {
    if (!path.text().empty()) paths_.push_back(path);
  }

  void Check(const Part& part) const {
    std::vector<std::string_view> texts;
    for (const Value& path : paths_) texts.push_back(path.text());
    if (!HasRepeated(texts)) return;
    const std::vector<uint32_t> order = OrderOf(texts);
    size_t first = 0;
    for (size_t i = 1; i < order.size(); ++i) {
      const Value& path = paths_[order[i]];
      if (path.text() != paths_[order[first]].text()) {
        first = i;
      } else {
        part.Refuse(path, Code::kPathConflict, Quoted(path.text()) + " is written twice in this volume")
            .Other(paths_[order[first]].origin());
      }
    }
  }

 private:
  std::vector<Value> paths_;
};

void AddFiles(const Value& projection, ProjectedFiles& files) {
  for (const char* kind : {"secret", "configMap", "downwardAPI"}) {
    for (const Value& item : projection.Get(kind).Get("items")) files.Add(item.Get("path"));
  }
  files.Add(projection.Get("clusterTrustBundle").Get("path"));
  for (const char* field : kCertificatePaths) files.Add(projection.Get("podCertificate").Get(field));
}

// The part that both have in common.
bool SameSource(const Value& a, const Value& b) {
  return Equal(a.Get("apiGroup"), b.Get("apiGroup")) && a.TextOf("kind") == b.TextOf("kind") &&
         a.TextOf("name") == b.TextOf("name");
}

void CheckDataSources(const Value& spec, const Part& part) {
  const Value source = spec.Get("dataSource");
  const Value ref = spec.Get("dataSourceRef");
  if (!source.Present() || !ref.Present()) return;
  if (!ref.TextOf("namespace").empty()) {
    part.Refuse(source, Code::kExclusive, "cannot be used together with dataSourceRef.namespace").Other(ref.origin());
  } else if (!SameSource(source, ref)) {
    part.Refuse(source, "must be the same as dataSourceRef").Other(ref.origin()).Hint("keep one of them");
  }
}

void CheckAccessModes(const Value& spec, const Part& part) {
  const Value modes = spec.Get("accessModes");
  const auto pod_only = [](const Value& mode) { return mode.text() == "ReadWriteOncePod"; };
  if (std::any_of(modes.begin(), modes.end(), pod_only) && !std::all_of(modes.begin(), modes.end(), pod_only)) {
    part.Refuse(spec, "accessModes", Code::kExclusive, "ReadWriteOncePod cannot be used together with other modes");
  }
}

void CheckClaimSize(const Value& spec, const Part& part) {
  const Value requests = spec.Get("resources").Get("requests");
  if (!requests.Get("storage").Present()) {
    const Value resources = spec.Get("resources");
    part.Refuse(resources.Present() ? resources : spec, Code::kMissingField, "requests.storage is required")
        .Hint("say how large the volume must be, such as storage: 10Gi");
    return;
  }
  const std::string_view size = requests.TextOf("storage");
  if (size == "0" || size.starts_with('-')) part.Refuse(requests, "storage", std::string(size) + " is not above zero");
}

// Two sources at once, `name` aside: the first two.
void CheckSourceCount(const Value& volume, const Part& part) {
  const Member* first = nullptr;
  for (const Member& m : volume.members()) {
    if (m.key.text() == "name") continue;
    if (first == nullptr) {
      first = &m;
      continue;
    }
    part.Refuse(volume, "name", Code::kInvalidSource,
                "the volume has two sources, " + first->key.text() + " and " + m.key.text() + "; one is expected")
        .Other(m.value.origin().IsBehind(first->value.origin()) ? m.value.origin() : first->value.origin())
        .Hint("keep one of them");
    return;
  }
}

}  // namespace

void CheckVolume(const Value& volume, const Part& part) {
  constexpr size_t kLongestPortal = 64;
  CheckSourceCount(volume, part);
  const Value iscsi = volume.Get("iscsi");
  const size_t together = volume.TextOf("name").size() + 1 + iscsi.TextOf("targetPortal").size();
  if (iscsi.Get("initiatorName").Present() && together > kLongestPortal) {
    part.Refuse(volume, "name",
                "with iscsi.initiatorName, name and targetPortal must be shorter than 64 characters together");
  }
}

void CheckFlexVolume(const Value& source, const Part& part) {
  for (const Member& m : source.Get("options").members()) {
    const std::string_view key = m.key.text();
    std::string domain = ".";
    for (char c : key.substr(0, key.find('/'))) domain += ToLower(c);
    if (!domain.ends_with(".kubernetes.io") && !domain.ends_with(".k8s.io")) continue;
    part.Refuse(m.value, "options of kubernetes.io and k8s.io are reserved").Hint("use a domain of your own");
  }
}

void CheckProjectedVolume(const Value& source, const Part& part) {
  ProjectedFiles files;
  for (const Value& projection : source.Get("sources")) {
    if (projection.size() > 1) {
      const Origin& one = projection.member(0).value.origin();
      const Origin& two = projection.member(1).value.origin();
      part.Refuse(projection, Code::kInvalidSource,
                  "has two sources, " + projection.member(0).key.text() + " and " + projection.member(1).key.text() +
                      "; one is expected")
          .Other(one.IsBehind(two) ? one : two)
          .Hint("write them as two entries of the list");
    }
    AddFiles(projection, files);
  }
  files.Check(part);
}

// Kubernetes' own signers issue no certificates for longer than a day.
void CheckPodCertificate(const Value& source, const Part& part) {
  constexpr int64_t kDay = int64_t{24} * 60 * 60;
  const std::optional<int64_t> seconds = source.Get("maxExpirationSeconds").AsInt();
  if (!seconds || *seconds <= kDay || !IsKubernetesSigner(source.TextOf("signerName"))) return;
  part.Refuse(
      source, "maxExpirationSeconds",
      std::to_string(*seconds) + " is above " + std::to_string(kDay) + ", the most for a signer of kubernetes.io");
}

void CheckClaimSpec(const Value& spec, const Part& part) {
  CheckAccessModes(spec, part);
  CheckClaimSize(spec, part);
  CheckDataSources(spec, part);
}

}  // namespace agentrender
