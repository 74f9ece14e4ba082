// Addresses of documents, and the paths of files that they name.
#pragma once

#include <string>
#include <string_view>

namespace agentrender::lsp {

// The absolute path of a file: URI, in its shortest form; empty for other schemes and other hosts.
std::string PathOfUri(std::string_view uri);
std::string UriOfPath(std::string_view path);

// Without percent-encoding (core/formats/percent.h).
std::string Decoded(std::string_view text);

// An absolute path without `.`, `..` and doubled slashes, and no slash at the end.
std::string ShortestPath(std::string_view path);

}  // namespace agentrender::lsp
