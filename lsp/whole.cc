// What is found in the workspace as a whole and in none of its files alone: what a selector takes, from all Agents
// together; the rest from what the units have found.
#include <algorithm>

#include "core/collect/collect.h"
#include "core/report/locate.h"
#include "core/settings/in_input.h"
#include "lsp/workspace.h"

namespace agentrender::lsp {

namespace {

bool IsIn(const std::vector<Finding>& findings, const Finding& finding) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& other) {
    return finding.where.SamePlace(other.where) && finding.message == other.message;
  });
}

bool HasError(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
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
    if (!file.there || !file.island.empty() || (first != nullptr && first->read_as < file.read_as)) continue;
    const std::vector<Ties>& ties = file.tree().ties;
    if (std::any_of(ties.begin(), ties.end(), [](const Ties& one) { return one.global || one.ours; })) first = &file;
  }
  return first;
}

// Images that no file with Agents uses that are rendered.
std::vector<Finding> Workspace::FindUnusedImages() const {
  std::vector<Finding> all;
  bool any = false;
  for (const File& file : files_) {
    if (!file.there || !file.island.empty() || !HasAgent(file) || file.agents == 0) continue;
    if (!any) all = file.unused_images;
    any = true;
    all.erase(
        std::remove_if(all.begin(), all.end(), [&](const Finding& one) { return !IsIn(file.unused_images, one); }),
        all.end());
  }
  return all;
}

// What the selector does not find, and whether it leaves Agents alone.
std::vector<Finding> Workspace::FindOfSelector(bool& leaves) const {
  leaves = false;
  if (!SelectsAgents({})) return {};
  std::vector<const Document*> all;
  for (const File& file : files_) {
    if (!file.there || !file.island.empty()) continue;
    for (const Document& document : file.tree().documents) all.push_back(&document);
  }
  const std::vector<Document> documents = InOrder(std::move(all));
  Arena arena;
  Problems problems;
  const Options options = WithSettings(documents, options_.options, arena, problems);
  const Input input = Collect(documents, sources_, options, arena, problems);
  leaves = input.left_alone != 0;
  Locate(input, problems);
  return FoundIn(problems, [](const Problem& problem) { return problem.code == Code::kUnusedOverride; });
}

// Templates that no Agent uses, when there is a selector that takes all; images that no Agent uses, when all that are
// selected are rendered; that there are no Agents at all.
std::vector<Finding> Workspace::FindOfWhole() const {
  bool agents = false;
  bool errors = unreadable_;
  bool leaves = false;
  std::vector<Finding> all = FindOfSelector(leaves);
  std::vector<Finding> templates;
  for (const File& file : files_) {
    if (!file.there || !file.island.empty()) continue;
    agents |= HasAgent(file);
    errors |= HasError(file.findings);
    templates.insert(templates.end(), file.unused_templates.begin(), file.unused_templates.end());
  }
  if (!leaves) all.insert(all.end(), templates.begin(), templates.end());
  errors |= HasError(all);
  if (!errors) {
    for (Finding& finding : FindUnusedImages()) all.push_back(std::move(finding));
  }
  const File* ours = agents || errors ? nullptr : FileOfOurs();
  if (ours == nullptr) return all;
  all.push_back(NoAgentIn(*ours));
  return all;
}

Finding Workspace::NoAgentIn(const File& file) const {
  Arena arena;
  Problems problems;  // of which settings may make errors
  WithSettings(SettingsIn({}), options_.options, arena, problems);
  problems.Warning(Code::kNoAgent, {1, 1, file.slot, 0}, "no Agent was found in the workspace")
      .Hint("its *.yaml, *.yml and *.json files are searched, except hidden ones");
  return FoundIn(problems, [](const Problem& problem) { return problem.code == Code::kNoAgent; }).front();
}

std::vector<Finding> Workspace::FirstOfEachKind() const {
  std::map<std::string_view, const Finding*> first;  // by what they say
  for (const File& file : files_) {
    if (!file.there) continue;
    for (const Finding& finding : file.said_once) {
      const Finding*& known = first[finding.message];
      if (known == nullptr || file.read_as < files_[known->where.source].read_as) known = &finding;
    }
  }
  std::vector<Finding> findings;
  for (const auto& [message, finding] : first) findings.push_back(*finding);
  return findings;
}

}  // namespace agentrender::lsp
