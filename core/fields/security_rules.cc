#include <algorithm>
#include <limits>

#include "core/fields/checker.h"
#include "core/fields/rules.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

constexpr int64_t kMostId = std::numeric_limits<int32_t>::max();

void CheckSeccomp(const Value& profile, const Checker& check) {
  if (!profile.Present()) return;
  const bool given = profile.Get("localhostProfile").Present();
  if (profile.TextOf("type") != "Localhost") {
    if (given)
      check.Refuse(profile, "localhostProfile", "is for the type Localhost only")
          .Hint("take it out, or set type: Localhost");
  } else if (!given) {
    check.Refuse(profile, "localhostProfile", Code::kMissingField, "is required with the type Localhost");
  } else {
    check.RelativePath(profile, "localhostProfile");
  }
}

bool IsPadded(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  return !text.empty() &&
         (kSpace.find(text.front()) != std::string_view::npos || kSpace.find(text.back()) != std::string_view::npos);
}

void CheckAppArmor(const Value& profile, const Checker& check) {
  constexpr size_t kLongest = 4095;
  if (!profile.Present()) return;
  const bool given = profile.Get("localhostProfile").Present();
  const std::string_view name = profile.TextOf("localhostProfile");
  if (profile.TextOf("type") != "Localhost") {
    if (given)
      check.Refuse(profile, "localhostProfile", "is for the type Localhost only")
          .Hint("take it out, or set type: Localhost");
  } else if (name.empty()) {
    check.Refuse(profile, "localhostProfile", Code::kMissingField, "is required with the type Localhost");
  } else if (IsPadded(name)) {
    check.Refuse(profile, "localhostProfile", "must not begin or end with white space");
  } else if (name.size() > kLongest) {
    check.Refuse(profile, "localhostProfile", "is longer than " + std::to_string(kLongest) + " bytes");
  }
}

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

size_t CountCharacters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !ContinuesCharacter(c); }));
}

bool IsNetBiosDomain(std::string_view name) {
  const size_t characters = CountCharacters(name);
  return characters >= 1 && characters <= 15 && name.front() != '.' &&
         name.find_first_of("\\/:*?\"<>|") == std::string_view::npos;
}

bool IsDnsDomain(std::string_view name) {
  for (size_t at = 0; at <= name.size();) {
    const size_t end = std::min(name.find('.', at), name.size());
    const std::string_view label = name.substr(at, end - at);
    if (label.empty() || label.size() > 63 || !IsAlphanumeric(label.front()) || !IsAlphanumeric(label.back()))
      return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return IsAlphanumeric(c) || c == '-'; })) return false;
    at = end + 1;
  }
  return true;
}

// What is wrong with DOMAIN\USER or USER; null when nothing is.
const char* CheckWindowsUser(std::string_view name) {
  if (name.empty()) return "must not be empty";
  if (HasControls(name)) return "must not have control characters";
  const size_t slash = name.find('\\');
  const bool has_domain = slash != std::string_view::npos;
  const std::string_view user = has_domain ? name.substr(slash + 1) : name;
  const std::string_view domain = has_domain ? name.substr(0, slash) : std::string_view();
  if (user.find('\\') != std::string_view::npos) return "must have at most one backslash";
  if (domain.size() >= 256) return "its domain must be shorter than 256 characters";
  if (has_domain && !IsNetBiosDomain(domain) && !IsDnsDomain(domain))
    return "its domain is neither a NetBIOS nor a DNS name";
  if (user.empty()) return "the user must not be empty";
  if (user.size() > 104) return "the user must have at most 104 characters";
  if (user.find_first_not_of(". ") == std::string_view::npos) return "the user must not be only dots and spaces";
  if (user.find_first_of("\"/:;|=,+*?<>@[]") != std::string_view::npos)
    return "the user must have none of \" / : ; | = , + * ? < > @ [ ]";
  return nullptr;
}

void CheckWindowsOptions(const Value& options, const Checker& check) {
  constexpr size_t kLongestSpec = size_t{64} << 10;
  if (!options.Present()) return;
  if (options.Get("gmsaCredentialSpecName").Present()) {
    check.Name(options, "gmsaCredentialSpecName", names::CheckDns1123Subdomain);
  }
  if (options.Get("gmsaCredentialSpec").Present()) {
    const size_t size = options.TextOf("gmsaCredentialSpec").size();
    if (size == 0) check.Refuse(options, "gmsaCredentialSpec", "must not be empty");
    if (size > kLongestSpec) check.Refuse(options, "gmsaCredentialSpec", "is longer than 64 KiB");
  }
  if (options.Get("runAsUserName").Present()) {
    const char* wrong = CheckWindowsUser(options.TextOf("runAsUserName"));
    if (wrong != nullptr) check.Refuse(options, "runAsUserName", wrong);
  }
  if (IsTrue(options, "hostProcess")) {
    check.Refuse(options, "hostProcess", "needs a Pod with hostNetwork, which an Agent cannot set").Hint("take it out");
  }
}

// Segments of a-z, 0-9, - and _ that begin and end with a letter or digit, between dots or slashes.
const char* CheckSysctlName(std::string_view name) {
  const char* expected = "at most 253 characters a-z, 0-9, -, _ in parts between dots, such as net.core.somaxconn";
  if (name.size() > 253) return expected;
  for (size_t at = 0; at <= name.size();) {
    const size_t end = std::min(name.find_first_of("./", at), name.size());
    const std::string_view part = name.substr(at, end - at);
    if (part.empty() || !IsLowerOrDigit(part.front()) || !IsLowerOrDigit(part.back())) return expected;
    if (!std::all_of(part.begin(), part.end(), [](char c) { return IsLowerOrDigit(c) || c == '-' || c == '_'; }))
      return expected;
    at = end + 1;
  }
  return nullptr;
}

void CheckSysctls(const Value& sysctls, const Checker& check) {
  for (uint32_t i = 0; i < sysctls.size(); ++i) {
    const Value& sysctl = sysctls.at(i);
    if (!check.NotEmpty(sysctl, "name")) continue;
    check.Follows(sysctl, "name", CheckSysctlName);
    for (uint32_t j = 0; j < i; ++j) {
      if (sysctls.at(j).TextOf("name") != sysctl.TextOf("name")) continue;
      check.Refuse(sysctl, "name", Code::kDuplicateItem, Quoted(sysctl.TextOf("name")) + " is there already")
          .Other(sysctls.at(j).origin())
          .Hint("take one of them out");
      break;
    }
  }
}

// What both kinds of context have.
void CheckCommon(const Value& context, const Checker& check) {
  check.Range(context, "runAsUser", 0, kMostId);
  check.Range(context, "runAsGroup", 0, kMostId);
  CheckSeccomp(context.Get("seccompProfile"), check);
  CheckAppArmor(context.Get("appArmorProfile"), check);
  CheckWindowsOptions(context.Get("windowsOptions"), check);
}

void CheckEscalation(const Value& context, const Checker& check) {
  const Value escalation = context.Get("allowPrivilegeEscalation");
  if (!escalation.Present() || escalation.AsBool()) return;
  if (IsTrue(context, "privileged")) {
    check.Refuse(context, "allowPrivilegeEscalation", Code::kExclusive, "cannot be false in a privileged container")
        .Other(context.Get("privileged").origin())
        .Hint("take privileged: true or this line out");
  }
  for (const Value& capability : context.Get("capabilities").Get("add")) {
    if (capability.text() != "CAP_SYS_ADMIN") continue;
    check
        .Refuse(context, "allowPrivilegeEscalation", Code::kExclusive,
                "cannot be false in a container with the capability CAP_SYS_ADMIN")
        .Other(capability.origin())
        .Hint("take the capability or this line out");
  }
}

}  // namespace

void CheckSecurityContext(const Value& context, Problems& problems) {
  if (!context.Present()) return;
  const Checker check(Code::kInvalidSecurity, problems);
  CheckCommon(context, check);
  CheckEscalation(context, check);
  if (context.TextOf("procMount") == "Unmasked") {
    check.Refuse(context, "procMount", "Unmasked needs a Pod with hostUsers: false, which an Agent cannot set")
        .Hint("take it out");
  }
}

void CheckPodSecurityContext(const Value& context, Problems& problems) {
  if (!context.Present()) return;
  const Checker check(Code::kInvalidSecurity, problems);
  CheckCommon(context, check);
  check.Range(context, "fsGroup", 0, kMostId);
  for (const Value& group : context.Get("supplementalGroups")) {
    const std::optional<int64_t> id = group.AsInt();
    if (id && (*id < 0 || *id > kMostId))
      check.Refuse(group, std::to_string(*id) + " is outside of 0 to " + std::to_string(kMostId));
  }
  CheckSysctls(context.Get("sysctls"), check);
  check.OneOf(context, "seLinuxChangePolicy", {"Recursive", "MountOption"});
}

void CheckPullSecrets(const Value& secrets, Problems& problems) {
  const Checker check(Code::kBadName, problems);
  for (const Value& secret : secrets) check.Name(secret, "name", names::CheckDns1123Subdomain);
}

}  // namespace agentrender
