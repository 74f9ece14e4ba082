// Takes what lies on the disk and what the client says of its buffers, keeps the trees of all of it and the index by
// which they are found. Reads, and nothing else: no file is written, no process started, no address looked up.
#include "lsp/workspace.h"

#include <algorithm>

#include "core/read/read.h"
#include "lsp/uri.h"
#include "posix/paths.h"

namespace agentrender::lsp {

namespace {

bool LiesIn(std::string_view path, std::string_view folder) { return path != folder && IsWithin(path, folder); }

}  // namespace

void Workspace::Open(WorkspaceOptions options) {
  options_ = std::move(options);
  default_namespace_ = options_.options.default_namespace.value;
  Rescan();
  for (File& file : files_) {
    if (!file.there) continue;
    const Slot slot = SlotOf(file);
    file.name = NameOf(file.path);
    sources_[slot].name = file.name;
  }
  FindDefaultNamespace();
  MarkAll();
}

// For people: from the folder of the workspace on.
std::string Workspace::NameOf(const std::string& path) const {
  for (const std::string& folder : options_.folders) {
    if (LiesIn(path, folder) && folder != "/") return path.substr(folder.size() + 1);
  }
  return path;
}

Slot Workspace::Take(const std::string& path, const std::string& island) {
  const auto known = by_path_.find(path);
  if (known != by_path_.end()) {
    SetIsland(known->second, island);
    return known->second;
  }
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
  file.path = file.read_as = path;
  file.uri = path.starts_with('/') ? UriOfPath(path) : path;
  file.there = true;
  file.island = island;
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
  file.there = file.open = file.walked = false;
  file.now = file.good = nullptr;
  free_.push_back(slot);
}

std::shared_ptr<const Tree> Workspace::ReadAs(Slot slot, std::string text) const {
  return ReadTree(files_[slot].name, {std::move(text), false}, slot, std::make_shared<Arena>(), options_.options.sizes);
}

// What was read last counts while somebody types, and no longer: a file that is not open is as it is on the disk.
void Workspace::Put(Slot slot, FileText text, const std::shared_ptr<Arena>& arena) {
  File& file = files_[slot];
  const bool same = file.now != nullptr && file.now->text == text.text && file.now->too_much == text.too_much;
  if (same && (file.open || file.is_current())) return;
  const std::shared_ptr<const Tree> before = file.good != nullptr ? file.good : file.now;
  std::shared_ptr<const Tree> now = ReadTree(file.name, std::move(text), slot, arena, options_.options.sizes);
  dirty_.insert(slot);
  if (!now->good && file.good != nullptr && file.open) {
    file.now = std::move(now);
    file.kept = Kept(file.good->text, file.now->text);
    return;
  }
  Enter(slot, false);
  file.now = now;
  file.good = now->good ? now : nullptr;
  Enter(slot, true);
  MarkReached(slot, before.get(), now.get());
  const auto has_settings = [](const Tree* tree) {
    return tree != nullptr &&
           std::any_of(tree->ties.begin(), tree->ties.end(), [](const Ties& ties) { return ties.global; });
  };
  if (has_settings(before.get()) || has_settings(now.get())) FindDefaultNamespace();
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
  const std::string found(SettingsOf("", arena).default_namespace.value);
  if (found == default_namespace_) return;
  default_namespace_ = found;
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
    const bool same_wants = both && was->wants == is->wants && was->versions == is->versions;
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
  MarkWantersOf(index, key);
  const std::string other = OtherKey(key, default_namespace_);
  if (!other.empty()) MarkWantersOf(index, other);
}

void Workspace::MarkWantersOf(Index& index, const std::string& key) {
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

void Workspace::ChangeDocument(Slot slot, std::string text, int64_t version) {
  files_[slot].version = version;
  Put(slot, {std::move(text), false}, std::make_shared<Arena>());
}

const File* Workspace::Find(std::string_view uri) const {
  const std::string path = PathOfUri(uri);
  const auto found = by_path_.find(path.empty() ? std::string(uri) : path);
  return found == by_path_.end() ? nullptr : &files_[found->second];
}

}  // namespace agentrender::lsp
