// Takes repositories, refs and what git answered, gives what to ask and the text of the file of pins. No process is
// started here, so that all of it can be tested without a network.
#include "cli/pins.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/model/problem.h"
#include "core/read/read.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

constexpr std::string_view kNewHead =
    "apiVersion: render.kubeopencode.io/v1alpha1\n"
    "kind: GitRevisions\n"
    "metadata:\n"
    "  name: pins\n";
constexpr std::string_view kField = "revisions:";
// What git takes for a pattern, or for more than a name, and what no ref may have (git check-ref-format).
constexpr std::string_view kNotInRefs = "*?[\\^~: \t";

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7f; });
}

std::string JsonText(std::string_view text) {
  Output out;
  EmitJson(Value::String(text), out);
  return std::string(out.view());
}

// The commit on the line of a ref with that full name.
std::string_view FindLine(std::string_view answer, std::string_view name) {
  while (!answer.empty()) {
    const size_t end = std::min(answer.find('\n'), answer.size());
    const std::string_view line = answer.substr(0, end);
    const size_t tab = line.find('\t');
    if (tab != std::string_view::npos && line.substr(tab + 1) == name) return line.substr(0, tab);
    answer.remove_prefix(std::min(end + 1, answer.size()));
  }
  return {};
}

}  // namespace

std::string WhyNotAsked(std::string_view repository, std::string_view ref) {
  if (repository.starts_with("-")) return "a repository that begins with a dash would be an option of git";
  if (HasControls(repository) || HasControls(ref)) return "it has control characters";
  if (ref.starts_with("-")) return "the ref " + Quoted(ref) + " begins with a dash: it would be an option of git";
  if (ref.find_first_of(kNotInRefs) != std::string_view::npos)
    return "the ref " + Quoted(ref) + " is not the name of a branch, tag or commit";
  return {};
}

bool IsCommitName(std::string_view ref) {
  constexpr size_t kSha1Digits = 40;
  constexpr size_t kSha256Digits = 64;
  return (ref.size() == kSha1Digits || ref.size() == kSha256Digits) &&
         ref.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<std::string> PatternsOf(std::string_view ref) {
  const std::string name(ref);
  if (ref == "HEAD") return {name};
  if (ref.starts_with("refs/")) return {name + "^{}", name};
  return {"refs/heads/" + name, "refs/tags/" + name + "^{}", "refs/tags/" + name};
}

std::string CommitIn(std::string_view answer, std::string_view ref) {
  for (const std::string& name : PatternsOf(ref)) {
    const std::string_view commit = FindLine(answer, name);
    if (IsCommitName(commit)) return std::string(commit);
  }
  return {};
}

bool TakeHead(std::string& text) {
  Arena arena;
  Problems problems;
  std::vector<Document> documents;
  if (!Read({"", text, true}, 0, arena, documents, problems) || documents.size() != 1 || documents[0].refused)
    return false;
  const Value& root = documents[0].root;
  if (root.TextOf("kind") != "GitRevisions" || root.empty()) return false;
  if (root.member(root.size() - 1).key.text() != "revisions") return false;
  const size_t at = text.starts_with(kField) ? 0 : text.find("\n" + kField);
  if (at == std::string::npos || root.size() == 1) return false;
  text.resize(at + 1);
  return true;
}

std::string PinFile(std::string_view head, const std::vector<PinnedRef>& pins) {
  std::string text(head.empty() ? kNewHead : head);
  text += kField;
  if (pins.empty()) return text + " []\n";
  text += '\n';
  for (const PinnedRef& pin : pins) {
    text += "- {repository: " + JsonText(pin.repository) + ", ref: " + JsonText(pin.ref) +
            ", commit: " + JsonText(pin.commit) + "}\n";
  }
  return text;
}

}  // namespace agentrender
