// Takes units that may have changed, gives what is found in them: each is rendered with what it looks for, by the core,
// as a small input of its own.
#include <algorithm>
#include <tuple>

#include "core/formats/shown.h"
#include "core/settings/in_input.h"
#include "lsp/workspace.h"

namespace agentrender::lsp {

namespace {

bool IsOfUnusedImage(const Problem& problem) {
  return problem.code == Code::kUnusedOverride && problem.field.starts_with("spec.images");
}

Finding Copied(const Problem& problem) {
  Finding finding;
  finding.severity = problem.severity;
  finding.code = problem.code;
  finding.message = (problem.field.empty() ? "" : Shown(problem.field) + ": ") + Shown(problem.message);
  finding.hint = Shown(problem.hint);
  finding.child = problem.child;
  finding.kind = problem.object.kind;
  finding.where = problem.where;
  finding.other = problem.other;
  finding.other_is_user = problem.other.HasPlace() && problem.other.SamePlace(problem.user);
  return finding;
}

// What is said once, whichever unit says it; and one error for a node (as core/report/locate has it).
bool IsRepeated(const Finding& first, const Finding& second) {
  if (!first.where.SamePlace(second.where) || first.child != second.child) return false;
  if (first.code == second.code) return first.message == second.message;
  return first.severity == Severity::kError && second.severity == Severity::kError;
}

}  // namespace

std::vector<DocumentId> Workspace::DocumentsWith(Slot slot, const std::string& key, DocumentsByKey Index::* by) const {
  const auto index = indexes_.find(files_[slot].island);
  if (index == indexes_.end()) return {};
  std::vector<DocumentId> ids;
  for (const std::string& one : {key, OtherKey(key, default_namespace_)}) {
    const auto found = (index->second.*by).find(one);
    if (found == (index->second.*by).end()) continue;
    const auto middle = static_cast<std::ptrdiff_t>(ids.size());
    ids.insert(ids.end(), found->second.begin(), found->second.end());
    std::inplace_merge(ids.begin(), ids.begin() + middle, ids.end());
  }
  ids.erase(std::unique(ids.begin(), ids.end(), [](const DocumentId& a, const DocumentId& b) { return !(a < b); }),
            ids.end());
  return ids;
}

std::vector<DocumentId> Workspace::Givers(Slot slot, const std::string& key) const {
  return DocumentsWith(slot, key, &Index::givers);
}

std::vector<DocumentId> Workspace::Wanters(Slot slot, const std::string& key) const {
  return DocumentsWith(slot, key, &Index::wanters);
}

namespace {

// Follows the keys of a unit's documents to the documents that give them.
class Context {
 public:
  Context(const Workspace& workspace, Slot slot) : workspace_(workspace), slot_(slot) {}

  void TakeUnit(const Tree& tree) {
    for (const Ties& ties : tree.ties) {
      Follow(ties);
      if (ties.has_template) TakeUsers(ties);
    }
  }

  // A list may have Agents beside what holds for the whole input.
  void TakeGlobal(const DocumentId& id) {
    if (id.slot == slot_ || !found.insert(id).second) return;
    Follow(workspace_.file(id.slot).tree().ties[id.number]);
  }

  std::set<DocumentId> found;

 private:
  void Follow(const Ties& ties) {
    bool missing = false;
    for (const std::string& key : ties.wants) {
      if (KindOfKey(key) == KeyKind::kTemplates && !missing) continue;
      const std::vector<DocumentId> givers = workspace_.Givers(slot_, key);
      missing |= givers.empty() && KindOfKey(key) == KeyKind::kTemplate;
      constexpr size_t kEnough = 1000;
      for (size_t i = 0; i < std::min(givers.size(), kEnough); ++i) Add(givers[i], KindOfKey(key));
    }
  }

  void Add(const DocumentId& id, KeyKind kind) {
    if (id.slot == slot_ || !found.insert(id).second) return;
    const Ties& ties = workspace_.file(id.slot).tree().ties[id.number];
    if (kind == KeyKind::kTemplate && ties.has_template) Follow(ties);
  }

  // That a template has users is seen when some are there; all of them would be looked at themselves.
  void TakeUsers(const Ties& ties) {
    constexpr size_t kSome = 2;
    for (const std::string& key : ties.gives) {
      if (KindOfKey(key) != KeyKind::kTemplate) continue;
      size_t taken = 0;
      for (const DocumentId& id : workspace_.Wanters(slot_, key)) {
        const Ties& user = workspace_.file(id.slot).tree().ties[id.number];
        if (id.slot == slot_ || !user.has_agent) continue;
        found.insert(id);
        if (++taken == kSome) break;
      }
    }
  }

  const Workspace& workspace_;
  const Slot slot_;
};

}  // namespace

std::set<DocumentId> Workspace::ContextOf(Slot slot, const Tree& tree) const {
  Context context(*this, slot);
  context.TakeUnit(tree);
  const auto index = indexes_.find(files_[slot].island);
  if (index != indexes_.end()) {
    for (const DocumentId& id : index->second.global) context.TakeGlobal(id);
  }
  return std::move(context.found);
}

Rendering Workspace::RenderUnit(Slot slot, bool keep_objects) const {
  const File& file = files_[slot];
  return RenderInstead(slot, keep_objects ? file.tree() : *file.now, keep_objects);
}

std::vector<Document> Workspace::WithContext(Slot slot, const Tree& tree) const {
  std::vector<const Document*> all;
  for (const Document& document : tree.documents) all.push_back(&document);
  for (const DocumentId& id : ContextOf(slot, tree)) all.push_back(&At(id));
  return InOrder(std::move(all));
}

// Slots are in the order in which files came to be known.
std::vector<Document> Workspace::InOrder(std::vector<const Document*> found) const {
  std::stable_sort(found.begin(), found.end(), [&](const Document* a, const Document* b) {
    return a->source != b->source && files_[a->source].read_as < files_[b->source].read_as;
  });
  std::vector<Document> documents;
  documents.reserve(found.size());
  for (const Document* document : found) documents.push_back(*document);
  return documents;
}

std::vector<Document> Workspace::DocumentsFor(Slot slot) const { return WithContext(slot, files_[slot].tree()); }

std::vector<Document> Workspace::SettingsIn(const std::string& island) const {
  std::vector<const Document*> found;
  const auto index = indexes_.find(island);
  if (index != indexes_.end()) {
    for (const DocumentId& id : index->second.global) found.push_back(&At(id));
  }
  return InOrder(std::move(found));
}

Options Workspace::SettingsOf(const std::string& island, Arena& arena) const {
  Problems of_settings;  // found where the documents are rendered
  return WithSettings(SettingsIn(island), options_.options, arena, of_settings);
}

Controller Workspace::controller() const {
  Arena arena;
  return SettingsOf("", arena).controller;
}

Rendering Workspace::RenderInstead(Slot slot, const Tree& tree, bool keep_objects) const {
  Reading reading;
  reading.own_budget = std::make_unique<Budget>(options_.options.sizes.memory_bytes);
  reading.budget = reading.own_budget.get();
  reading.arena = std::make_unique<Arena>(reading.budget);
  reading.problems = tree.problems;
  reading.good = tree.good && !incomplete_;
  reading.documents = WithContext(slot, tree);
  for (const Document& document : reading.documents)
    sources_[document.source].text = files_[document.source].tree().text;
  sources_[slot].text = tree.text;
  Options options = options_.options;
  options.check_rest = true;
  options.keep_objects = keep_objects;
  options.keep_going = keep_objects;
  std::vector<uint16_t> used{slot};
  for (const Document& document : reading.documents) used.push_back(document.source);
  Rendering rendering = Render(sources_, std::move(reading), options);
  for (const uint16_t source : used) sources_[source].text = {};
  return rendering;
}

std::vector<Finding> Workspace::FindingsOf(Slot slot, const Rendering& rendering) const {
  std::vector<Finding> findings;
  for (const Problem& problem : rendering.problems.list()) {
    const Origin& owner = problem.user.HasPlace() ? problem.user : problem.where;
    const bool whole = !problem.where.HasPlace() && (problem.code == Code::kTooMuch || problem.code == Code::kNotShown);
    if (!whole && (!owner.HasPlace() || owner.source != slot || !problem.where.HasPlace())) continue;
    if (problem.code == Code::kUnusedOverride || IsSaidOnce(slot, problem)) continue;
    if (problem.code == Code::kUnusedTemplate && SelectsAgents(files_[slot].island)) continue;
    findings.push_back(Copied(problem));
    if (whole) findings.back().where = {1, 1, slot, 0};
  }
  return findings;
}

// Of all resources of a kind the first one of the workspace has it.
bool Workspace::IsSaidOnce(Slot slot, const Problem& problem) const {
  return problem.code == Code::kNeedsController && files_[slot].island.empty();
}

// Nothing is said of templates when a selector leaves Agents alone, which may use them.
std::vector<Finding> Workspace::UnusedTemplatesOf(Slot slot, const Rendering& rendering) const {
  std::vector<Finding> findings;
  for (const Problem& problem : rendering.problems.list()) {
    if (problem.code == Code::kUnusedTemplate && problem.where.source == slot) findings.push_back(Copied(problem));
  }
  return findings;
}

std::vector<Finding> Workspace::SaidOnceOf(Slot slot, const Rendering& rendering) const {
  std::vector<Finding> findings;
  for (const Problem& problem : rendering.problems.list()) {
    if (IsSaidOnce(slot, problem) && problem.where.source == slot) findings.push_back(Copied(problem));
  }
  return findings;
}

std::vector<Finding> Workspace::FoundIn(const Problems& problems, bool (*counts)(const Problem&)) {
  std::vector<Finding> findings;
  for (const Problem& problem : problems.list()) {
    if (problem.where.HasPlace() && counts(problem)) findings.push_back(Copied(problem));
  }
  return findings;
}

bool Workspace::SelectsAgents(const std::string& island) const {
  Arena arena;
  return !SettingsOf(island, arena).selector.TakesAll();
}

void Workspace::TakeFindings(Slot slot, std::vector<Finding> findings, std::set<Slot>& seen) {
  File& file = files_[slot];
  for (const Finding& finding : file.findings) {
    seen.insert(finding.where.source);
    found_in_[finding.where.source].erase(slot);
  }
  file.findings = std::move(findings);
  for (const Finding& finding : file.findings) {
    seen.insert(finding.where.source);
    found_in_[finding.where.source].insert(slot);
  }
}

void Workspace::CheckUnit(Slot slot, std::set<Slot>& seen) {
  const Rendering rendering = RenderUnit(slot, false);
  TakeFindings(slot, FindingsOf(slot, rendering), seen);
  File& file = files_[slot];
  file.unused_images = FoundIn(rendering.problems, IsOfUnusedImage);
  file.said_once = SaidOnceOf(slot, rendering);
  file.agents = rendering.agents;
  const bool selects = SelectsAgents(file.island);
  file.unused_templates = selects ? UnusedTemplatesOf(slot, rendering) : std::vector<Finding>();
}

std::set<Slot> Workspace::Check(size_t most) {
  std::set<Slot> seen;
  seen.swap(changed_);
  const bool incomplete = unreadable_ || std::any_of(files_.begin(), files_.end(), [](const File& file) {
                            return file.now != nullptr && file.island.empty() && file.good == nullptr;
                          });
  if (incomplete != incomplete_) {
    incomplete_ = incomplete;
    MarkAll();
  }
  std::vector<Slot> next;
  for (const Slot slot : dirty_) {
    if (files_[slot].open) next.push_back(slot);
  }
  // What somebody looks at comes first, and alone.
  for (auto slot = dirty_.begin(); next.size() < most && slot != dirty_.end(); ++slot) {
    if (next.empty() || !files_[next.front()].open) next.push_back(*slot);
  }
  for (const Slot slot : next) {
    dirty_.erase(slot);
    seen.insert(slot);
    CheckUnit(slot, seen);
  }
  if (!dirty_.empty()) return seen;
  for (const Finding& finding : of_whole_) seen.insert(finding.where.source);
  of_whole_ = FindOfWhole();
  for (Finding& finding : FirstOfEachKind()) of_whole_.push_back(std::move(finding));
  for (const Finding& finding : of_whole_) seen.insert(finding.where.source);
  return seen;
}

std::set<Slot> Workspace::Try(Slot slot, std::string text) {
  constexpr size_t kMost = 2000;  // an edit that reaches more is judged by these
  dirty_.clear();                 // what waits to be checked says nothing of the edit
  ChangeDocument(slot, std::move(text), files_[slot].version);
  return Check(kMost);
}

std::vector<Finding> Workspace::FindingsIn(Slot slot) const {
  const File& file = files_[slot];
  std::vector<Finding> all;
  const auto take = [&](const File& unit) {
    for (const Finding& finding : unit.findings) {
      if (finding.where.source == slot) all.push_back(finding);
    }
  };
  take(file);
  for (const Finding& finding : of_whole_) {
    if (finding.where.source == slot && file.is_current()) all.push_back(finding);
  }
  const auto found = found_in_.find(slot);
  if (found != found_in_.end() && file.is_current()) {
    const std::set<Slot> others(found->second.begin(), found->second.end());
    for (const Slot other : others) {
      if (other != slot) take(files_[other]);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.where.line, a.where.column, a.child) < std::tie(b.where.line, b.where.column, b.child);
  });
  std::vector<Finding> kept;
  size_t same = 0;  // where those of one place begin
  for (Finding& finding : all) {
    if (!kept.empty() && !kept.back().where.SamePlace(finding.where)) same = kept.size();
    const auto begin = kept.begin() + static_cast<std::ptrdiff_t>(std::min(same, kept.size()));
    if (std::none_of(begin, kept.end(), [&](const Finding& first) { return IsRepeated(first, finding); }))
      kept.push_back(std::move(finding));
  }
  return kept;
}

}  // namespace agentrender::lsp
