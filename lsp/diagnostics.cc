// Takes what is found in a file, gives diagnostics: those of `agentrender validate`, with the entry of docs/problems.md
// that explains them, and the other place that matters.
#include "core/base/text.h"
#include "lsp/session.h"

namespace agentrender::lsp {

namespace {

int SeverityOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return 1;
    case Severity::kWarning: return 2;
    case Severity::kInfo: return 3;
  }
  return 1;
}

}  // namespace

Spot SpotOf(const Session& session, const Json& params) {
  Spot spot;
  spot.file = session.workspace.Find(TextOf(Member(params, "textDocument"), "uri"));
  if (spot.file == nullptr || spot.file->now == nullptr) return {};
  spot.slot = session.workspace.SlotOf(*spot.file);
  const Json& position = Member(params, "position");
  if (position.is_object()) spot.offset = Lines(spot.file->now->text).OffsetOf(position, session.client.encoding);
  return spot;
}

Json LocationInText(const Session& session, const Origin& place) {
  const File& file = session.workspace.file(place.source);
  const Lines lines(file.now->text);
  return {{"uri", file.uri}, {"range", lines.RangeOf(lines.NameAt(place), session.client.encoding)}};
}

Json LocationOf(const Session& session, const Origin& place) {
  const File& file = session.workspace.file(place.source);
  if (file.is_current()) return LocationInText(session, place);
  const Lines before(file.tree().text);
  const Lines now(file.now->text);
  const std::optional<Span> span = file.kept.Near(before, now, before.NameAt(place));
  if (!span) return nullptr;
  return {{"uri", file.uri}, {"range", now.RangeOf(*span, session.client.encoding)}};
}

Json DiagnosticOf(const Session& session, const Finding& finding, const Lines& lines) {
  Json diagnostic = {{"range", lines.RangeOf(lines.TokenAt(finding.where), session.client.encoding)},
                     {"severity", SeverityOf(finding.severity)},
                     {"code", CodeText(finding.code)},
                     {"source", "agentrender"},
                     {"message", finding.message + (finding.hint.empty() ? "" : "\n" + finding.hint)}};
  if (session.client.code_description) diagnostic["codeDescription"] = {{"href", AddressOf(finding.code)}};
  if (finding.code == Code::kUnusedTemplate) diagnostic["tags"] = Json::array({1});
  const bool has_other = finding.other.HasPlace() && session.workspace.file(finding.other.source).now != nullptr;
  if (has_other && session.client.related_information) {
    // What a file says of itself is of its text; of others their trees are looked at.
    const bool own = finding.other.source == finding.where.source;
    const Json location = own ? LocationInText(session, finding.other) : LocationOf(session, finding.other);
    if (location.is_null()) return diagnostic;
    const Json related = {{"location", location},
                          {"message", finding.other_is_user ? "wrong for this Agent" : "see also here"}};
    diagnostic["relatedInformation"] = Json::array({related});
  }
  return diagnostic;
}

Json DiagnosticsOf(const Session& session, Slot slot) {
  Json all = Json::array();
  const File& file = session.workspace.file(slot);
  if (file.now == nullptr) return all;
  const Lines lines(file.now->text);
  for (const Finding& finding : session.workspace.FindingsIn(slot))
    all.push_back(DiagnosticOf(session, finding, lines));
  return all;
}

}  // namespace agentrender::lsp
