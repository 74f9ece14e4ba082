// What the parts of the server share: the workspace, and what the client can do. Each request is a function of both.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lsp/json.h"
#include "lsp/text.h"
#include "lsp/workspace.h"

namespace agentrender::lsp {

// What initialize said about the client.
struct Client {
  Encoding encoding = Encoding::kUtf16;
  bool related_information = false;
  bool code_description = false;
  bool nested_symbols = false;
  bool shows_documents = false;
  bool watches_files = false;
  bool refreshes_content = false;  // workspace/textDocumentContent/refresh of LSP 3.18
  bool refreshes_lenses = false;
  bool refreshes_hints = false;
  bool wants_hints = false;  // an initialization option
  bool literal_actions = false;
};

// The last content of a rendered document whose Agent had no errors.
struct LastRendered {
  std::string text;
  std::vector<std::string> agents;  // of the file, by their addresses
};

struct Session {
  Workspace workspace;
  Client client;
  mutable std::map<std::string, LastRendered> last_rendered;  // by address, decoded
};

// A document that a request is about, and a position in it.
struct Spot {
  const File* file = nullptr;  // null when it is not known
  Slot slot = 0;
  size_t offset = 0;  // in the text as the client shows it
};
Spot SpotOf(const Session& session, const Json& params);

// {uri, range} of a place in the tree of its file; null when that is no longer in the text.
Json LocationOf(const Session& session, const Origin& place);
// The same of a place in the text as it is.
Json LocationInText(const Session& session, const Origin& place);

// The requests, one file each.
Json DiagnosticsOf(const Session& session, Slot slot);  // diagnostics.cc
Json DiagnosticOf(const Session& session, const Finding& finding, const Lines& lines);
Json Hover(const Session& session, const Json& params);        // hover.cc
Json Completion(const Session& session, const Json& params);   // completion.cc
Json Definition(const Session& session, const Json& params);   // references.cc
Json References(const Session& session, const Json& params);   // references.cc
Json CodeActions(const Session& session, const Json& params);  // actions.cc
Json Symbols(const Session& session, const Json& params);      // symbols.cc
Json Folding(const Session& session, const Json& params);      // symbols.cc
Json Lenses(const Session& session, const Json& params);       // rendered.cc
Json InlayHints(const Session& session, const Json& params);   // hints.cc
// The text of a document of our own scheme: what an Agent becomes. Null when there is no such Agent.
Json Content(const Session& session, const Json& params);  // rendered.cc

}  // namespace agentrender::lsp
