// Takes the parameters of initialize, gives what is done with this client, and says to it what can be asked.
#include "lsp/setup.h"

#include <algorithm>

#include "core/resolve/overrides.h"
#include "lsp/uri.h"
#include "posix/paths.h"

namespace agentrender::lsp {

namespace {

Encoding ReadEncoding(const Json& capabilities) {
  const Json& offered = Member(Member(capabilities, "general"), "positionEncodings");
  const auto offers = [&](const char* name) {
    return offered.is_array() && std::find(offered.begin(), offered.end(), Json(name)) != offered.end();
  };
  if (offers("utf-8")) return Encoding::kUtf8;
  return offers("utf-32") && !offers("utf-16") ? Encoding::kUtf32 : Encoding::kUtf16;
}

const char* NameOf(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return "utf-8";
    case Encoding::kUtf16: return "utf-16";
    case Encoding::kUtf32: return "utf-32";
  }
  return "utf-16";
}

void AddFolder(std::string_view uri, std::vector<std::string>& folders) {
  std::string path = PathOfUri(uri);
  if (path.empty()) return;
  const auto within = [&](const std::string& known) { return IsWithin(path, known); };
  if (std::any_of(folders.begin(), folders.end(), within)) return;
  folders.erase(
      std::remove_if(folders.begin(), folders.end(), [&](const std::string& known) { return IsWithin(known, path); }),
      folders.end());
  folders.push_back(std::move(path));
}

}  // namespace

Client ReadClient(const Json& params) {
  const Json& capabilities = Member(params, "capabilities");
  const Json& documents = Member(capabilities, "textDocument");
  const Json& workspace = Member(capabilities, "workspace");
  Client client;
  client.encoding = ReadEncoding(capabilities);
  const Json& diagnostics = Member(documents, "publishDiagnostics");
  client.related_information = IsTrue(diagnostics, "relatedInformation");
  client.code_description = IsTrue(diagnostics, "codeDescriptionSupport");
  client.nested_symbols = IsTrue(Member(documents, "documentSymbol"), "hierarchicalDocumentSymbolSupport");
  client.literal_actions = Member(Member(documents, "codeAction"), "codeActionLiteralSupport").is_object();
  client.shows_documents = IsTrue(Member(Member(capabilities, "window"), "showDocument"), "support");
  client.watches_files = IsTrue(Member(workspace, "didChangeWatchedFiles"), "dynamicRegistration");
  client.refreshes_content = Member(workspace, "textDocumentContent").is_object();
  client.refreshes_lenses = IsTrue(Member(workspace, "codeLens"), "refreshSupport");
  client.refreshes_hints = IsTrue(Member(workspace, "inlayHint"), "refreshSupport");
  client.wants_hints = IsTrue(Member(params, "initializationOptions"), "inlayHints");
  return client;
}

std::vector<std::string> ReadFolders(const Json& params) {
  std::vector<std::string> folders;
  const Json& named = Member(params, "workspaceFolders");
  if (named.is_array()) {
    for (const Json& folder : named) AddFolder(TextOf(folder, "uri"), folders);
  } else if (!TextOf(params, "rootUri").empty()) {
    AddFolder(TextOf(params, "rootUri"), folders);
  } else if (!TextOf(params, "rootPath").empty()) {
    AddFolder(UriOfPath(TextOf(params, "rootPath")), folders);
  }
  return folders;
}

void ReadOptions(const Json& wishes, WorkspaceOptions& options, std::list<std::string>& texts, Remarks& said) {
  const auto text = [&](const char* key) -> std::string_view {
    texts.emplace_back(TextOf(wishes, key));
    return texts.back();
  };
  if (const std::string_view ns = text("namespace"); !ns.empty()) {
    const std::string wrong = CheckNamespace(ns);
    if (wrong.empty()) options.options.default_namespace = TextWithoutPlace(ns);
    if (!wrong.empty()) said.push_back({true, "the option namespace: " + wrong});
  }
  if (const std::string_view version = text("controller"); !version.empty()) {
    const std::string wrong = Controller::Parse(version, options.options.controller);
    if (!wrong.empty()) said.push_back({true, "the option controller: " + wrong});
  }
  if (const std::string_view level = text("podSecurity"); !level.empty()) {
    options.options.pod_security = ParseSecurityLevel(level);
    if (!options.options.pod_security)
      said.push_back({true, "the option podSecurity takes " + std::string(kSecurityLevelsInWords)});
  }
  if (IsTrue(wishes, "lenient")) {
    options.options.strict = false;
    options.options.given.strict = true;
  }
  const Json& paths = Member(wishes, "paths");
  if (!paths.is_array()) return;
  options.paths.clear();
  for (const Json& path : paths) {
    if (path.is_string()) options.paths.push_back(path.get<std::string>());
  }
}

Json Capabilities(const Client& client, const char* version) {
  const Json any = {{"filters", Json::array({{{"scheme", "file"}, {"pattern", {{"glob", "**"}}}}})}};
  Json capabilities = {{"positionEncoding", NameOf(client.encoding)},
                       {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
                       {"hoverProvider", true},
                       {"completionProvider", {{"triggerCharacters", Json::array({" ", ":", "\""})}}},
                       {"definitionProvider", true},
                       {"referencesProvider", true},
                       {"documentSymbolProvider", true},
                       {"foldingRangeProvider", true},
                       {"codeActionProvider", {{"codeActionKinds", Json::array({"quickfix"})}}},
                       {"codeLensProvider", {{"resolveProvider", false}}},
                       {"executeCommandProvider", {{"commands", Json::array({"agentrender.openRendered"})}}},
                       {"workspace",
                        {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}},
                         {"fileOperations", {{"didCreate", any}, {"didRename", any}, {"didDelete", any}}},
                         {"textDocumentContent", {{"schemes", Json::array({"agentrender"})}}}}}};
  if (client.wants_hints) capabilities["inlayHintProvider"] = true;
  if (client.literal_actions)
    return {{"capabilities", capabilities}, {"serverInfo", {{"name", "agentrender"}, {"version", version}}}};
  capabilities.erase("codeActionProvider");
  return {{"capabilities", capabilities}, {"serverInfo", {{"name", "agentrender"}, {"version", version}}}};
}

}  // namespace agentrender::lsp
