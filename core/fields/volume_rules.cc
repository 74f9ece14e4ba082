#include <algorithm>
#include <array>

#include "core/fields/checker.h"
#include "core/fields/rules.h"
#include "core/fields/schema.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

using SourceRule = void (*)(const Value& source, const Checker& check);

void CheckEmptyDir(const Value& source, const Checker& check) { check.NotNegative(source, "sizeLimit"); }

void CheckHostPath(const Value& source, const Checker& check) { check.NoBacksteps(source, "path"); }

void CheckGitRepo(const Value& source, const Checker& check) { check.RelativePath(source, "directory"); }

void CheckPartition(const Value& source, const Checker& check) { check.Range(source, "partition", 0, 255); }

void CheckKeyFiles(const Value& source, const Checker& check) {
  check.Mode(source, "defaultMode");
  CheckKeyItems(source.Get("items"), check);
}

void CheckSecret(const Value& source, const Checker& check) {
  check.Name(source, "secretName", names::CheckDns1123Subdomain);
  CheckKeyFiles(source, check);
}

void CheckConfigMap(const Value& source, const Checker& check) {
  check.Name(source, "name", names::CheckDns1123Subdomain);
  CheckKeyFiles(source, check);
}

void CheckDownward(const Value& source, const Checker& check) {
  check.Mode(source, "defaultMode");
  CheckDownwardItems(source.Get("items"), check);
}

void CheckNfs(const Value& source, const Checker& check) {
  const std::string_view path = source.TextOf("path");
  if (!path.empty() && path.front() != '/')
    check.Refuse(source, "path", "must be an absolute path").Hint("begin it with /");
}

// iqn.YYYY-MM.DOMAIN:NAME, anywhere in the text as Kubernetes has it.
bool HasQualifiedName(std::string_view text) {
  for (size_t at = text.find("iqn."); at != std::string_view::npos; at = text.find("iqn.", at + 1)) {
    const std::string_view rest = text.substr(at + 4);
    constexpr std::string_view kDate = "dddd-dd.";
    if (rest.size() <= kDate.size()) continue;
    bool date = true;
    for (size_t i = 0; i < kDate.size(); ++i) date = date && (kDate[i] == 'd' ? IsDigit(rest[i]) : rest[i] == kDate[i]);
    const size_t colon = rest.find(':');
    if (!date || colon == std::string_view::npos || colon == kDate.size() || colon + 1 == rest.size()) continue;
    const std::string_view domain = rest.substr(kDate.size(), colon - kDate.size());
    const bool domain_fits =
        std::all_of(domain.begin(), domain.end(), [](char c) { return IsAlphanumeric(c) || c == '-' || c == '.'; });
    if (domain_fits && rest.find_first_of(",;*&$| \t\n\f\r", colon + 1) == std::string_view::npos) return true;
  }
  return false;
}

const char* CheckInitiator(std::string_view name) {
  const auto is_id = [&](size_t digits) {
    return name.size() == 4 + digits && name[3] != '\n' && std::all_of(name.begin() + 4, name.end(), IsAlphanumeric);
  };
  const bool fits = name.starts_with("iqn")   ? HasQualifiedName(name)
                    : name.starts_with("eui") ? is_id(16)
                                              : name.starts_with("naa") && is_id(32);
  return fits ? nullptr : "iqn.YYYY-MM.DOMAIN:NAME, eui. with 16 or naa. with 32 letters and digits";
}

void CheckIscsi(const Value& source, const Checker& check) {
  check.Follows(source, "iqn", CheckInitiator);
  check.Range(source, "lun", 0, 255);
  if (source.Get("initiatorName").Present() && source.TextOf("initiatorName").empty()) {
    check.Refuse(source, "initiatorName", "must not be empty");
  }
  check.Follows(source, "initiatorName", CheckInitiator);
  const bool chap = IsTrue(source, "chapAuthDiscovery") || IsTrue(source, "chapAuthSession");
  if (chap && !source.Get("secretRef").Present()) check.Required(source, "secretRef");
}

void CheckFibreChannel(const Value& source, const Checker& check) {
  const bool names_targets = !source.Get("targetWWNs").empty();
  if (names_targets == !source.Get("wwids").empty()) {
    check.Refuse(source, "targetWWNs", names_targets ? Code::kExclusive : Code::kMissingField,
                 names_targets ? "cannot stand together with wwids" : "is required, or wwids");
  }
  if (!names_targets) return;
  if (!source.Get("lun").Present()) check.Required(source, "lun");
  check.Range(source, "lun", 0, 255);
}

// HOST:PORT; a host with colons stands in brackets.
bool IsHostAndPort(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[')) {
    if (!host.ends_with(']')) return false;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return false;
  }
  return host.find_first_of("[]") == std::string_view::npos && port.find_first_of("[]") == std::string_view::npos;
}

void CheckQuobyte(const Value& source, const Checker& check) {
  constexpr size_t kLongestTenant = 64;
  if (source.TextOf("tenant").size() > kLongestTenant) check.Refuse(source, "tenant", "is longer than 64 characters");
  const std::string_view registry = source.TextOf("registry");
  for (size_t at = 0; !registry.empty() && at <= registry.size();) {
    const size_t end = std::min(registry.find(',', at), registry.size());
    if (!IsHostAndPort(registry.substr(at, end - at))) {
      check.Refuse(source, "registry", Quoted(registry.substr(at, end - at)) + " is not of the form HOST:PORT");
    }
    at = end + 1;
  }
}

void CheckFlocker(const Value& source, const Checker& check) {
  const std::string_view name = source.TextOf("datasetName");
  if (name.empty() == source.TextOf("datasetUUID").empty()) {
    check.Refuse(source, "datasetName", name.empty() ? Code::kMissingField : Code::kExclusive,
                 name.empty() ? "is required, or datasetUUID" : "cannot stand together with datasetUUID");
  }
  if (name.find('/') != std::string_view::npos) check.Refuse(source, "datasetName", "must not have a /");
}

void CheckFlexVolume(const Value& source, const Checker& check) {
  for (const Member& m : source.Get("options").members()) {
    const std::string_view key = m.key.text();
    std::string domain = ".";
    for (char c : key.substr(0, key.find('/'))) domain += ToLower(c);
    if (!domain.ends_with(".kubernetes.io") && !domain.ends_with(".k8s.io")) continue;
    check.Refuse(m.value, "options of kubernetes.io and k8s.io are reserved").Hint("use a domain of your own");
  }
}

void CheckAzureFile(const Value& source, const Checker& check) {
  check.Follows(source, "secretName", names::CheckDns1123Subdomain);
}

void CheckAzureDisk(const Value& source, const Checker& check) {
  const bool managed = source.TextOf("kind") == "Managed";
  const char* expected = managed ? "/subscriptions/" : "https://";
  const std::string_view uri = source.TextOf("diskURI");
  if (uri.empty() || uri.starts_with(expected)) return;
  check.Refuse(source, "diskURI", std::string("must begin with ") + expected)
      .Hint(managed ? "give the disk's resource id" : "set kind: Managed, or give the URL of a blob");
}

void CheckStorageOs(const Value& source, const Checker& check) {
  check.Name(source, "volumeName", names::CheckDns1123Label);
  check.Follows(source, "volumeNamespace", names::CheckDns1123Label);
}

void CheckScaleIo(const Value& source, const Checker& check) { check.Required(source, "volumeName"); }

const char* CheckDriverName(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = ToLower(c);
  return name.size() > 63 ? "at most 63 characters" : names::CheckDns1123Subdomain(lower);
}

void CheckCsi(const Value& source, const Checker& check) { check.Follows(source, "driver", CheckDriverName); }

void CheckEphemeral(const Value& source, const Checker& check) {
  const Value claim = source.Get("volumeClaimTemplate");
  if (claim.Present()) CheckClaimSpec(claim.Get("spec"), check);
  else check.Required(source, "volumeClaimTemplate");
}

// What is more to say of a source than that its required fields must not be empty.
struct SourceRules {
  std::string_view source;
  SourceRule check;
};
constexpr SourceRules kSourceRules[] = {
    {"awsElasticBlockStore", CheckPartition},
    {"azureDisk", CheckAzureDisk},
    {"azureFile", CheckAzureFile},
    {"configMap", CheckConfigMap},
    {"csi", CheckCsi},
    {"downwardAPI", CheckDownward},
    {"emptyDir", CheckEmptyDir},
    {"ephemeral", CheckEphemeral},
    {"fc", CheckFibreChannel},
    {"flexVolume", CheckFlexVolume},
    {"flocker", CheckFlocker},
    {"gcePersistentDisk", CheckPartition},
    {"gitRepo", CheckGitRepo},
    {"hostPath", CheckHostPath},
    {"iscsi", CheckIscsi},
    {"nfs", CheckNfs},
    {"projected", CheckProjected},
    {"quobyte", CheckQuobyte},
    {"scaleIO", CheckScaleIo},
    {"secret", CheckSecret},
    {"storageos", CheckStorageOs},
};

// References to Secrets, whatever the source.
constexpr const char* kSecretFields[] = {"nodePublishSecretRef", "secretRef"};

void CheckSource(const Member& m, const Checker& check) {
  const Value& source = m.value;
  for (const Field& field : FieldsOf(FindField(TypeId::kVolume, m.key.text())->type)) {
    const Value value = source.Get(field.name);
    if (field.Has(Field::kRequired) && (value.IsString() || value.IsList())) check.NotEmpty(source, field.name);
  }
  for (const char* field : kSecretFields) {
    const Value ref = source.Get(field);
    if (ref.Present()) check.Name(ref, "name", names::CheckDns1123Subdomain);
  }
  for (const SourceRules& rules : kSourceRules) {
    if (rules.source == m.key.text()) rules.check(source, check);
  }
}

void CheckVolume(const Value& volume, const Checker& check) {
  constexpr size_t kLongestPortal = 64;
  if (check.NotEmpty(volume, "name")) check.Follows(volume, "name", names::CheckDns1123Label);
  const Member* first = nullptr;
  for (const Member& m : volume.members()) {
    if (m.key.text() == "name") continue;
    CheckSource(m, check);
    if (first == nullptr) {
      first = &m;
      continue;
    }
    check
        .Refuse(volume, "name", Code::kInvalidSource,
                "the volume has two sources, " + std::string(first->key.text()) + " and " + std::string(m.key.text()) +
                    "; one is expected")
        .Other(m.value.origin())
        .Hint("keep one of them");
  }
  const Value iscsi = volume.Get("iscsi");
  const size_t together = volume.TextOf("name").size() + 1 + iscsi.TextOf("targetPortal").size();
  if (iscsi.Get("initiatorName").Present() && together > kLongestPortal) {
    check.Refuse(volume, "name",
                 "with iscsi.initiatorName, name and targetPortal must be shorter than 64 characters together");
  }
}

}  // namespace

void CheckVolumes(const Value& volumes, Problems& problems) {
  const Checker check(Code::kInvalidVolume, problems);
  for (const Value& volume : volumes) CheckVolume(volume, check);
}

}  // namespace agentrender
