// Takes what lies on the disk and what the client says of its buffers, keeps the trees of all of it and the index by
// which they are found. Reads, and nothing else: no file is written, no process started, no address looked up.
#include "lsp/workspace.h"

#include <sys/stat.h>

#include <algorithm>

#include "core/formats/shown.h"
#include "core/read/read.h"
#include "lsp/uri.h"
#include "posix/folder.h"
#include "posix/paths.h"

namespace agentrender::lsp {

namespace {

bool LiesIn(std::string_view path, std::string_view folder) { return path != folder && IsWithin(path, folder); }

// A path as a setting names it, from a folder of the workspace on.
std::string PathIn(const std::string& folder, const std::string& path) {
  if (path.starts_with('/')) return ShortestPath(path);
  std::string whole = folder;
  whole.append("/").append(path);
  return ShortestPath(whole);
}

bool IsFolder(const std::string& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool IsThere(const std::string& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0;
}

}  // namespace

void Workspace::Open(WorkspaceOptions options, Remarks& said) {
  options_ = std::move(options);
  default_namespace_ = options_.options.default_namespace;
  Rescan(said);
  for (File& file : files_) {
    if (!file.there) continue;
    const Slot slot = SlotOf(file);
    Enter(slot, false);
    file.island = IslandOf(file.path);
    file.name = NameOf(file.path);
    sources_[slot].name = file.name;
    Enter(slot, true);
  }
  MarkAll();
}

void Workspace::Rescan(Remarks& said) {
  std::vector<std::string> paths;
  for (const std::string& folder : options_.folders) {
    if (options_.paths.empty()) paths.push_back(folder);
    for (const std::string& path : options_.paths) {
      std::string whole = PathIn(folder, path);
      if (IsWithin(whole, folder) && IsThere(whole)) paths.push_back(std::move(whole));
    }
  }
  for (const std::string& path : options_.paths) {
    const bool leads = std::any_of(options_.folders.begin(), options_.folders.end(), [&](const std::string& folder) {
      return IsWithin(PathIn(folder, path), folder) && IsThere(PathIn(folder, path));
    });
    if (!leads && !options_.folders.empty())
      said.push_back({true, "the option paths: there is no " + Shown(path) + " in a folder of the workspace"});
  }
  ReadFolders(paths, {}, said);
}

// What is no longer below `within` is dropped.
void Workspace::ReadFolders(const std::vector<std::string>& paths, const std::string& within, Remarks& said) {
  Inputs inputs;
  ReadInputs({paths.begin(), paths.end()}, options_.inputs, inputs);
  for (const Problem& problem : inputs.problems.list())
    said.push_back({problem.severity == Severity::kError, Shown(problem.message)});
  const auto arena = std::make_shared<Arena>();
  std::set<Slot> seen;
  auto text = inputs.texts.begin();
  for (const std::string& name : inputs.names) {
    const std::string path = ShortestPath(name);
    const auto known = by_path_.find(path);
    if (known == by_path_.end() && free_.empty() && files_.size() >= limits::kSources) {
      said.push_back({true, path + " is left out: there are more files than " + std::to_string(limits::kSources)});
      break;
    }
    const Slot slot = Take(path);
    seen.insert(slot);
    if (!files_[slot].open) Put(slot, std::move(*text), arena);
    ++text;
  }
  if (within.empty()) unreadable_ = inputs.problems.errors() != 0;
  for (const File& file : files_) {
    const bool meant = within.empty() || IsWithin(file.path, within);
    if (file.there && !file.open && meant && !seen.contains(SlotOf(file))) Drop(SlotOf(file));
  }
}

void Workspace::Reread(const std::string& path, Remarks& said) {
  if (IsFolder(path)) {
    const bool inside = std::any_of(options_.folders.begin(), options_.folders.end(),
                                    [&](const std::string& folder) { return IsWithin(path, folder); });
    if (inside && options_.paths.empty() && path.find("/.") == std::string::npos) ReadFolders({path}, path, said);
    return;
  }
  if (IsThere(path) && IsOnDisk(path)) return ReadFolders({path}, path, said);
  std::vector<Slot> gone;
  for (const auto& [known, slot] : by_path_) {
    if (IsWithin(known, path) && !files_[slot].open) gone.push_back(slot);
  }
  for (const Slot slot : gone) Drop(slot);
}

bool Workspace::MayConcern(const std::string& path) const {
  if (path.empty()) return false;
  if (HasOurEnding(path) || IsFolder(path)) return true;
  return std::any_of(by_path_.begin(), by_path_.end(), [&](const auto& known) { return IsWithin(known.first, path); });
}

// Whether walking the folders of the workspace would read the file.
bool Workspace::IsOnDisk(const std::string& path) const {
  for (const std::string& folder : options_.folders) {
    if (!LiesIn(path, folder)) continue;
    const std::string below = path.substr(folder == "/" ? 0 : folder.size());
    if (below.find("/.") != std::string::npos || !HasOurEnding(path)) return false;
    const std::string real = RealPath(path);
    const bool leaves = !real.empty() && !IsWithin(real, RealPath(folder));
    if (leaves && !options_.inputs.follow_outside) return false;
    return options_.paths.empty() ||
           std::any_of(options_.paths.begin(), options_.paths.end(),
                       [&](const std::string& part) { return IsWithin(path, PathIn(folder, part)); });
  }
  return false;
}

std::string Workspace::IslandOf(const std::string& path) const {
  if (IsOnDisk(path)) return {};
  return path.starts_with('/') ? path.substr(0, path.rfind('/') + 1) : path;
}

// For people: from the folder of the workspace on.
std::string Workspace::NameOf(const std::string& path) const {
  for (const std::string& folder : options_.folders) {
    if (LiesIn(path, folder) && folder != "/") return path.substr(folder.size() + 1);
  }
  return path;
}

Slot Workspace::Take(const std::string& path) {
  const auto known = by_path_.find(path);
  if (known != by_path_.end()) return known->second;
  if (free_.empty()) {
    free_.push_back(static_cast<Slot>(files_.size()));
    files_.emplace_back();
    sources_.emplace_back();
  }
  const Slot slot = free_.back();
  free_.pop_back();
  File& file = files_[slot];
  file = File{};
  file.slot = slot;
  file.path = path;
  file.uri = path.starts_with('/') ? UriOfPath(path) : path;
  file.there = true;
  file.island = IslandOf(path);
  file.name = NameOf(path);
  sources_[slot] = {file.name, {}, false};
  by_path_.emplace(path, slot);
  return slot;
}

void Workspace::Drop(Slot slot) {
  File& file = files_[slot];
  const std::shared_ptr<const Tree> before = file.good != nullptr ? file.good : file.now;
  Enter(slot, false);
  if (before != nullptr) MarkReached(slot, before.get(), nullptr);
  TakeFindings(slot, {}, changed_);
  changed_.insert(slot);
  dirty_.erase(slot);
  by_path_.erase(file.path);
  file.there = file.open = false;
  file.now = file.good = nullptr;
  free_.push_back(slot);
}

std::shared_ptr<const Tree> Workspace::ReadAs(Slot slot, std::string text) const {
  return ReadTree(files_[slot].name, std::move(text), slot, default_namespace_, std::make_shared<Arena>(),
                  options_.options.sizes);
}

void Workspace::Put(Slot slot, std::string text, const std::shared_ptr<Arena>& arena) {
  File& file = files_[slot];
  if (file.now != nullptr && file.now->text == text) return;
  const std::shared_ptr<const Tree> before = file.good != nullptr ? file.good : file.now;
  std::shared_ptr<const Tree> now =
      ReadTree(file.name, std::move(text), slot, default_namespace_, arena, options_.options.sizes);
  dirty_.insert(slot);
  if (!now->good && file.good != nullptr) {
    file.now = std::move(now);
    return;
  }
  Enter(slot, false);
  file.now = now;
  file.good = now->good ? now : nullptr;
  Enter(slot, true);
  MarkReached(slot, before.get(), now.get());
  FindDefaultNamespace();
}

void Workspace::Enter(Slot slot, bool in) {
  const File& file = files_[slot];
  if (file.now == nullptr) return;
  Index& index = indexes_[file.island];
  const auto note = [&](auto& map, const std::string& key, const DocumentId& id) {
    if (in) {
      map[key].insert(id);
      return;
    }
    const auto found = map.find(key);
    if (found == map.end()) return;
    found->second.erase(id);
    if (found->second.empty()) map.erase(found);
  };
  const std::vector<Ties>& ties = file.tree().ties;
  for (uint32_t i = 0; i < ties.size(); ++i) {
    const DocumentId id{slot, i};
    for (const std::string& key : ties[i].gives) note(index.givers, key, id);
    for (const std::string& key : ties[i].wants) note(index.wanters, key, id);
    if (ties[i].global && in) index.global.insert(id);
    if (!in) index.global.erase(id);
  }
}

// A setting of the input can give the namespace that all names are looked for in.
void Workspace::FindDefaultNamespace() {
  Arena arena;
  const std::string found(SettingsOf("", arena).default_namespace);
  if (found == default_namespace_) return;
  default_namespace_ = found;
  for (File& file : files_) {
    if (file.now == nullptr) continue;
    const Slot slot = SlotOf(file);
    Enter(slot, false);
    const bool same = file.good == file.now;
    file.now = ReadAs(slot, file.now->text);
    if (same) file.good = file.now;
    if (!same && file.good != nullptr) file.good = ReadAs(slot, file.good->text);
    Enter(slot, true);
  }
  MarkAll();
}

void Workspace::MarkAll() {
  for (const File& file : files_) {
    if (file.now != nullptr) dirty_.insert(SlotOf(file));
  }
}

// Marks what wants a key of a document that is not as it was.
void Workspace::MarkReached(Slot slot, const Tree* before, const Tree* after) {
  const auto size = [](const Tree* tree) { return tree == nullptr ? 0 : tree->documents.size(); };
  const size_t count = std::max(size(before), size(after));
  for (size_t i = 0; i < count; ++i) {
    const Ties* was = i < size(before) ? &before->ties[i] : nullptr;
    const Ties* is = i < size(after) ? &after->ties[i] : nullptr;
    const bool both = was != nullptr && is != nullptr;
    if (both && SameTree(before->documents[i].root, after->documents[i].root)) continue;
    const bool same_wants = both && was->wants == is->wants;
    if (was != nullptr) MarkTies(slot, *was, same_wants);
    if (is != nullptr) MarkTies(slot, *is, same_wants);
  }
}

void Workspace::MarkTies(Slot slot, const Ties& ties, bool same_wants) {
  const std::string& island = files_[slot].island;
  if (ties.global) {
    for (const File& file : files_) {
      if (file.island == island && file.now != nullptr) dirty_.insert(SlotOf(file));
    }
  }
  for (const std::string& key : ties.gives) MarkWanters(indexes_[island], key);
  // Whether a template has users is said at the template.
  if (!ties.has_agent || same_wants) return;
  for (const std::string& key : ties.wants) {
    if (KindOfKey(key) != KeyKind::kTemplate) continue;
    for (const DocumentId& id : Givers(slot, key)) dirty_.insert(id.slot);
  }
}

void Workspace::MarkWanters(Index& index, const std::string& key) {
  const auto found = index.wanters.find(key);
  if (found == index.wanters.end()) return;
  for (const DocumentId& id : found->second) {
    const File& file = files_[id.slot];
    // The names of all templates are looked at where the one that is meant is missing.
    if (KindOfKey(key) == KeyKind::kTemplates &&
        std::none_of(file.findings.begin(), file.findings.end(),
                     [](const Finding& finding) { return finding.code == Code::kNoTemplate; }))
      continue;
    dirty_.insert(id.slot);
    const Ties& ties = file.tree().ties[id.number];
    if (!ties.has_template || KindOfKey(key) == KeyKind::kTemplate) continue;
    for (const std::string& given : ties.gives) {
      if (KindOfKey(given) == KeyKind::kTemplate) MarkWanters(index, given);
    }
  }
}

void Workspace::OpenDocument(std::string_view uri, std::string text, int64_t version) {
  const std::string path = PathOfUri(uri);
  if (free_.empty() && files_.size() >= limits::kSources) return;
  const Slot slot = Take(path.empty() ? std::string(uri) : path);
  files_[slot].uri = uri;
  files_[slot].open = true;
  changed_.insert(slot);
  ChangeDocument(slot, std::move(text), version);
}

void Workspace::ChangeDocument(Slot slot, std::string text, int64_t version) {
  files_[slot].version = version;
  Put(slot, std::move(text), std::make_shared<Arena>());
}

void Workspace::CloseDocument(Slot slot, Remarks& said) {
  File& file = files_[slot];
  file.open = false;
  const std::string path = file.path;
  Reread(path, said);
  if (files_[slot].there && files_[slot].path == path && !IsOnDisk(path)) Drop(slot);
}

const File* Workspace::Find(std::string_view uri) const {
  const std::string path = PathOfUri(uri);
  const auto found = by_path_.find(path.empty() ? std::string(uri) : path);
  return found == by_path_.end() ? nullptr : &files_[found->second];
}

}  // namespace agentrender::lsp
