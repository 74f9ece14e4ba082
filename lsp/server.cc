// Takes messages, answers them in their order, and works out what is found while no other waits.
#include "lsp/server.h"

#include <unistd.h>

#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "lsp/rendered.h"
#include "lsp/session.h"
#include "lsp/setup.h"
#include "lsp/transport.h"
#include "lsp/uri.h"
#include "posix/io.h"

namespace agentrender::lsp {

namespace {

// Errors of JSON-RPC and of the protocol.
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kNotInitialized = -32002;

constexpr const char* kOpenRendered = "agentrender.openRendered";

struct RequestRow {
  const char* method;
  Json (*answer)(const Session& session, const Json& params);
};
constexpr RequestRow kRequests[] = {
    {"textDocument/hover", Hover},
    {"textDocument/completion", Completion},
    {"textDocument/definition", Definition},
    {"textDocument/references", References},
    {"textDocument/codeAction", CodeActions},
    {"textDocument/documentSymbol", Symbols},
    {"textDocument/foldingRange", Folding},
    {"textDocument/codeLens", Lenses},
    {"textDocument/inlayHint", InlayHints},
    {"workspace/textDocumentContent", Content},
};

class Server {
 public:
  Server(WorkspaceOptions options, const char* version) : base_(std::move(options)), version_(version) {}

  int Run() {
    while (!ended_) {
      const bool busy = opened_ && (!session_.workspace.AllChecked() || news_);
      constexpr int kLookForClient = 3000;
      const Arrival arrival = ReadStdin(busy ? 0 : kLookForClient, framing_);
      if (arrival == Arrival::kEnd) break;
      if (arrival == Arrival::kNothing && client_process_ > 0 && !busy && !IsAlive(client_process_)) break;
      while (!ended_) {
        const std::optional<Framing::Item> item = framing_.Next();
        if (!item) break;
        Take(*item);
      }
      // Somebody who types has sent more by now; then it is not worked out in vain.
      if (arrival == Arrival::kNothing && busy) CheckSome();
    }
    return shut_down_ ? 0 : 1;
  }

 private:
  struct NotificationRow {
    const char* method;
    void (Server::*take)(const Json& params);
    bool waits = false;  // it is only noted until what is there is asked for (CatchUp)
  };
  static constexpr size_t kNotificationCount = 11;
  static const std::array<NotificationRow, kNotificationCount> kNotifications;

  // Messages.

  void Send(const Json& message) {
    if (!WriteAll(STDOUT_FILENO, Framed(JsonText(message)))) ended_ = true;
  }
  void Answer(const Json& id, Json result) { Send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}); }
  void Refuse(const Json& id, int code, const std::string& why) {
    Send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", why}}}});
  }
  void Notify(const char* method, Json params) {
    Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
  }
  void Ask(const char* method, Json params) {
    const std::string id = "agentrender-" + std::to_string(++asked_);
    Send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
  }
  // Takes all that is wrong now. Each is said once, and again when it was right between. What is wrong comes to the
  // front, the first of many; all else is for those who look.
  void Say() {
    scans_ = session_.workspace.scans();
    Remarks said = of_options_;
    said.insert(said.end(), session_.workspace.remarks().begin(), session_.workspace.remarks().end());
    constexpr size_t kMost = 50;
    constexpr int kError = 1;
    constexpr int kInfo = 3;
    bool shown = false;
    const std::set<std::string> before = std::move(said_);
    said_.clear();
    for (const Remark& remark : said) {
      if (said_.size() == kMost || !said_.insert(remark.text).second || before.contains(remark.text)) continue;
      const bool show = remark.is_error && !shown;
      shown |= show;
      Notify(show ? "window/showMessage" : "window/logMessage",
             {{"type", remark.is_error ? kError : kInfo}, {"message", remark.text}});
    }
  }

  void Take(const Framing::Item& item) {
    if (item.broken) return Refuse(nullptr, kParseError, "not a message: " + item.text);
    const std::optional<Json> message = ParseJson(item.text);
    if (!message) return Refuse(nullptr, kParseError, "not JSON, or nested too deep");
    const Json& id = Member(*message, "id");
    const std::string_view method = TextOf(*message, "method");
    const bool is_answer = message->is_object() && (message->contains("result") || message->contains("error"));
    if (method.empty() && is_answer) return;
    const bool has_id = id.is_string() || id.is_number();
    if (method.empty()) return Refuse(has_id ? id : Json(), kInvalidRequest, "neither a request nor a notification");
    const Json& params = Member(*message, "params");
    if (has_id) return TakeRequest(id, method, params);
    TakeNotification(method, params);
  }

  void TakeRequest(const Json& id, std::string_view method, const Json& params) {
    if (shut_down_) return Refuse(id, kInvalidRequest, "the server has been shut down");
    if (method == "initialize") return Initialize(id, params);
    if (!opened_) return Refuse(id, kNotInitialized, "initialize comes first");
    CatchUp();
    if (method == "shutdown") {
      shut_down_ = true;
      return Answer(id, nullptr);
    }
    if (method == "workspace/executeCommand") return Execute(id, params);
    for (const RequestRow& row : kRequests) {
      if (method != row.method) continue;
      if (!params.is_object()) return Refuse(id, kInvalidParams, "the request needs parameters");
      if (row.answer == CodeActions && (news_ || !session_.workspace.AllChecked())) CheckSome();
      if (row.answer == Content) shown_.insert({std::string(TextOf(params, "uri")), {}});
      Json result = row.answer(session_, params);
      if (row.answer == Content && result.is_object()) shown_[std::string(TextOf(params, "uri"))] = JsonText(result);
      return Answer(id, std::move(result));
    }
    Refuse(id, kMethodNotFound, "there is no request " + std::string(method));
  }

  void TakeNotification(std::string_view method, const Json& params) {
    if (method == "exit") {
      ended_ = true;
      return;
    }
    if (!opened_ || shut_down_) return;
    for (const NotificationRow& row : kNotifications) {
      if (method != row.method) continue;
      if (!row.waits) CatchUp();
      (this->*row.take)(params);
      news_ = true;
    }
  }

  // Lifecycle.

  void Initialize(const Json& id, const Json& params) {
    if (opened_) return Refuse(id, kInvalidRequest, "the server is initialized already");
    session_.client = ReadClient(params);
    folders_ = ReadFolders(params);
    client_process_ = static_cast<long>(NumberOf(params, "processId").value_or(0));
    Answer(id, Capabilities(session_.client, version_));
    opened_ = true;
    OpenWorkspace(Member(params, "initializationOptions"));
    news_ = true;
  }

  void OpenWorkspace(const Json& wishes) {
    of_options_.clear();
    WorkspaceOptions options = base_;
    ReadOptions(wishes, options, texts_, of_options_);
    options.folders = folders_;
    session_.workspace.Open(std::move(options));
    Say();
  }

  void Initialized(const Json&) {
    if (!session_.client.watches_files) return;
    Json watchers = Json::array();
    watchers.push_back({{"globPattern", "**/*.{yaml,yml,json}"}});
    // Folders, of which some clients report only themselves and none of their files.
    constexpr int kCreatedOrDeleted = 1 | 4;
    watchers.push_back({{"globPattern", "**/*"}, {"kind", kCreatedOrDeleted}});
    const Json registration = {{"id", "agentrender-files"},
                               {"method", "workspace/didChangeWatchedFiles"},
                               {"registerOptions", {{"watchers", watchers}}}};
    Ask("client/registerCapability", {{"registrations", Json::array({registration})}});
  }

  void ChangeFolders(const Json& params) {
    const Json& event = Member(params, "event");
    Json left = Json::array();
    const Json& removed = Member(event, "removed");
    for (const std::string& folder : folders_) {
      bool stays = true;
      if (removed.is_array()) {
        for (const Json& gone : removed) stays &= PathOfUri(TextOf(gone, "uri")) != folder;
      }
      if (stays) left.push_back({{"uri", UriOfPath(folder)}});
    }
    const Json& added = Member(event, "added");
    if (added.is_array()) left.insert(left.end(), added.begin(), added.end());
    folders_ = ReadFolders({{"workspaceFolders", left}});
    WorkspaceOptions options = session_.workspace.options();
    options.folders = folders_;
    session_.workspace.Open(std::move(options));
    Say();
  }

  void Configure(const Json& params) {
    const Json& settings = Member(Member(params, "settings"), "agentrender");
    if (settings.is_object()) OpenWorkspace(settings);
  }

  // Documents.

  void OpenDocument(const Json& params) {
    const Json& document = Member(params, "textDocument");
    if (TextOf(document, "uri").empty() || TextOf(document, "uri").starts_with("agentrender:")) return;
    session_.workspace.OpenDocument(TextOf(document, "uri"), std::string(TextOf(document, "text")),
                                    NumberOf(document, "version").value_or(0));
  }

  void ChangeDocument(const Json& params) {
    const Json& document = Member(params, "textDocument");
    const File* file = session_.workspace.Find(TextOf(document, "uri"));
    if (file == nullptr || !file->open) return;
    const auto [edit, is_new] = edits_.try_emplace(file->slot);
    if (is_new) edit->second = {file->now->text, file->version};
    ApplyChanges(Member(params, "contentChanges"), session_.client.encoding, edit->second.text);
    edit->second.version = NumberOf(document, "version").value_or(edit->second.version + 1);
  }

  // What was noted and not yet looked at: of many edits of a document the last text, of many files the folders.
  void CatchUp() {
    for (auto& [slot, edit] : edits_) session_.workspace.ChangeDocument(slot, std::move(edit.text), edit.version);
    edits_.clear();
    if (changed_.contains(kAllFiles)) session_.workspace.Rescan();
    else session_.workspace.Reread(changed_);
    changed_.clear();
    if (scans_ != session_.workspace.scans()) Say();
  }

  void CloseDocument(const Json& params) {
    const std::string_view uri = TextOf(Member(params, "textDocument"), "uri");
    shown_.erase(std::string(uri));
    const File* file = session_.workspace.Find(uri);
    if (file == nullptr || !file->open) return;
    session_.workspace.CloseDocument(session_.workspace.SlotOf(*file));
  }

  // A client that watches no files says nothing of others: looking at all of them costs little when somebody saves.
  void SaveDocument(const Json&) {
    if (!session_.client.watches_files) changed_.emplace(kAllFiles);
  }

  void ChangeFiles(const Json& params) { NoteFiles(Member(params, "changes"), {"uri"}); }
  // What somebody does in the editor's list of files; folders come as one, too.
  void ChangeNames(const Json& params) { NoteFiles(Member(params, "files"), {"uri", "oldUri", "newUri"}); }

  void NoteFiles(const Json& changes, std::initializer_list<const char*> keys) {
    if (!changes.is_array()) return;
    for (const Json& change : changes) {
      for (const char* key : keys) {
        if (std::string path = PathOfUri(TextOf(change, key)); !path.empty()) changed_.insert(std::move(path));
      }
    }
  }

  // What the server does in its own time.

  void CheckSome() {
    constexpr size_t kAtOnce = 100;
    CatchUp();
    const std::set<Slot> seen = session_.workspace.Check(kAtOnce);
    // First what is no longer so: a file may have come back under the number of another one.
    for (const Slot slot : seen) Withdraw(slot);
    for (const Slot slot : seen) Publish(slot);
    // An edit of one file changes what is shown in others.
    reached_others_ |= seen.size() > 1;
    if (!session_.workspace.AllChecked()) return;
    news_ = false;
    TellShown();
    if (reached_others_ && session_.client.refreshes_lenses) Ask("workspace/codeLens/refresh", nullptr);
    if (reached_others_ && session_.client.wants_hints && session_.client.refreshes_hints)
      Ask("workspace/inlayHint/refresh", nullptr);
    reached_others_ = false;
  }

  // What was told of a file that is gone, or has another address.
  void Withdraw(Slot slot) {
    const File& file = session_.workspace.file(slot);
    std::string& known = published_[slot];
    if (known.empty() || (file.there && known == file.uri)) return;
    Notify("textDocument/publishDiagnostics", {{"uri", known}, {"diagnostics", Json::array()}});
    known.clear();
  }

  void Publish(Slot slot) {
    const File& file = session_.workspace.file(slot);
    std::string& known = published_[slot];
    if (!file.there) return;
    Json diagnostics = DiagnosticsOf(session_, slot);
    if (diagnostics.empty() && known.empty() && !file.open) return;
    known = diagnostics.empty() ? std::string() : file.uri;
    Json params = {{"uri", file.uri}, {"diagnostics", std::move(diagnostics)}};
    if (file.open) params["version"] = file.version;
    Notify("textDocument/publishDiagnostics", std::move(params));
  }

  // Rendered documents that the client shows follow edits.
  void TellShown() {
    for (auto& [uri, text] : shown_) {
      const Json now = Content(session_, {{"uri", uri}});
      std::string fresh = now.is_object() ? JsonText(now) : std::string();
      if (fresh == text) continue;
      text = std::move(fresh);
      if (session_.client.refreshes_content) {
        Ask("workspace/textDocumentContent/refresh", {{"uri", uri}});
      } else {
        Notify("agentrender/contentChanged", {{"uri", uri}});
      }
    }
  }

  void Execute(const Json& id, const Json& params) {
    const Json& arguments = Member(params, "arguments");
    const bool known = TextOf(params, "command") == kOpenRendered;
    if (!known) return Refuse(id, kInvalidParams, "there is no command " + std::string(TextOf(params, "command")));
    if (!arguments.is_array() || arguments.empty() || !IsAddressOfRendered(arguments[0]))
      return Refuse(id, kInvalidParams, "the command takes the address of a rendered document");
    Answer(id, nullptr);
    if (session_.client.shows_documents)
      Ask("window/showDocument", {{"uri", arguments[0]}, {"external", false}, {"takeFocus", true}});
  }

  const WorkspaceOptions base_;
  const char* version_;
  Framing framing_;
  Session session_;
  std::list<std::string> texts_;  // behind the options
  std::vector<std::string> folders_;
  Remarks of_options_;
  std::set<std::string> said_;
  size_t scans_ = 0;  // after which something was said
  struct Edit {
    std::string text;
    int64_t version = 0;
  };
  std::map<Slot, Edit> edits_;     // of documents that are open
  std::set<std::string> changed_;  // paths
  static constexpr const char* kAllFiles = "";
  std::map<Slot, std::string> published_;     // the address under which diagnostics of a file were told
  std::map<std::string, std::string> shown_;  // rendered documents that the client has, and what it was told of them
  long client_process_ = 0;
  size_t asked_ = 0;
  bool opened_ = false;
  bool shut_down_ = false;
  bool ended_ = false;
  bool news_ = false;
  bool reached_others_ = false;
};

const std::array<Server::NotificationRow, Server::kNotificationCount> Server::kNotifications = {{
    {"initialized", &Server::Initialized, false},
    {"textDocument/didOpen", &Server::OpenDocument, false},
    {"textDocument/didChange", &Server::ChangeDocument, true},
    {"textDocument/didClose", &Server::CloseDocument, false},
    {"textDocument/didSave", &Server::SaveDocument, true},
    {"workspace/didChangeWatchedFiles", &Server::ChangeFiles, true},
    {"workspace/didCreateFiles", &Server::ChangeNames, true},
    {"workspace/didRenameFiles", &Server::ChangeNames, true},
    {"workspace/didDeleteFiles", &Server::ChangeNames, true},
    {"workspace/didChangeWorkspaceFolders", &Server::ChangeFolders, false},
    {"workspace/didChangeConfiguration", &Server::Configure, false},
}};

}  // namespace

int Serve(const WorkspaceOptions& options, const char* version) { return Server(options, version).Run(); }

}  // namespace agentrender::lsp
