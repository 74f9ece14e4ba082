// Takes a position, gives what is known of the field there: from the table of fields; its value after template and
// defaults, and where that comes from; and what it becomes in the objects of the Agent.
#include <algorithm>
#include <set>
#include <tuple>

#include "core/explain/effective.h"
#include "core/explain/explain.h"
#include "core/explain/field_lines.h"
#include "core/explain/short_text.h"
#include "core/fields/field_docs.h"
#include "core/model/causes.h"
#include "lsp/references.h"
#include "lsp/rendered.h"

namespace agentrender::lsp {

namespace {

constexpr size_t kShownValue = 100;
constexpr size_t kMostLines = 12;

// In backquotes, whatever is in it.
std::string Code(std::string_view text) {
  if (text.find('`') == std::string_view::npos) return "`" + std::string(text) + "`";
  return "`` " + std::string(text) + " ``";
}

// As Markdown shows it: marks in a sentence are characters.
std::string Plain(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (std::string_view("*_<`[\\").find(c) != std::string_view::npos) plain += '\\';
    plain += c;
  }
  return plain;
}

std::string FieldText(const TypedField& typed) {
  if (typed.field == nullptr) return {};
  const Field& field = *typed.field;
  std::string text = "**" + std::string(field.name()) + "** " + Code(TypeText(field));
  if (field.fallback() != nullptr) text += ", default " + Code(field.fallback());
  if (field.since != 0) text += ", since " + std::string(field.Since()) + " of the controller";
  text += "\n\n" + Plain(TextOrKubernetes(field)) + "\n";
  for (const std::string& rule : RulesText(typed.owner, field)) text += "\n- " + Plain(rule);
  return text + "\n";
}

std::string KindText(const Place& place, TypeId kind) {
  if (place.path.size() != 1 || place.path[0].key != "kind") return {};
  std::string text = "**" + place.kind + "**\n";
  ForEachField(kind, [&](const Field& field) {
    if (field.name() == "spec") text += "\n" + Plain(TextOrKubernetes(field)) + "\n";
  });
  return text;
}

// "FILE:LINE:COLUMN" in the text as it is; the file alone where that has changed since its tree could be read.
std::string NowAt(const Session& session, const Origin& origin) {
  const File& file = session.workspace.file(origin.source);
  if (!file.there || file.is_current()) return PlaceText(origin, session.workspace.sources());
  const std::optional<Span> at = file.kept.Whole(Lines(file.tree().text).TokenAt(origin));
  if (!at) return file.name;
  const std::string_view above = std::string_view(file.now->text).substr(0, at->begin);
  Origin now = origin;
  now.line = static_cast<uint32_t>(std::count(above.begin(), above.end(), '\n')) + 1;
  return PlaceText(now, session.workspace.sources());
}

std::string OriginOf(const Session& session, const Origin& origin) {
  if (origin.HasPlace()) {
    const std::string_view cause = causes::InfoOf(origin.cause).name;
    return NowAt(session, origin) + (cause.empty() ? "" : " (" + std::string(cause) + ")");
  }
  return std::string(causes::InfoOf(origin.cause).name);
}

// Whether `field` is at `path` or below it.
bool LiesAt(const std::string& field, const std::string& path) {
  return field.starts_with(path) && (field.size() == path.size() || field[path.size()] == '.');
}

// What holds for an Agent of a template, where something else than the template says it.
std::string EffectiveInUser(const Session& session, const Spot& spot, const Place& place) {
  const std::string path = PathText(place.path);
  const std::string key = KeyOf(KeyKind::kTemplate, place.ns, place.name);
  for (const DocumentId& id : session.workspace.Wanters(spot.slot, key)) {
    std::string text;
    bool is_user = false;
    ForEachResource(session.workspace.At(id), *session.workspace.file(id.slot).tree().arena, [&](const Value& object) {
      const ObjectRef ref = RefOf(object);
      if (is_user || ref.kind != "Agent" || object.Get("spec").Get("templateRef").TextOf("name") != place.name ||
          session.workspace.NamespaceOf(ref) != place.ns)
        return;
      is_user = true;
      for (const EffectiveField& field : EffectiveOf(session, id.slot, object.origin())) {
        if (field.path == path && !(field.origin.HasPlace() && StandsIn(*place.resource, field.origin)))
          text = "\n---\nIn effect, for Agent " + Code(ref.name) + ":\n\n- " + Code(field.text) + " — " +
                 OriginOf(session, field.origin) + "\n";
      }
    });
    if (is_user) return text;
  }
  return {};
}

// What holds for the Agent, where that is not what is written at the position.
std::string EffectiveText(const Session& session, const Spot& spot, const Place& place) {
  if (place.kind == "AgentTemplate" && place.resource != nullptr) return EffectiveInUser(session, spot, place);
  if (place.kind != "Agent" || place.resource == nullptr || place.path[0].key != "spec") return {};
  const Origin agent = place.resource->origin();
  const std::string path = PathText(place.path);
  const bool base = path.starts_with("spec.templateRef");
  std::string text;
  size_t lines = 0;
  for (const EffectiveField& field : EffectiveOf(session, spot.slot, agent)) {
    const bool inherited = base && field.origin.HasPlace() && !StandsIn(*place.resource, field.origin) &&
                           !IsOfCluster(session, field.origin);
    const bool wanted = base ? inherited : LiesAt(field.path, path);
    if (!wanted || lines++ == kMostLines) continue;
    text += "\n- " + (field.path == path ? std::string() : Code(field.path) + ": ") + Code(field.text) + " — " +
            OriginOf(session, field.origin);
  }
  if (text.empty()) return {};
  return std::string("\n---\n") + (base ? "From the template:\n" : "In effect:\n") + text + "\n";
}

// The places of a value and all below it.
using Places = std::set<std::tuple<uint16_t, uint32_t, uint32_t>>;
void CollectPlaces(const Value& value, Places& places) {
  const auto add = [&](const Origin& origin) {
    if (origin.HasPlace()) places.insert({origin.source, origin.line, origin.column});
  };
  add(value.origin());
  for (const Value& item : value) CollectPlaces(item, places);
  for (const agentrender::Member& m : value.members()) {
    add(m.key.origin());
    CollectPlaces(m.value, places);
  }
}

// An Agent that a template, a ConfigMap or what else is written at the position comes to; its own file for Agents.
std::optional<Slot> UserOf(const Session& session, const Spot& spot, const Place& place) {
  if (place.kind == "Agent") return spot.slot;
  const std::optional<Target> self = Target{place.kind, place.ns, place.name, {}};
  for (const DocumentId& id : session.workspace.Wanters(spot.slot, KeyOf(*self))) {
    if (session.workspace.file(id.slot).tree().ties[id.number].has_agent) return id.slot;
  }
  return std::nullopt;
}

std::string BecomesText(const Session& session, const Spot& spot, const Place& place) {
  if (place.value == nullptr || place.path.empty() || place.path[0].key == "kind") return {};
  const std::optional<Slot> user = UserOf(session, spot, place);
  if (!user) return {};
  Places places;
  CollectPlaces(*place.value, places);
  const Rendering rendering = session.workspace.RenderUnit(*user, true);
  std::string text;
  size_t lines = 0;
  const Origin* agent = nullptr;
  for (const RenderedObject& object : rendering.objects) {
    // Of many users one is shown.
    if (agent != nullptr && !agent->SamePlace(object.agent_origin)) break;
    std::string of_object;
    for (const ObjectField& field : FieldsOf(object.object)) {
      const Origin& origin = field.value.origin();
      if (!field.IsLeaf() || !places.contains({origin.source, origin.line, origin.column})) continue;
      if (lines++ >= kMostLines) continue;
      of_object += "\n- " + Code(field.path + ": " + ShortText(field.value, kShownValue));
    }
    if (of_object.empty()) continue;
    agent = &object.agent_origin;
    text += "\n" + std::string(object.object.TextOf("kind")) + " " +
            Code(object.object.Get("metadata").TextOf("name")) + ":\n" + of_object + "\n";
  }
  if (lines > kMostLines) text += "\n... and " + std::to_string(lines - kMostLines) + " more\n";
  return text.empty() ? text : "\n---\nBecomes, in\n" + text;
}

// Of a name: what it names.
std::string TargetText(const Session& session, const Spot& spot, const Place& place) {
  const std::optional<Target> target = TargetAt(place);
  if (!target || target->kind == kVolume) return {};
  std::string text;
  for (const DocumentId& id : session.workspace.Givers(spot.slot, KeyOf(*target))) {
    ForEachResource(session.workspace.At(id), *session.workspace.file(id.slot).tree().arena, [&](const Value& object) {
      if (!Declares(session, object, *target)) return;
      text += "\n" + target->kind + " " + Code(target->name) + " is declared in " + OriginOf(session, object.origin()) +
              "\n";
      if (target->key.empty()) return;
      const Value data = object.Get("data").Get(target->key);
      constexpr size_t kShown = 1000;
      if (data.IsString()) text += "\n```\n" + std::string(data.text().substr(0, kShown)) + "\n```\n";
    });
  }
  return text;
}

}  // namespace

Json Hover(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  const std::optional<Place> place = PlaceAt(session, spot);
  if (!place || place->path.empty()) return nullptr;
  std::string text;
  const std::optional<TypeId> kind = KindOf(*place);
  if (kind) {
    const std::optional<TypedField> typed = TypeOf(*kind, place->path);
    text = KindText(*place, *kind);
    if (text.empty() && typed) text = FieldText(*typed);
    if (typed) text += EffectiveText(session, spot, *place);
  }
  text += TargetText(session, spot, *place);
  text += BecomesText(session, spot, *place);
  if (text.empty()) return nullptr;
  Json hover = {{"contents", {{"kind", "markdown"}, {"value", text}}}};
  const Lines lines(spot.file->now->text);
  hover["range"] = lines.RangeOf(place->span, session.client.encoding);
  return hover;
}

}  // namespace agentrender::lsp
