// Takes a text, gives null or what is expected instead: one function for each form that Kubernetes validates, in words
// that can end a message.
#include "core/formats/names.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"

namespace agentrender::names {

namespace {

bool IsKeyCharacter(char c) { return IsAlphanumeric(c) || c == '-' || c == '_' || c == '.'; }

// Not empty; all characters are `inside`, the first and the last are `at_ends`.
bool HasForm(std::string_view text, bool (*inside)(char), bool (*at_ends)(char)) {
  if (text.empty() || !at_ends(text.front()) || !at_ends(text.back())) return false;
  return std::all_of(text.begin(), text.end(), inside);
}

bool IsLabel(std::string_view text) {
  return HasForm(text, [](char c) { return IsLowerOrDigit(c) || c == '-'; }, IsLowerOrDigit);
}

// Labels of any length with points between them.
bool IsSubdomain(std::string_view text) {
  if (text.size() > 253) return false;
  while (true) {
    const size_t point = text.find('.');
    if (!IsLabel(text.substr(0, point))) return false;
    if (point == text.npos) return true;
    text.remove_prefix(point + 1);
  }
}

bool IsKeyName(std::string_view text) { return text.size() <= 63 && HasForm(text, IsKeyCharacter, IsAlphanumeric); }

const char* Unless(bool well_formed, const char* expected) { return well_formed ? nullptr : expected; }

}  // namespace

const char* CheckDns1123Label(std::string_view text) {
  return Unless(text.size() <= 63 && IsLabel(text),
                "at most 63 lower-case letters, digits and '-', starting and ending with a letter or digit");
}

const char* CheckDns1123Subdomain(std::string_view text) {
  return Unless(IsSubdomain(text),
                "at most 253 lower-case letters, digits, '-' and '.', each part between dots starting and ending "
                "with a letter or digit");
}

const char* CheckDns1035Label(std::string_view text) {
  return Unless(text.size() <= 63 && IsLabel(text) && IsLower(text.front()),
                "at most 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or "
                "digit");
}

const char* CheckQualifiedName(std::string_view text) {
  const size_t slash = text.find('/');
  const bool well_formed =
      slash == text.npos ? IsKeyName(text) : IsSubdomain(text.substr(0, slash)) && IsKeyName(text.substr(slash + 1));
  return Unless(well_formed,
                "at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an "
                "optional DNS subdomain and '/' in front");
}

const char* CheckAnnotationKey(std::string_view text) { return CheckQualifiedName(ToLower(text)); }

const char* CheckLabelValue(std::string_view text) {
  return Unless(text.empty() || IsKeyName(text),
                "at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, or nothing");
}

const char* CheckPortName(std::string_view text) {
  const bool well_formed = text.size() <= 15 && IsLabel(text) && text.find("--") == text.npos &&
                           std::any_of(text.begin(), text.end(), IsLower);
  return Unless(well_formed,
                "at most 15 lower-case letters, digits and single '-', at least one letter, starting and ending with "
                "a letter or digit");
}

const char* CheckEnvName(std::string_view text) {
  const auto allowed = [](char c) { return c >= ' ' && c <= '~' && c != '='; };
  return Unless(!text.empty() && std::all_of(text.begin(), text.end(), allowed),
                "printable ASCII characters other than '='");
}

const char* CheckConfigMapKey(std::string_view text) {
  const bool well_formed = !text.empty() && text.size() <= 253 && text != "." && !text.starts_with("..") &&
                           std::all_of(text.begin(), text.end(), IsKeyCharacter);
  return Unless(well_formed, "at most 253 letters, digits, '-', '_' and '.', not '.' and not starting with '..'");
}

const char* CheckLine(std::string_view text) {
  const auto is_control = [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f; };
  return Unless(std::none_of(text.begin(), text.end(), is_control), "one line, without control characters");
}

const char* CheckGitArgument(std::string_view text) {
  if (text.starts_with('-')) return "no dash at its beginning, which git would take for an option";
  return CheckLine(text);
}

}  // namespace agentrender::names
