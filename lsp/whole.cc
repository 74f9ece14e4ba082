// What is found in the workspace as a whole and in none of its files alone, from what its units have found.
#include <algorithm>

#include "lsp/workspace.h"

namespace agentrender::lsp {

namespace {

// Whether the unit finds it, too; one whose Agent has a name that is nearly the right one knows the hint.
bool IsIn(const std::vector<Finding>& unmatched, Finding& finding) {
  for (const Finding& other : unmatched) {
    if (!finding.where.SamePlace(other.where) || finding.message != other.message) continue;
    if (finding.hint.empty()) finding.hint = other.hint;
    return true;
  }
  return false;
}

bool HasError(const File& file) {
  return std::any_of(file.findings.begin(), file.findings.end(),
                     [](const Finding& one) { return one.severity == Severity::kError; });
}

bool HasAgent(const File& file) {
  const std::vector<Ties>& ties = file.tree().ties;
  return std::any_of(ties.begin(), ties.end(), [](const Ties& one) { return one.has_agent; });
}

}  // namespace

// The first file with anything of ours; null when the workspace has nothing to do with it.
const File* Workspace::FileOfOurs() const {
  const File* first = nullptr;
  for (const File& file : files_) {
    if (!file.there || !file.island.empty() || (first != nullptr && first->path < file.path)) continue;
    const std::vector<Ties>& ties = file.tree().ties;
    if (std::any_of(ties.begin(), ties.end(), [](const Ties& one) { return one.global || one.has_template; }))
      first = &file;
  }
  return first;
}

// What all files find of those that `counts` takes.
template <class Fn>
std::vector<Finding> Workspace::FoundByAll(std::vector<Finding> File::* found, Fn counts) const {
  std::vector<Finding> all;
  bool any = false;
  for (const File& file : files_) {
    if (!file.there || !file.island.empty() || !counts(file)) continue;
    if (!any) all = file.*found;
    any = true;
    const auto misses = [&](Finding& finding) { return !IsIn(file.*found, finding); };
    all.erase(std::remove_if(all.begin(), all.end(), misses), all.end());
  }
  return all;
}

// Names of a selector that no Agent has; that it takes none, which a unit says that has an Agent of such a name;
// templates that no Agent uses, when there is a selector that takes all; images that no Agent uses, when all that are
// selected are rendered; that there are no Agents at all.
std::vector<Finding> Workspace::FindOfWhole() const {
  if (incomplete_) return {};
  std::vector<Finding> all = FoundByAll(&File::unmatched, HasAgent);
  bool agents = false;
  bool errors = false;
  bool left = false;
  bool taken = false;
  std::vector<Finding> none_taken;
  std::vector<Finding> templates;
  for (const File& file : files_) {
    if (!file.there || !file.island.empty()) continue;
    agents |= HasAgent(file);
    taken |= HasAgent(file) && file.agents != 0;
    if (none_taken.empty()) none_taken = file.none_taken;
    errors |= HasError(file);
    left |= file.leaves_agents;
    templates.insert(templates.end(), file.unused_templates.begin(), file.unused_templates.end());
  }
  if (!taken) all.insert(all.end(), none_taken.begin(), none_taken.end());
  if (!left) all.insert(all.end(), templates.begin(), templates.end());
  if (!errors) {
    const auto renders = [](const File& file) { return HasAgent(file) && file.agents != 0; };
    for (Finding& finding : FoundByAll(&File::unused_images, renders)) all.push_back(std::move(finding));
  }
  const File* ours = agents ? nullptr : FileOfOurs();
  if (ours == nullptr) return all;
  Finding none;
  none.severity = Severity::kWarning;
  none.code = Code::kNoAgent;
  none.message = "no Agent was found in the workspace";
  none.hint = "its *.yaml, *.yml and *.json files are searched, except hidden ones";
  none.where = {1, 1, ours->slot, 0};
  all.push_back(std::move(none));
  return all;
}

std::vector<Finding> Workspace::FirstOfEachKind() const {
  std::map<std::string_view, const Finding*> first;  // by what they say
  for (const File& file : files_) {
    if (!file.there) continue;
    for (const Finding& finding : file.said_once) {
      const Finding*& known = first[finding.message];
      if (known == nullptr || file.path < files_[known->where.source].path) known = &finding;
    }
  }
  std::vector<Finding> findings;
  for (const auto& [message, finding] : first) findings.push_back(*finding);
  return findings;
}

}  // namespace agentrender::lsp
