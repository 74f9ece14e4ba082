// Takes the folders of the workspace, gives the files in them: those that the command line would read there, by the
// same walk. What is told of a file is taken for it alone only where it is a plain file that was read before, by a path
// without links; anything else may hide another file or bring one to light, so the folders are walked again. That reads
// all texts, and parses those that have changed.
#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "core/formats/shown.h"
#include "core/model/size_limits.h"
#include "core/read/read.h"
#include "lsp/uri.h"
#include "lsp/workspace.h"
#include "posix/folder.h"
#include "posix/paths.h"

namespace agentrender::lsp {

namespace {

using FileId = std::pair<dev_t, ino_t>;

// A path as a setting names it, from a folder of the workspace on.
std::string PathIn(const std::string& folder, const std::string& path) {
  if (path.starts_with('/')) return ShortestPath(path);
  std::string whole = folder;
  whole.append("/").append(path);
  return ShortestPath(whole);
}

std::optional<struct stat> Status(const std::string& path) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

bool IsThere(const std::string& path) { return Status(path).has_value(); }

// Of a regular file.
std::optional<FileId> IdOf(const std::string& path) {
  const std::optional<struct stat> status = Status(path);
  if (!status || !S_ISREG(status->st_mode)) return std::nullopt;
  return FileId{status->st_dev, status->st_ino};
}

// A file that has no other name and stands where its path says, links above `root` aside.
bool IsPlain(const std::string& path, const std::string& root) {
  struct stat status{};
  if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) return false;
  return RealPath(path) == RealPath(root) + path.substr(root.size());
}

// Whether something in a folder is hidden, or below something that is.
bool IsHidden(std::string_view path, std::string_view folder) {
  return path.substr(folder.size()).find("/.") != std::string_view::npos;
}

}  // namespace

// What is walked, and what the option `paths` names and no folder has.
void Workspace::FindRoots() {
  roots_.clear();
  if (options_.paths.empty()) roots_ = options_.folders;
  for (const std::string& path : options_.paths) {
    bool leads = options_.folders.empty();
    for (const std::string& folder : options_.folders) {
      const std::string whole = PathIn(folder, path);
      if (!IsWithin(whole, folder)) continue;
      roots_.push_back(whole);
      leads |= IsThere(whole);
    }
    if (!leads)
      remarks_.push_back({true, "the option paths: there is no " + Shown(path) + " in a folder of the workspace"});
  }
}

// The root that a path is in; null without one.
const std::string* Workspace::RootOf(const std::string& path) const {
  const auto found =
      std::find_if(roots_.begin(), roots_.end(), [&](const std::string& root) { return IsWithin(path, root); });
  return found == roots_.end() ? nullptr : &*found;
}

void Workspace::Rescan() {
  ++scans_;
  remarks_.clear();
  FindRoots();
  std::vector<std::string_view> paths;
  for (const std::string& root : roots_) {
    if (options_.paths.empty() || IsThere(root)) paths.emplace_back(root);
  }
  Inputs inputs;
  ReadInputs(paths, options_.inputs, inputs);
  for (const Problem& problem : inputs.problems.list())
    remarks_.push_back({problem.severity == Severity::kError, Shown(problem.message)});
  unreadable_ = inputs.problems.errors() != 0;
  links_ = std::any_of(inputs.problems.list().begin(), inputs.problems.list().end(),
                       [](const Problem& problem) { return problem.code == Code::kLinkedFolder; });
  const std::set<Slot> walked = TakeWalked(inputs);
  for (const File& file : files_) {
    if (file.there && !file.open && !walked.contains(file.slot)) Drop(file.slot);
  }
}

// Gives the files that were walked. One that is open by another of its names stays away: the buffer counts.
std::set<Slot> Workspace::TakeWalked(const Inputs& inputs) {
  const auto arena = std::make_shared<Arena>();
  std::set<std::string> walked;
  for (const std::string& name : inputs.names) walked.insert(ShortestPath(name));
  std::set<std::string> covered;
  for (File& file : files_) {
    file.walked = file.there && walked.contains(file.path);
    if (file.there && file.open && !file.walked) CoverOther(file, walked, covered);
    if (file.walked) SetReadAs(file, file.path);
  }
  std::set<Slot> taken;
  for (const Source& source : inputs.sources) {
    const std::string path = ShortestPath(source.name);
    if (covered.contains(path)) continue;
    if (!by_path_.contains(path) && free_.empty() && files_.size() >= limits::kSources) {
      remarks_.push_back({true, path + " is left out: there are more files than " + std::to_string(limits::kSources)});
      break;
    }
    const Slot slot = Take(path, {});
    files_[slot].walked = true;
    links_ = links_ || IsLink(path);
    taken.insert(slot);
    if (!files_[slot].open) Put(slot, {std::string(source.text), source.too_much}, arena);
  }
  return taken;
}

// Where a document belongs that is open and that no walk finds: it is in the workspace in the place of a file that it
// is another name of, and when it is yet to be written there.
void Workspace::CoverOther(File& file, const std::set<std::string>& walked, std::set<std::string>& covered) {
  const std::string* root = RootOf(file.path);
  const std::optional<FileId> id = root == nullptr ? std::nullopt : IdOf(file.path);
  if (!id) return SetIsland(file.slot, IslandOf(file.path));
  for (const std::string& path : walked) {
    if (IdOf(path) != id) continue;
    const auto known = by_path_.find(path);
    if ((known != by_path_.end() && files_[known->second].open) || !covered.insert(path).second) break;
    SetReadAs(file, path);
    return SetIsland(file.slot, {});
  }
  SetIsland(file.slot, IslandAlone(file.path));
}

void Workspace::SetReadAs(File& file, const std::string& path) {
  if (file.read_as == path) return;
  file.read_as = path;
  MarkAll();
}

void Workspace::SetIsland(Slot slot, const std::string& island) {
  File& file = files_[slot];
  if (file.island == island) return;
  if (file.now != nullptr) MarkReached(slot, &file.tree(), nullptr);
  Enter(slot, false);
  file.island = island;
  Enter(slot, true);
  if (file.now != nullptr) MarkReached(slot, nullptr, &file.tree());
  dirty_.insert(slot);
}

void Workspace::Reread(const std::set<std::string>& paths) {
  constexpr size_t kMany = 100;
  std::vector<Slot> plain;
  for (const std::string& path : paths) {
    if (paths.size() <= kMany && !MayConcern(path)) continue;
    const auto known = by_path_.find(path);
    const std::string* root = RootOf(path);
    if (paths.size() > kMany || known == by_path_.end() || !files_[known->second].walked || root == nullptr ||
        !IsPlain(path, *root)) {
      return Rescan();
    }
    plain.push_back(known->second);
  }
  for (const Slot slot : plain) {
    if (files_[slot].open) continue;
    const std::string path = files_[slot].path;
    Inputs inputs;
    ReadInputs({path}, options_.inputs, inputs);
    if (inputs.problems.list().empty() && inputs.texts.size() == 1) {
      Put(slot, {std::move(inputs.texts.front()), false}, std::make_shared<Arena>());
      continue;
    }
    return Rescan();
  }
}

// Whether a path that was created, changed or deleted can be of a file that is read, or of what leads to such.
bool Workspace::MayConcern(const std::string& path) const {
  if (path.empty()) return false;
  if (by_path_.contains(path)) return true;
  const std::string* root = RootOf(path);
  if (root == nullptr) {
    return std::any_of(roots_.begin(), roots_.end(), [&](const std::string& one) { return IsWithin(one, path); });
  }
  // What could not be read may be gone.
  if (path == *root || unreadable_) return true;
  if (IsHidden(path, *root) && !links_) return false;
  if (HasOurEnding(path) || IsDirectory(path)) return true;
  return std::any_of(by_path_.begin(), by_path_.end(), [&](const auto& known) { return IsWithin(known.first, path); });
}

// A document that no folder has, yet.
std::string Workspace::IslandOf(const std::string& path) const {
  const std::string* root = RootOf(path);
  const bool may_come = root != nullptr && (path == *root || (HasOurEnding(path) && !IsHidden(path, *root)));
  return may_come && !IsThere(path) ? std::string() : IslandAlone(path);
}

std::string Workspace::IslandAlone(const std::string& path) {
  return path.starts_with('/') ? path.substr(0, path.rfind('/') + 1) : path;
}

void Workspace::OpenDocument(std::string_view uri, std::string text, int64_t version) {
  const std::string path = PathOfUri(uri);
  if (free_.empty() && files_.size() >= limits::kSources) return;
  const std::string key = path.empty() ? std::string(uri) : path;
  const auto found = by_path_.find(key);
  const bool known = found != by_path_.end();
  const Slot slot = known ? found->second : Take(key, IslandOf(key));
  files_[slot].uri = uri;
  files_[slot].open = true;
  changed_.insert(slot);
  ChangeDocument(slot, std::move(text), version);
  // It may be another name of a file that is known.
  if (!known && RootOf(path) != nullptr && IsThere(path)) Rescan();
}

void Workspace::CloseDocument(Slot slot) {
  File& file = files_[slot];
  file.open = false;
  if (file.walked) {
    Reread({file.path});
  } else if (RootOf(file.path) == nullptr) {
    Drop(slot);
  } else {
    Rescan();
  }
}

}  // namespace agentrender::lsp
