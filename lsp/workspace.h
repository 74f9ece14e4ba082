// All files that an editor shows or that lie in its folders, as one input, and what is found in each.
//
// A unit is one file. What is found in it is a function of its documents and of those that they look for (Ties), and is
// kept until one of them changes: after an edit, only what it can affect is checked again. Files that are not in a
// folder of the workspace are an input of their own, one for each folder (an island): they are looked at because
// somebody has opened them, and the workspace does not see them.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/options.h"
#include "core/render.h"
#include "lsp/kept.h"
#include "lsp/tree.h"
#include "posix/inputs.h"

namespace agentrender::lsp {

using Slot = uint16_t;  // of a file, which is its number as a source of the core

// A finding, without views: it outlives the rendering that made it.
struct Finding {
  Severity severity = Severity::kError;
  Code code{};
  std::string message;  // with the field
  std::string hint;
  std::string child;
  std::string kind;  // of the resource
  Origin where;
  Origin other;
  bool other_is_user = false;  // `other` is the Agent for which a line of its template is wrong
};

// What cannot be shown in a file: one that cannot be read, an option that is wrong.
struct Remark {
  bool is_error = true;
  std::string text;
};
using Remarks = std::vector<Remark>;

struct File {
  std::string path;     // what it is known by: the path of a file, the whole URI of anything else
  std::string read_as;  // the path by which the command line would read it, which its place among others is by
  std::string uri;      // as the client writes it
  std::string name;     // for people
  std::string island;
  Slot slot = 0;
  bool there = false;  // the slot is in use
  bool open = false;
  bool walked = false;  // the folders have it, by this path
  int64_t version = 0;
  std::shared_ptr<const Tree> now;        // never null while there
  std::shared_ptr<const Tree> good;       // the last one that could be read while open; null when none could
  std::vector<Finding> findings;          // of the unit, wherever they are
  size_t agents = 0;                      // that the unit renders, those it looks at included
  std::vector<Finding> unused_images;     // by the unit's Agents; it counts when none of the workspace's use them
  std::vector<Finding> unused_templates;  // with a selector; without one they are findings
  std::vector<Finding> said_once;         // what the first resource of a kind in the workspace has, and no other

  // What all that needs a tree looks at.
  const Tree& tree() const { return good != nullptr ? *good : *now; }
  // Places in the tree are those of the text; if not, what it has kept of the tree's says where they are.
  bool is_current() const { return good == nullptr || good == now; }
  Kept kept;
};

// A document of a file's tree().
struct DocumentId {
  Slot slot = 0;
  uint32_t number = 0;
  bool operator<(const DocumentId& other) const {
    return slot != other.slot ? slot < other.slot : number < other.number;
  }
};

struct WorkspaceOptions {
  Options options;  // of each rendering
  InputOptions inputs;
  std::vector<std::string> folders;  // absolute paths; no two lie in one another
  std::vector<std::string> paths;    // what is read of each folder; all of it when empty
};

class Workspace {
 public:
  // Reads files that are not open again from their folders.
  void Open(WorkspaceOptions options);
  // Looks for files that are new, gone or changed.
  void Rescan();
  // The same for paths that were created, changed or deleted.
  void Reread(const std::set<std::string>& paths);
  // What is wrong with the folders, and how often they were looked at for it.
  const Remarks& remarks() const { return remarks_; }
  size_t scans() const { return scans_; }

  // A document that the client has open; its text counts, not the one on disk.
  void OpenDocument(std::string_view uri, std::string text, int64_t version);
  void ChangeDocument(Slot slot, std::string text, int64_t version);
  void CloseDocument(Slot slot);

  const File* Find(std::string_view uri) const;
  Slot SlotOf(const File& file) const { return file.slot; }
  const std::deque<File>& files() const { return files_; }
  const File& file(Slot slot) const { return files_[slot]; }

  // Checks at least one unit, and others until the deadline, in which nothing was looked at since it changed. Gives
  // the files in which something may be found that was not, or the other way round.
  std::set<Slot> Check(size_t most);
  // On a copy: what it would be with another text of a file. Checks what that reaches, up to a limit; gives the files
  // in which something may be found that was not, or the other way round.
  std::set<Slot> Try(Slot slot, std::string text);
  bool AllChecked() const { return dirty_.empty(); }

  // All that is found in a file, by whichever unit, once, in the order of the text.
  std::vector<Finding> FindingsIn(Slot slot) const;

  // Renders a file's Agents; with the objects, from what could be read last.
  Rendering RenderUnit(Slot slot, bool keep_objects) const;
  // The same with another text in the place of the file's.
  Rendering RenderInstead(Slot slot, const Tree& tree, bool keep_objects = false) const;
  std::vector<Finding> FindingsOf(Slot slot, const Rendering& rendering) const;
  static std::vector<Finding> FoundIn(const Problems& problems, bool (*counts)(const Problem&));

  // Documents that give a key to files of the island of `slot`, and those that want it.
  std::vector<DocumentId> Givers(Slot slot, const std::string& key) const;
  std::vector<DocumentId> Wanters(Slot slot, const std::string& key) const;
  const Document& At(const DocumentId& id) const { return files_[id.slot].tree().documents[id.number]; }
  std::string_view default_namespace() const { return default_namespace_; }
  std::string_view NamespaceOf(const ObjectRef& ref) const { return ref.ns.empty() ? default_namespace_ : ref.ns; }
  const WorkspaceOptions& options() const { return options_; }
  // The documents that a document of `slot` is rendered with.
  std::set<DocumentId> ContextOf(Slot slot, const Tree& tree) const;
  const std::vector<Source>& sources() const { return sources_; }
  // Whether a selector leaves Agents alone.
  bool SelectsAgents(const std::string& island) const;
  // Whose rendering it is: the client's choice, or that of an AgentRender.
  Controller controller() const;
  // What a rendering of the unit is given, for other questions about it.
  std::vector<Document> DocumentsFor(Slot slot) const;
  std::shared_ptr<const Tree> ReadAs(Slot slot, std::string text) const;

 private:
  using DocumentsByKey = std::unordered_map<std::string, std::set<DocumentId>>;
  struct Index {
    DocumentsByKey givers;
    DocumentsByKey wanters;
    std::set<DocumentId> global;
  };

  std::vector<DocumentId> DocumentsWith(Slot slot, const std::string& key, DocumentsByKey Index::* by) const;
  Slot Take(const std::string& path, const std::string& island);
  void Drop(Slot slot);
  void Put(Slot slot, FileText text, const std::shared_ptr<Arena>& arena);
  void Enter(Slot slot, bool in);
  void MarkReached(Slot slot, const Tree* before, const Tree* after);
  void MarkTies(Slot slot, const Ties& ties, bool same_wants);
  void MarkWanters(Index& index, const std::string& key);
  void MarkWantersOf(Index& index, const std::string& key);
  void MarkAll();
  void FindDefaultNamespace();
  void FindRoots();
  const std::string* RootOf(const std::string& path) const;
  std::set<Slot> TakeWalked(const Inputs& inputs);
  void CoverOther(File& file, const std::set<std::string>& walked, std::set<std::string>& covered);
  bool MayConcern(const std::string& path) const;
  std::string IslandOf(const std::string& path) const;
  static std::string IslandAlone(const std::string& path);
  void SetReadAs(File& file, const std::string& path);
  void SetIsland(Slot slot, const std::string& island);
  std::string NameOf(const std::string& path) const;
  std::vector<Document> WithContext(Slot slot, const Tree& tree) const;
  // As `validate` reads them: by the paths of their files.
  std::vector<Document> InOrder(std::vector<const Document*> found) const;
  void TakeFindings(Slot slot, std::vector<Finding> findings, std::set<Slot>& seen);
  std::vector<Finding> FindOfWhole() const;
  std::vector<Finding> FindOfSelector(bool& leaves) const;
  Finding NoAgentIn(const File& file) const;
  std::vector<Finding> FindUnusedImages() const;
  bool IsSaidOnce(Slot slot, const Problem& problem) const;
  std::vector<Finding> UnusedTemplatesOf(Slot slot, const Rendering& rendering) const;
  void CheckUnit(Slot slot, std::set<Slot>& seen);
  std::vector<Finding> SaidOnceOf(Slot slot, const Rendering& rendering) const;
  std::vector<Finding> FirstOfEachKind() const;
  const File* FileOfOurs() const;
  std::vector<Document> SettingsIn(const std::string& island) const;
  // The client's options with what the input sets below them; texts in them are in `arena`.
  Options SettingsOf(const std::string& island, Arena& arena) const;

  WorkspaceOptions options_;
  std::vector<std::string> roots_;  // paths that are walked, whether they are there or not
  std::deque<File> files_;          // whose addresses stay: sources_ has views of their names
  std::vector<Slot> free_;
  std::unordered_map<std::string, Slot> by_path_;
  std::map<std::string, Index> indexes_;  // by island
  mutable std::vector<Source> sources_;   // texts are there only while something is rendered
  std::string default_namespace_;
  std::set<Slot> dirty_;
  std::set<Slot> changed_;                                       // files that are gone: their diagnostics go, too
  std::unordered_map<Slot, std::unordered_set<Slot>> found_in_;  // the units that found something in a file
  std::vector<Finding> of_whole_;                                // what is found in the workspace and in no unit of it
  bool unreadable_ = false;                                      // something in the folders could not be read
  Remarks remarks_;
  size_t scans_ = 0;
  bool links_ = false;       // something in them is read through a link
  bool incomplete_ = false;  // and so nothing is said of what may be missing for that
};

}  // namespace agentrender::lsp
