// Texts with a form: the names, addresses and dates that Kubernetes validates.
#pragma once

#include <string_view>

// Each function gives nullptr when `text` is well formed, else what is expected:
// "at most 63 lower-case letters, digits and '-', starting ...".
namespace agentrender::names {

const char* CheckDns1123Label(std::string_view text);      // containers, volumes, namespaces
const char* CheckDns1123Subdomain(std::string_view text);  // most object names
const char* CheckDns1035Label(std::string_view text);      // Services
const char* CheckQualifiedName(std::string_view text);     // keys of labels
const char* CheckAnnotationKey(std::string_view text);     // a qualified name, letter case aside
const char* CheckLabelValue(std::string_view text);
const char* CheckPortName(std::string_view text);      // IANA service name
const char* CheckEnvName(std::string_view text);       // relaxed: Kubernetes 1.34 and later
const char* CheckConfigMapKey(std::string_view text);  // also keys of Secrets

// Text that fits in one line of a protocol: no control character but a tab.
const char* CheckLine(std::string_view text);
// Such a text that git does not mistake for one of its options.
const char* CheckGitArgument(std::string_view text);

// "10.0.0.0/8", "2001:db8::/32", as Go's net.ParseCIDR takes them.
const char* CheckCidr(std::string_view text);

// "2026-01-31T12:00:00Z": what passes both the API server's format date-time and
// Go's time.Parse with the RFC 3339 layout (metav1.Time).
const char* CheckDateTime(std::string_view text);

}  // namespace agentrender::names
