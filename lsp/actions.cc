// Takes findings at a position, gives edits for those whose hint names one (edits.h). Each edit is tried before it is
// offered: what it reaches is checked as it would be then, and an edit that does not take the finding away, or brings
// another, is not offered.
#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "lsp/edits.h"
#include "lsp/session.h"

namespace agentrender::lsp {

namespace {

constexpr size_t kNone = std::string_view::npos;

size_t CountSame(const std::vector<Finding>& findings, const Finding& one) {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(), [&](const Finding& other) {
    return other.code == one.code && other.message == one.message;
  }));
}

// What is found again although the edit moved it: the number of an entry is not part of it.
std::string Sameness(const Finding& finding) {
  std::string text = CodeText(finding.code);
  bool in_number = false;
  for (const char c : finding.message) {
    if (!in_number) text += c;
    in_number = c == '[' || (in_number && IsDigit(c));
  }
  return text;
}

// The object that the field of a finding is in; empty where that is too wide to say much, as spec is.
std::string_view ObjectOf(const Finding& finding) {
  const std::string_view field = std::string_view(finding.message).substr(0, finding.message.find(": "));
  const std::string_view object = field.substr(0, field.rfind('.') == kNone ? 0 : field.rfind('.'));
  return object.ends_with(']') || std::count(object.begin(), object.end(), '.') > 1 ? object : std::string_view();
}

// What an edit brings: how it is judged.
class Trial {
 public:
  Trial(const Session& session, Slot slot, const Finding& finding, const Edit& edit)
      : now_(session.workspace), slot_(slot), finding_(finding), text_(now_.file(slot).now->text) {
    text_.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
    const Lines lines(text_);
    first_ = lines.LineAt(edit.span.begin) + 1;
    last_ = lines.LineAt(edit.span.begin + edit.text.size()) + 1;
  }

  // Whether the workspace is better off: the finding is gone, and the edit brings no other, in whichever file. The file
  // alone is tried first, which costs less.
  bool Helps() const {
    const std::shared_ptr<const Tree> tree = now_.ReadAs(slot_, text_);
    if (!tree->good) return false;
    if (Brings(now_.file(slot_).findings, now_.FindingsOf(slot_, now_.RenderInstead(slot_, *tree)))) return false;
    Workspace then = now_;
    const std::set<Slot> seen = then.Try(slot_, text_);
    if (CountSame(then.FindingsIn(slot_), finding_) >= CountSame(now_.FindingsIn(slot_), finding_)) return false;
    return std::none_of(seen.begin(), seen.end(),
                        [&](Slot one) { return Brings(now_.FindingsIn(one), then.FindingsIn(one)); });
  }

 private:
  // Whether something is found after the edit that was not before, and not only for what the error hid. Notes do not
  // count.
  bool Brings(const std::vector<Finding>& before, const std::vector<Finding>& after) const {
    std::multiset<std::string> known;
    for (const Finding& finding : before) known.insert(Sameness(finding));
    return std::any_of(after.begin(), after.end(), [&](const Finding& finding) {
      if (finding.severity == Severity::kInfo) return false;
      const auto same = known.find(Sameness(finding));
      if (same == known.end()) return !WasHidden(finding);
      known.erase(same);
      return false;
    });
  }

  // What an Agent becomes is looked at once it has no errors: what is found then, elsewhere, is not of the edit.
  bool WasHidden(const Finding& other) const {
    if (finding_.severity != Severity::kError || other.code == finding_.code) return false;
    if (other.where.source != slot_) return CountSame(now_.file(other.where.source).findings, finding_) != 0;
    const std::string_view object = ObjectOf(finding_);
    const bool beside = !object.empty() && other.message.starts_with(object);
    return !beside && (other.where.line < first_ || other.where.line > last_);
  }

  const Workspace& now_;
  const Slot slot_;
  const Finding& finding_;
  std::string text_;
  size_t first_ = 0;  // lines of the edit, from 1
  size_t last_ = 0;
};

Json ActionOf(const Session& session, const File& file, const Finding& finding, const Edit& edit, const Lines& lines) {
  const Json change = {{"range", lines.RangeOf(edit.span, session.client.encoding)}, {"newText", edit.text}};
  Json changes = Json::object();
  changes[file.uri] = Json::array({change});
  return {{"title", edit.title},
          {"kind", "quickfix"},
          {"isPreferred", edit.title.starts_with("Change to")},
          {"diagnostics", Json::array({DiagnosticOf(session, finding, lines)})},
          {"edit", {{"changes", std::move(changes)}}}};
}

bool WantsFixes(const Json& params) {
  const Json& only = Member(Member(params, "context"), "only");
  if (!only.is_array()) return true;
  return std::any_of(only.begin(), only.end(),
                     [](const Json& kind) { return kind == Json("quickfix") || kind == Json(std::string()); });
}

}  // namespace

namespace {

// What is found in the range that is asked about; in its lines, where nothing is found in the range itself.
std::vector<Finding> FindingsAt(const Session& session, Slot slot, const Lines& lines, const Span& wanted) {
  std::vector<Finding> in_range;
  std::vector<Finding> in_lines;
  for (Finding& finding : session.workspace.FindingsIn(slot)) {
    const Span token = lines.TokenAt(finding.where);
    const size_t line = lines.LineAt(token.begin);
    if (line < lines.LineAt(wanted.begin) || line > lines.LineAt(wanted.end)) continue;
    const bool meets = token.begin <= wanted.end && wanted.begin <= token.end;
    (meets ? in_range : in_lines).push_back(std::move(finding));
  }
  return in_range.empty() ? in_lines : in_range;
}

}  // namespace

// Each edit is tried on the text before it is offered, which renders the file again: of a whole file that is selected
// the first ones are.
Json CodeActions(const Session& session, const Json& params) {
  constexpr size_t kMostTried = 16;
  size_t tried = 0;
  Json actions = Json::array();
  const Spot spot = SpotOf(session, params);
  if (spot.file == nullptr || !spot.file->now->good || !WantsFixes(params)) return actions;
  const File& file = *spot.file;
  const Lines lines(file.now->text);
  const Span wanted = lines.SpanOf(Member(params, "range"), session.client.encoding);
  for (const Finding& finding : FindingsAt(session, spot.slot, lines, wanted)) {
    if (finding.hint.empty()) continue;
    std::vector<std::string> titles;
    for (const Edit& edit : EditsFor(finding, lines)) {
      if (std::find(titles.begin(), titles.end(), edit.title) != titles.end()) continue;
      if (tried++ == kMostTried) return actions;
      if (!Trial(session, spot.slot, finding, edit).Helps()) continue;
      titles.push_back(edit.title);
      actions.push_back(ActionOf(session, file, finding, edit, lines));
    }
  }
  return actions;
}

}  // namespace agentrender::lsp
