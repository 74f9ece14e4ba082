// Takes URIs as editors write them, each in its own way, gives paths that can be compared.
#include "lsp/uri.h"

#include <algorithm>
#include <vector>

#include "core/base/text.h"
#include "core/formats/clean_path.h"
#include "core/formats/percent.h"

namespace agentrender::lsp {

std::string Decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = high >= 0 ? HexDigit(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
    } else {
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

std::string ShortestPath(std::string_view path) {
  Arena arena;
  return std::string(CleanPath(arena, path));
}

std::string PathOfUri(std::string_view uri) {
  constexpr std::string_view kScheme = "file:";
  if (ToLower(uri.substr(0, kScheme.size())) != kScheme) return {};
  uri.remove_prefix(kScheme.size());
  if (uri.starts_with("//")) {
    uri.remove_prefix(2);
    const std::string_view host = uri.substr(0, uri.find('/'));
    if (!host.empty() && host != "localhost") return {};
    uri.remove_prefix(host.size());
  }
  uri = uri.substr(0, uri.find_first_of("?#"));
  const std::string path = Decoded(uri);
  if (!path.starts_with('/') || path.find('\0') != std::string::npos) return {};
  return ShortestPath(path);
}

std::string UriOfPath(std::string_view path) { return "file://" + PercentEncoded(path); }

}  // namespace agentrender::lsp
