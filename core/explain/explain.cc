// Takes a rendering that kept its objects, gives each field with the place and the cause that its node carries. Every
// node has an Origin from the stage that made it, so this is only a walk.
#include "core/explain/explain.h"

#include <algorithm>

#include "core/explain/field_lines.h"
#include "core/explain/short_text.h"
#include "core/formats/shown.h"
#include "core/model/causes.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

// Values on one line of text are cut to this many bytes.
constexpr size_t kShownValue = 80;

bool Wants(const ExplainFilter& filter, const ObjectRef& agent) {
  if (filter.agent.empty() || filter.agent == agent.name) return true;
  const size_t slash = filter.agent.find('/');
  return slash != std::string_view::npos && filter.agent.substr(0, slash) == agent.ns &&
         filter.agent.substr(slash + 1) == agent.name;
}

// The leaves of an object that the filter asks for.
std::vector<ObjectField> Wanted(const RenderedObject& object, const ExplainFilter& filter) {
  std::vector<ObjectField> fields;
  if (!Wants(filter, object.agent)) return fields;
  fields = FieldsOf(object.object);
  fields.erase(std::remove_if(fields.begin(), fields.end(),
                              [&](const ObjectField& f) { return !f.IsLeaf() || !MatchesField(f.path, filter.field); }),
               fields.end());
  return fields;
}

// The innermost places that a field depends on, other than its origin's line.
std::vector<Origin> OthersOf(const ObjectField& field, uint32_t first_line, const Effects* effects) {
  std::vector<Origin> places;
  if (effects == nullptr) return places;
  const uint32_t line = first_line + field.line;
  for (const Effect& effect : effects->effects) {
    if (effect.first_line >= line + field.lines || effect.last_line < line) continue;
    if (!places.empty() && places.back().SamePlace(effect.place)) continue;
    std::erase_if(places, [&](const Origin& place) { return place.SamePlace(effect.above); });
    places.push_back(effect.place);
  }
  std::erase_if(places, [&](const Origin& place) { return place.SameLine(field.value.origin()); });
  return places;
}

std::string AlsoText(const std::vector<Origin>& places, const std::vector<Source>& sources) {
  std::string text;
  for (const Origin& place : places) text.append(text.empty() ? "; also " : ", ").append(PlaceText(place, sources));
  return text;
}

// The causes that occurred, for the legend.
class CausesMet {
 public:
  CausesMet() : met_(std::size(causes::kInfos)) {}
  void Add(CauseId cause) { met_[cause] = true; }

  template <class Fn>
  void ForEach(Fn fn) const {
    for (size_t i = 1; i < met_.size(); ++i) {
      if (met_[i]) fn(causes::kInfos[i]);
    }
  }

 private:
  std::vector<bool> met_;
};

void AppendHeading(const RenderedObject& object, const std::vector<Source>& sources, LineWriter& lines) {
  lines.Line({object.object.TextOf("kind"), " ", object.object.Get("metadata").TextOf("name"), "  # of Agent ",
              NameOf(object.agent), ", ", PlaceText(object.agent_origin, sources)});
}

void AppendLegend(const CausesMet& met, LineWriter& lines) {
  bool first = true;
  met.ForEach([&](const causes::Info& info) {
    if (first) lines.Line();
    if (first) lines.Line({"Rules:"});
    first = false;
    lines.Line({"  ", info.name, ": ", info.what});
  });
}

Value FieldValue(const ObjectField& field, uint32_t first_line, const Effects* effects,
                 const std::vector<Source>& sources, Arena& arena) {
  Value made = Value::Map(arena, 5);
  made.Add(arena, "path", Value::String(arena.Copy(field.path)));
  made.Add(arena, "value", field.value);
  made.Add(arena, "line", Value::Int(arena, first_line + field.line));
  made.Add(arena, "from", OriginValue(field.value.origin(), sources, arena));
  if (effects == nullptr) return made;
  Value others = Value::List(arena);
  for (const Origin& place : OthersOf(field, first_line, effects))
    others.Push(arena, OriginValue(place, sources, arena));
  made.Add(arena, "also", others);
  return made;
}

Value AgentValue(const RenderedObject& object, const std::vector<Source>& sources, Arena& arena) {
  Value agent = Value::Map(arena, 4);
  if (!object.agent.ns.empty()) agent.Add(arena, "namespace", Value::String(object.agent.ns));
  agent.Add(arena, "name", Value::String(object.agent.name));
  agent.Add(arena, "from", OriginValue(object.agent_origin, sources, arena));
  return agent;
}

// An object's identity, without its fields.
Value ObjectValue(const RenderedObject& object, const std::vector<Source>& sources, Arena& arena) {
  const Value metadata = object.object.Get("metadata");
  Value made = Value::Map(arena, 6);
  made.Add(arena, "apiVersion", object.object.Get("apiVersion"));
  made.Add(arena, "kind", object.object.Get("kind"));
  if (const Value* ns = metadata.Find("namespace")) made.Add(arena, "namespace", *ns);
  made.Add(arena, "name", metadata.Get("name"));
  made.Add(arena, "agent", AgentValue(object, sources, arena));
  return made;
}

}  // namespace

std::string PlaceText(const Origin& origin, const std::vector<Source>& sources) {
  return Shown(sources[origin.source].name) + ':' + std::to_string(origin.line) + ':' + std::to_string(origin.column);
}

std::string OriginText(const Origin& origin, const std::vector<Source>& sources) {
  const std::string_view cause = causes::InfoOf(origin.cause).name;
  if (!origin.HasPlace()) return std::string(cause);
  std::string text = PlaceText(origin, sources);
  if (!cause.empty()) text.append(" (").append(cause).append(")");
  return text;
}

Value OriginValue(const Origin& origin, const std::vector<Source>& sources, Arena& arena) {
  Value made = Value::Map(arena, 4);
  if (origin.HasPlace()) {
    made.Add(arena, "file", Value::String(sources[origin.source].name));
    made.Add(arena, "line", Value::Int(arena, origin.line));
    made.Add(arena, "column", Value::Int(arena, origin.column));
  }
  const std::string_view cause = causes::InfoOf(origin.cause).name;
  if (!cause.empty()) made.Add(arena, "rule", Value::String(cause));
  return made;
}

void ExplainText(const Rendering& rendering, const std::vector<Source>& sources, const ExplainFilter& filter,
                 EffectFinder* finder, Output& out) {
  CausesMet met;
  LineWriter lines(out);
  const std::vector<uint32_t> first_lines = FirstLinesOf(rendering);
  for (size_t i = 0; i < rendering.objects.size(); ++i) {
    const RenderedObject& object = rendering.objects[i];
    const std::vector<ObjectField> fields = Wanted(object, filter);
    if (out.full()) return;
    if (fields.empty()) continue;
    if (out.size() != 0) lines.Line();
    AppendHeading(object, sources, lines);
    const Effects* effects = finder == nullptr ? nullptr : &finder->On(object.agent_origin);
    if (effects != nullptr && !effects->whole)
      lines.Line({"  # not every line was tried: --agent NAME leaves more time for one"});
    for (const ObjectField& field : fields) {
      met.Add(field.value.origin().cause);
      lines.Line({"  ", field.path, ": ", ShortText(field.value, kShownValue), "  <- ",
                  OriginText(field.value.origin(), sources),
                  AlsoText(OthersOf(field, first_lines[i], effects), sources)});
    }
  }
  AppendLegend(met, lines);
}

void ExplainJson(const Rendering& rendering, const std::vector<Source>& sources, const ExplainFilter& filter,
                 EffectFinder* finder, Output& out) {
  Arena arena(rendering.budget);
  const Arena::Position mark = arena.Mark();
  CausesMet met;
  const std::vector<uint32_t> first_lines = FirstLinesOf(rendering);
  out.Append("{\"objects\":");
  char separator = '[';
  for (size_t i = 0; i < rendering.objects.size() && !out.full(); ++i) {
    const std::vector<ObjectField> fields = Wanted(rendering.objects[i], filter);
    if (fields.empty()) continue;
    Value list = Value::List(arena, static_cast<uint32_t>(fields.size()));
    const Effects* effects = finder == nullptr ? nullptr : &finder->On(rendering.objects[i].agent_origin);
    for (const ObjectField& field : fields) {
      met.Add(field.value.origin().cause);
      list.Push(arena, FieldValue(field, first_lines[i], effects, sources, arena));
    }
    Value object = ObjectValue(rendering.objects[i], sources, arena);
    object.Add(arena, "fields", list);
    if (effects != nullptr && !effects->whole) object.Add(arena, "partial", Value::Bool(true));
    out.Append(separator);
    separator = ',';
    EmitReport(object, out);
    arena.Rewind(mark);
  }
  out.Append(separator == '[' ? "[],\"rules\":" : "],\"rules\":");
  Value legend = Value::Map(arena);
  met.ForEach([&](const causes::Info& info) { legend.Add(arena, Value::String(info.name), Value::String(info.what)); });
  EmitReport(legend, out);
  out.Append("}\n");
}

std::vector<uint32_t> FirstLinesOf(const Rendering& rendering) {
  const std::string_view text = rendering.output.view();
  std::vector<uint32_t> lines;
  uint32_t line = 1;
  size_t at = 0;
  for (const RenderedObject& object : rendering.objects) {
    line += static_cast<uint32_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                                             text.begin() + static_cast<std::ptrdiff_t>(object.begin), '\n'));
    at = object.begin;
    lines.push_back(line);
  }
  return lines;
}

std::vector<LineOrigin> LineOriginsOf(const Rendering& rendering) {
  const std::vector<uint32_t> first_lines = FirstLinesOf(rendering);
  std::vector<LineOrigin> lines;
  for (uint32_t i = 0; i < rendering.objects.size(); ++i) {
    const PlainList<NodeLine> nodes = NodeLinesOf(rendering.objects[i].object);
    if (rendering.budget != nullptr && !rendering.budget->Take(nodes.size() * sizeof(LineOrigin) * 3 / 2)) return lines;
    if (lines.capacity() < lines.size() + nodes.size()) lines.reserve((lines.size() + nodes.size()) * 3 / 2);
    for (const NodeLine& node : nodes) {
      const LineOrigin line{first_lines[i] + node.line, i, node.IsLeaf(), node.value.origin()};
      // An item and its first member share a line.
      if (!lines.empty() && lines.back().line == line.line) lines.pop_back();
      lines.push_back(line);
    }
  }
  return lines;
}

void Annotate(const Rendering& rendering, const std::vector<Source>& sources, Output& out) {
  std::string_view text = rendering.output.view();
  const std::vector<LineOrigin> origins = LineOriginsOf(rendering);
  auto next = origins.begin();
  for (uint32_t line = 1; !text.empty() && !out.full(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.Append(text.substr(0, end));
    if (next != origins.end() && next->line == line) {
      if (next->leaf) {
        out.Append(" # ");
        out.Append(OriginText(next->origin, sources));
      }
      ++next;
    }
    out.Append('\n');
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace agentrender
