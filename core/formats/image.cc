// Takes an image reference or a part of one, gives its parts or what is expected instead: the grammar of the
// distribution project, by which the kubelet reads references. Images written in an Agent are not checked against it
// (the API server accepts any text); those that a caller sets for many Agents are, since one slip there stops them all.
#include "core/formats/image.h"

#include <algorithm>

#include "core/base/text.h"

namespace agentrender {

namespace {

constexpr size_t kLongestName = 255;
constexpr size_t kLongestTag = 128;
constexpr size_t kFewestDigits = 32;

struct AlgorithmRow {
  std::string_view name;
  size_t digits;
};
constexpr AlgorithmRow kAlgorithms[] = {{"sha256", 64}, {"sha384", 96}, {"sha512", 128}};

bool IsHex(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

// Lower-case letters and digits, with a separator (`.`, `_`, `__` or any number of `-`) between any two runs of them.
bool IsPathPart(std::string_view part) {
  if (part.empty() || !IsLowerOrDigit(part.front()) || !IsLowerOrDigit(part.back())) return false;
  for (size_t at = 0; at < part.size();) {
    size_t end = at;
    while (end < part.size() && !IsLowerOrDigit(part[end])) ++end;
    const std::string_view separator = part.substr(at, end - at);
    const bool dashes = separator.find_first_not_of('-') == std::string_view::npos;
    if (!dashes && separator != "." && separator != "_" && separator != "__") return false;
    at = end + 1;
  }
  return true;
}

// A host, with or without a port: it has a dot or a colon, is localhost, or has capital letters.
bool IsHost(std::string_view text) {
  const size_t colon = text.find(':');
  const std::string_view port = colon == std::string_view::npos ? "0" : text.substr(colon + 1);
  if (port.empty() || !std::all_of(port.begin(), port.end(), IsDigit)) return false;
  std::string_view rest = text.substr(0, colon);
  while (true) {
    const size_t dot = std::min(rest.find('.'), rest.size());
    const std::string_view label = rest.substr(0, dot);
    if (label.empty() || !IsAlphanumeric(label.front()) || !IsAlphanumeric(label.back())) return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return IsAlphanumeric(c) || c == '-'; })) return false;
    if (dot == rest.size()) return true;
    rest.remove_prefix(dot + 1);
  }
}

bool IsName(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  const size_t slash = name.find('/');
  if (slash != std::string_view::npos && IsHost(name.substr(0, slash))) name.remove_prefix(slash + 1);
  while (true) {
    const size_t end = std::min(name.find('/'), name.size());
    if (!IsPathPart(name.substr(0, end))) return false;
    if (end == name.size()) return true;
    name.remove_prefix(end + 1);
  }
}

bool IsTag(std::string_view tag) {
  const auto is_word = [](char c) { return IsAlphanumeric(c) || c == '_'; };
  return !tag.empty() && tag.size() <= kLongestTag && is_word(tag.front()) &&
         std::all_of(tag.begin(), tag.end(), [&](char c) { return is_word(c) || c == '.' || c == '-'; });
}

bool IsDigest(std::string_view digest) {
  const size_t colon = digest.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view algorithm = digest.substr(0, colon);
  const std::string_view digits = digest.substr(colon + 1);
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.name == algorithm) return digits.size() == row.digits && IsHex(digits);
  }
  const bool plain = std::all_of(algorithm.begin(), algorithm.end(),
                                 [](char c) { return IsLowerOrDigit(c) || c == '+' || c == '.' || c == '-'; });
  return plain && digits.size() >= kFewestDigits && IsHex(digits);
}

}  // namespace

ImageParts SplitImage(std::string_view image) {
  ImageParts parts;
  const size_t at = image.find('@');
  if (at != std::string_view::npos) {
    parts.digest = image.substr(at + 1);
    image = image.substr(0, at);
  }
  const size_t slash = image.find('/');
  const size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    parts.tag = image.substr(colon + 1);
    image = image.substr(0, colon);
  }
  parts.name = image;
  return parts;
}

bool IsDigestWithoutAt(const ImageParts& parts) {
  const auto is_it = [&](const AlgorithmRow& row) { return row.name == parts.name; };
  return std::any_of(std::begin(kAlgorithms), std::end(kAlgorithms), is_it) && !parts.tag.empty() && IsHex(parts.tag);
}

const char* CheckImage(std::string_view image) {
  const ImageParts parts = SplitImage(image);
  const bool dangling = image.ends_with(':') || image.ends_with('@');
  if (dangling || IsDigestWithoutAt(parts) || CheckImageName(parts.name) != nullptr)
    return "NAME[:TAG][@DIGEST], such as ghcr.io/acme/devbox:1.2";
  const char* expected = parts.tag.empty() ? nullptr : CheckImageTag(parts.tag);
  return expected != nullptr || parts.digest.empty() ? expected : CheckImageDigest(parts.digest);
}

const char* CheckImageKey(std::string_view name) {
  const bool fits = !name.empty() && name.find_first_of(" \t\r\n") == std::string_view::npos;
  return fits && SplitImage(name).name == name ? nullptr : "the name of an image, without tag and digest";
}

const char* CheckImageName(std::string_view name) {
  return IsName(name) ? nullptr : "lower-case letters, digits and separators, such as ghcr.io/acme/devbox";
}

const char* CheckImageTag(std::string_view tag) {
  return IsTag(tag) ? nullptr : "at most 128 letters, digits, '_', '.' and '-', starting with a letter, a digit or '_'";
}

const char* CheckImageDigest(std::string_view digest) {
  return IsDigest(digest) ? nullptr : "an algorithm and all of its digits: sha256: and 64 of 0-9 and a-f";
}

}  // namespace agentrender
