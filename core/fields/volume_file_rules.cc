// The files that volumes make of Secrets, ConfigMaps, fields of the Pod, tokens and
// certificates; and the claims of ephemeral volumes.
#include <algorithm>

#include "core/fields/checker.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

void CheckKeyItem(const Value& item, const Checker& check) {
  check.NotEmpty(item, "key");
  if (check.NotEmpty(item, "path")) check.VolumePath(item, "path");
  check.Mode(item, "mode");
}

void CheckDownwardItem(const Value& item, const Checker& check) {
  if (check.NotEmpty(item, "path")) check.VolumePath(item, "path");
  check.Mode(item, "mode");
  const Value field = item.Get("fieldRef");
  const Value resource = item.Get("resourceFieldRef");
  if (field.Present() == resource.Present()) {
    check
        .Refuse(item, Code::kInvalidSource,
                field.Present() ? "has two sources, fieldRef and resourceFieldRef; one is expected" : "has no source")
        .Hint("give either fieldRef or resourceFieldRef");
  }
  CheckFieldRef(field, FieldPaths::kVolume, check);
  if (!field.Present()) CheckResourceFieldRef(resource, FieldPaths::kVolume, check);
}

// DOMAIN/PATH, as signers are named.
const char* CheckSignerName(std::string_view name) {
  const char* expected = "a signer such as example.com/signer-name";
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos || name.find('/', slash + 1) != std::string_view::npos || name.size() > 571)
    return expected;
  const std::string_view domain = name.substr(0, slash);
  const std::string_view path = name.substr(slash + 1);
  if (domain.find('.') == std::string_view::npos || names::CheckDns1123Subdomain(domain) != nullptr) return expected;
  for (size_t at = 0; at <= domain.size();) {
    const size_t end = std::min(domain.find('.', at), domain.size());
    if (end - at > 63) return expected;
    at = end + 1;
  }
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('.', at), path.size());
    if (names::CheckDns1123Subdomain(path.substr(at, end - at)) != nullptr) return expected;
    at = end + 1;
  }
  return nullptr;
}

// A bundle of a signer is named SIGNER:NAME, with the signer's / written as :.
const char* CheckBundleName(std::string_view name) {
  return names::CheckDns1123Subdomain(name.substr(name.rfind(':') + 1));
}

void CheckTrustBundle(const Value& source, const Checker& check) {
  const bool by_name = source.Get("name").Present();
  const bool by_signer = source.Get("signerName").Present();
  if (by_name == by_signer) {
    check.Refuse(source, by_name ? Code::kExclusive : Code::kMissingField,
                 by_name ? "name and signerName cannot stand together" : "name or signerName is required");
  } else if (by_name) {
    check.Name(source, "name", CheckBundleName);
    if (source.Get("labelSelector").Present())
      check.Refuse(source, "labelSelector", Code::kExclusive, "cannot stand together with name");
  } else {
    check.Name(source, "signerName", CheckSignerName);
    check.LabelSelector(source.Get("labelSelector"));
  }
  if (check.NotEmpty(source, "path")) check.VolumePath(source, "path");
}

bool IsKubernetesSigner(std::string_view signer) {
  const std::string_view domain = signer.substr(0, signer.find('/'));
  return domain == "kubernetes.io" || domain.ends_with(".kubernetes.io");
}

constexpr const char* kCertificatePaths[] = {"credentialBundlePath", "keyPath", "certificateChainPath"};

constexpr int64_t kMinute = 60;

void CheckCertificate(const Value& source, const Checker& check) {
  constexpr int64_t kHour = 60 * kMinute;
  constexpr int64_t kDay = 24 * kHour;
  check.Name(source, "signerName", CheckSignerName);
  check.OneOf(source, "keyType", {"RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"});
  check.Required(source, "keyType");
  const bool own = IsKubernetesSigner(source.TextOf("signerName"));
  check.Range(source, "maxExpirationSeconds", kHour, own ? kDay : 91 * kDay);
  bool any = false;
  for (const char* field : kCertificatePaths) {
    any = any || !source.TextOf(field).empty();
    check.VolumePath(source, field);
  }
  if (!any)
    check.Refuse(source, Code::kMissingField, "credentialBundlePath, keyPath or certificateChainPath is required");
}

void CheckToken(const Value& source, const Checker& check) {
  if (check.NotEmpty(source, "path")) check.VolumePath(source, "path");
  check.Range(source, "expirationSeconds", 10 * kMinute, int64_t{1} << 32);
}

// The files of a projected volume so far, none of which may be written twice.
class ProjectedFiles {
 public:
  explicit ProjectedFiles(const Checker& check) : check_(check) {}

  void Add(const Value& path) {
    if (path.text().empty()) return;
    const auto same =
        std::find_if(paths_.begin(), paths_.end(), [&](const Value& other) { return other.text() == path.text(); });
    if (same == paths_.end()) return paths_.push_back(path);
    check_.Refuse(path, Code::kPathConflict, Quoted(path.text()) + " is written twice in this volume")
        .Other(same->origin());
  }

 private:
  const Checker& check_;
  std::vector<Value> paths_;
};

void CheckProjection(const Value& projection, ProjectedFiles& files, const Checker& check) {
  for (const char* kind : {"secret", "configMap"}) {
    const Value source = projection.Get(kind);
    if (source.Present()) check.Name(source, "name", names::CheckDns1123Subdomain);
    CheckKeyItems(source.Get("items"), check);
    for (const Value& item : source.Get("items")) files.Add(item.Get("path"));
  }
  CheckDownwardItems(projection.Get("downwardAPI").Get("items"), check);
  for (const Value& item : projection.Get("downwardAPI").Get("items")) files.Add(item.Get("path"));
  const Value bundle = projection.Get("clusterTrustBundle");
  if (bundle.Present()) CheckTrustBundle(bundle, check);
  files.Add(bundle.Get("path"));
  const Value certificate = projection.Get("podCertificate");
  if (certificate.Present()) CheckCertificate(certificate, check);
  for (const char* field : kCertificatePaths) files.Add(certificate.Get(field));
  CheckToken(projection.Get("serviceAccountToken"), check);
}

// dataSource and dataSourceRef: a claim, or something of a named group.
void CheckDataSource(const Value& source, const Checker& check) {
  if (!source.Present()) return;
  check.NotEmpty(source, "name");
  if (check.NotEmpty(source, "kind") && source.TextOf("apiGroup").empty() &&
      source.TextOf("kind") != "PersistentVolumeClaim") {
    check.Refuse(source, "kind", "must be PersistentVolumeClaim without an apiGroup")
        .Hint("add the apiGroup of " + Quoted(source.TextOf("kind")));
  }
  check.Follows(source, "apiGroup", names::CheckDns1123Subdomain);
  check.Follows(source, "namespace", names::CheckDns1123Label);
}

// The part that both have.
bool SameSource(const Value& a, const Value& b) {
  return Equal(a.Get("apiGroup"), b.Get("apiGroup")) && a.TextOf("kind") == b.TextOf("kind") &&
         a.TextOf("name") == b.TextOf("name");
}

void CheckDataSources(const Value& spec, const Checker& check) {
  const Value source = spec.Get("dataSource");
  const Value ref = spec.Get("dataSourceRef");
  CheckDataSource(source, check);
  CheckDataSource(ref, check);
  if (!source.Present() || !ref.Present()) return;
  if (!ref.TextOf("namespace").empty()) {
    check.Refuse(source, Code::kExclusive, "cannot stand together with dataSourceRef.namespace").Other(ref.origin());
  } else if (!SameSource(source, ref)) {
    check.Refuse(source, "must be the same as dataSourceRef").Other(ref.origin()).Hint("keep one of them");
  }
}

void CheckAccessModes(const Value& spec, const Checker& check) {
  if (!check.Required(spec, "accessModes")) return;
  const Value modes = spec.Get("accessModes");
  const auto pod_only = [](const Value& mode) { return mode.text() == "ReadWriteOncePod"; };
  if (std::any_of(modes.begin(), modes.end(), pod_only) && !std::all_of(modes.begin(), modes.end(), pod_only)) {
    check.Refuse(spec, "accessModes", Code::kExclusive, "ReadWriteOncePod cannot stand together with other modes");
  }
}

void CheckClaimSize(const Value& spec, const Checker& check) {
  const Value requests = spec.Get("resources").Get("requests");
  if (!requests.Get("storage").Present()) {
    const Value resources = spec.Get("resources");
    check.Refuse(resources.Present() ? resources : spec, Code::kMissingField, "requests.storage is required")
        .Hint("say how large the volume must be, such as storage: 10Gi");
    return;
  }
  const std::string_view size = requests.TextOf("storage");
  if (size == "0" || size.starts_with('-')) check.Refuse(requests, "storage", std::string(size) + " is not above zero");
}

}  // namespace

void CheckKeyItems(const Value& items, const Checker& check) {
  for (const Value& item : items) CheckKeyItem(item, check);
}

void CheckDownwardItems(const Value& items, const Checker& check) {
  for (const Value& item : items) CheckDownwardItem(item, check);
}

void CheckProjected(const Value& projected, const Checker& check) {
  check.Mode(projected, "defaultMode");
  ProjectedFiles files(check);
  for (const Value& projection : projected.Get("sources")) {
    if (projection.size() > 1) {
      check
          .Refuse(projection, Code::kInvalidSource,
                  "has two sources, " + std::string(projection.member(0).key.text()) + " and " +
                      std::string(projection.member(1).key.text()) + "; one is expected")
          .Other(projection.member(1).value.origin())
          .Hint("write them as two entries of the list");
    }
    CheckProjection(projection, files, check);
  }
}

void CheckClaimSpec(const Value& spec, const Checker& check) {
  if (!spec.Present()) return;
  CheckAccessModes(spec, check);
  CheckClaimSize(spec, check);
  check.LabelSelector(spec.Get("selector"));
  check.Follows(spec, "storageClassName", names::CheckDns1123Subdomain);
  check.Follows(spec, "volumeAttributesClassName", names::CheckDns1123Subdomain);
  CheckDataSources(spec, check);
}

}  // namespace agentrender
