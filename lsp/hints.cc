// Takes a file, gives what its Agents have from their template and from the cluster's configuration, to be shown beside
// templateRef and spec: values that hold although nobody reads them there.
#include "core/explain/explain.h"
#include "lsp/rendered.h"

namespace agentrender::lsp {

namespace {

// Behind the last character of the line in which a node stands.
size_t LineEnd(const Lines& lines, const Origin& place) {
  const size_t line = lines.LineAt(lines.OffsetOf(place));
  return lines.start(line) + lines.line(line).size();
}

Json Hint(const Session& session, const Lines& lines, size_t at, const std::vector<const EffectiveField*>& fields) {
  Json parts = Json::array();
  for (const EffectiveField* field : fields) {
    constexpr std::string_view kSpec = "spec.";
    const std::string name = field->path.substr(field->path.starts_with(kSpec) ? kSpec.size() : 0);
    Json part = {{"value", (parts.empty() ? "" : " · ") + name + ": " + field->text},
                 {"tooltip", PlaceText(field->origin, session.workspace.sources())}};
    const bool there = session.workspace.file(field->origin.source).now != nullptr;
    if (Json location = there ? LocationOf(session, field->origin) : Json(); !location.is_null())
      part["location"] = std::move(location);
    parts.push_back(std::move(part));
  }
  return {
      {"position", lines.PositionOf(at, session.client.encoding)}, {"label", std::move(parts)}, {"paddingLeft", true}};
}

void AddHints(const Session& session, Slot slot, const Value& agent, const Lines& lines, Json& hints) {
  const Value spec = agent.Get("spec");
  const agentrender::Member* own = agent.FindMember("spec");
  const Value name = spec.Get("templateRef").Get("name");
  if (own == nullptr || !spec.Present()) return;
  const size_t at_base = LineEnd(lines, name.Present() ? name.origin() : own->key.origin());
  const size_t at_spec = LineEnd(lines, own->key.origin());
  std::vector<const EffectiveField*> of_base;
  std::vector<const EffectiveField*> of_cluster;
  const std::vector<EffectiveField> fields = EffectiveOf(session, slot, agent.origin());
  for (const EffectiveField& field : fields) {
    if (!field.origin.HasPlace()) continue;
    if (StandsIn(agent, field.origin)) continue;
    (IsOfCluster(session, field.origin) ? of_cluster : of_base).push_back(&field);
  }
  if (!of_base.empty()) hints.push_back(Hint(session, lines, at_base, of_base));
  if (!of_cluster.empty()) hints.push_back(Hint(session, lines, at_spec, of_cluster));
}

// Whether a hint is in the lines that were asked for; all are when none were.
bool IsAskedFor(const Json& hint, const Json& range) {
  const int64_t line = NumberOf(Member(hint, "position"), "line").value_or(0);
  return line >= NumberOf(Member(range, "start"), "line").value_or(0) &&
         line <= NumberOf(Member(range, "end"), "line").value_or(INT64_MAX);
}

}  // namespace

Json InlayHints(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  Json hints = Json::array();
  // Where the text cannot be read, the lines are no longer those of the tree.
  if (spot.file == nullptr || !spot.file->now->good) return hints;
  const Lines lines(spot.file->now->text);
  for (const Document& document : spot.file->tree().documents) {
    ForEachResource(document, *spot.file->tree().arena, [&](const Value& object) {
      if (object.TextOf("kind") == "Agent") AddHints(session, spot.slot, object, lines, hints);
    });
  }
  Json asked_for = Json::array();
  for (Json& hint : hints) {
    if (IsAskedFor(hint, Member(params, "range"))) asked_for.push_back(std::move(hint));
  }
  return asked_for;
}

}  // namespace agentrender::lsp
