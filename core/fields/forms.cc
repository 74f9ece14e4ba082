// Takes a text, says whether it has a form of forms.def, as Kubernetes' own validation does; formats/names.h has the
// forms of names. Each check returns null for a text that has the form, otherwise what is expected.
#include "core/fields/forms.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"
#include "core/formats/image.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

// Whether fits(part) is true for all parts of a text between separators.
template <class Fits>
bool AllParts(std::string_view text, const char* separators, Fits fits) {
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find_first_of(separators, at), text.size());
    if (!fits(text.substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

// Not empty, with is_end() true at both ends, and elsewhere true or one of the characters `inside`.
template <class IsEnd>
bool IsWord(std::string_view text, std::string_view inside, IsEnd is_end) {
  if (text.empty() || !is_end(text.front()) || !is_end(text.back())) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_end(c) || inside.find(c) != std::string_view::npos; });
}

const char* Expect(bool fits, const char* expected) { return fits ? nullptr : expected; }

const char* CheckNothing(std::string_view) { return nullptr; }

const char* CheckAbsolutePath(std::string_view path) {
  return Expect(path.starts_with('/'), "an absolute path, which begins with /");
}

bool HasBackstep(std::string_view path) {
  return !AllParts(path, "/", [](std::string_view part) { return part != ".."; });
}

const char* CheckNoBacksteps(std::string_view path) {
  return Expect(!HasBackstep(path), "a path without an element \"..\"");
}

const char* CheckRelativePath(std::string_view path) {
  if (path.starts_with('/')) return "a relative path, without the leading /";
  return CheckNoBacksteps(path);
}

// A place in a volume's directory.
const char* CheckVolumePath(std::string_view path) {
  if (const char* expected = CheckRelativePath(path)) return expected;
  return Expect(!path.starts_with(".."), "a name that does not begin with \"..\"");
}

const char* CheckNoSlash(std::string_view text) {
  return Expect(text.find('/') == std::string_view::npos, "a name without /");
}

const char* CheckUnpadded(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const bool padded = !text.empty() && (kSpace.find(text.front()) != std::string_view::npos ||
                                        kSpace.find(text.back()) != std::string_view::npos);
  return Expect(!padded, "text that neither begins nor ends with white space");
}

const char* CheckNotDigits(std::string_view text) {
  return Expect(text.find_first_not_of("0123456789") != std::string_view::npos,
                "a number without quotes, or a port name, which contains a letter");
}

// A signer's bundle is named SIGNER:NAME, with the / in SIGNER written as :.
const char* CheckBundleName(std::string_view name) {
  return names::CheckDns1123Subdomain(name.substr(name.rfind(':') + 1));
}

const char* CheckClusterDomain(std::string_view text) {
  return Expect(text.size() <= 253 && IsWord(text, ".-", IsLowerOrDigit), "a DNS name, such as cluster.local");
}

const char* CheckCommit(std::string_view text) {
  const auto is_hex = [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); };
  return Expect((text.size() == 40 || text.size() == 64) && std::all_of(text.begin(), text.end(), is_hex),
                "all 40 (or 64) hexadecimal digits of a commit, in lower case");
}

const char* CheckDriverName(std::string_view name) {
  return name.size() > 63 ? "at most 63 characters" : names::CheckDns1123Subdomain(ToLower(name));
}

const char* CheckHeaderName(std::string_view name) {
  const auto fits = [](char c) { return IsAlphanumeric(c) || c == '-'; };
  return Expect(std::all_of(name.begin(), name.end(), fits), "letters, digits and \"-\", such as X-Header-Name");
}

// HOST:PORT; a host that contains colons must be in brackets.
bool IsHostAndPort(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[')) {
    if (!host.ends_with(']')) return false;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return false;
  }
  return host.find_first_of("[]") == std::string_view::npos && text.substr(colon).find_first_of("[]") == text.npos;
}

const char* CheckHostPorts(std::string_view text) {
  return Expect(AllParts(text, ",", IsHostAndPort), "HOST:PORT, or several, separated by commas");
}

const char* CheckHttpAddress(std::string_view text) {
  const size_t scheme = text.starts_with("http://") ? 7 : text.starts_with("https://") ? 8 : 0;
  return Expect(scheme != 0 && text.size() > scheme && names::CheckLine(text) == nullptr,
                "an http:// or https:// address");
}

const char* CheckHttpsAddress(std::string_view text) {
  return Expect(text.starts_with("https://"), "text that begins with https://");
}

const char* CheckResourceId(std::string_view text) {
  return Expect(text.starts_with("/subscriptions/"), "text that begins with /subscriptions/");
}

// iqn.YYYY-MM.DOMAIN:NAME, anywhere in the text, as in Kubernetes.
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
  return Expect(fits, "iqn.YYYY-MM.DOMAIN:NAME, eui. with 16 or naa. with 32 letters and digits");
}

// DOMAIN/PATH, the form of signers' names.
const char* CheckSignerName(std::string_view name) {
  const size_t slash = name.find('/');
  const std::string_view domain = name.substr(0, slash);
  const bool fits = slash != std::string_view::npos && name.size() <= 571 && domain.find('.') != domain.npos &&
                    names::CheckDns1123Subdomain(domain) == nullptr &&
                    AllParts(domain, ".", [](std::string_view part) { return part.size() <= 63; }) &&
                    AllParts(name.substr(slash + 1), ".",
                             [](std::string_view part) { return names::CheckDns1123Subdomain(part) == nullptr; });
  return Expect(fits, "a signer such as example.com/signer-name");
}

// A folder of a skill repository.
const char* CheckSkillName(std::string_view name) {
  return Expect(
      name.size() <= 253 && IsWord(name, "._-", IsAlphanumeric),
      "letters, digits, '.', '_' and '-', beginning and ending with a letter or digit, at most 253 characters");
}

const char* CheckSysctlName(std::string_view name) {
  const auto fits = [](std::string_view part) { return IsWord(part, "-_", IsLowerOrDigit); };
  return Expect(name.size() <= 253 && AllParts(name, "./", fits),
                "at most 253 characters a-z, 0-9, -, _ in parts between dots, such as net.core.somaxconn");
}

bool IsNetBiosDomain(std::string_view name) {
  const auto begins = [](char c) { return !ContinuesCharacter(c); };
  const auto characters = std::count_if(name.begin(), name.end(), begins);
  return characters >= 1 && characters <= 15 && name.front() != '.' &&
         name.find_first_of("\\/:*?\"<>|") == std::string_view::npos;
}

bool IsDnsDomain(std::string_view name) {
  return AllParts(name, ".",
                  [](std::string_view part) { return part.size() <= 63 && IsWord(part, "-", IsAlphanumeric); });
}

// DOMAIN\USER or USER.
const char* CheckWindowsUser(std::string_view name) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  const size_t slash = name.find('\\');
  const bool has_domain = slash != std::string_view::npos;
  const std::string_view user = has_domain ? name.substr(slash + 1) : name;
  const std::string_view domain = has_domain ? name.substr(0, slash) : std::string_view();
  if (std::any_of(name.begin(), name.end(), is_control)) return "no control characters";
  if (user.find('\\') != std::string_view::npos) return "at most one backslash";
  if (domain.size() >= 256 || (has_domain && !IsNetBiosDomain(domain) && !IsDnsDomain(domain)))
    return "a NetBIOS or DNS name of at most 255 characters before the backslash";
  if (user.find_first_not_of(". ") == std::string_view::npos || user.size() > 104)
    return "a user of 1 to 104 characters that are not all dots and spaces";
  return Expect(user.find_first_of("\"/:;|=,+*?<>@[]") == std::string_view::npos,
                "a user without any of \" / : ; | = , + * ? < > @ [ ]");
}

constexpr TextForm kForms[] = {
#define FORM(id, code, noun, check, pattern, refused, longest) {check, code, noun},
#include "core/fields/forms.def"
};

}  // namespace

const TextForm& FormOf(FormId id) { return kForms[static_cast<size_t>(id)]; }

std::string CheckForm(FormId id, std::string_view text) {
  const TextForm& form = FormOf(id);
  const char* expected = form.check(text);
  return expected == nullptr ? std::string() : form.noun + Quoted(text) + " is not valid: expected " + expected;
}

}  // namespace agentrender
