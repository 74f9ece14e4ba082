// Takes differences, gives them as text, Markdown or JSON, each with the line of the input that causes it: a reviewer
// wants to know what to change.
#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/explain/diff.h"
#include "core/explain/explain.h"
#include "core/explain/markdown.h"
#include "core/explain/short_text.h"
#include "core/formats/shown.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

// Values on one line are cut to this many bytes; JSON has them whole.
constexpr size_t kShownValue = 120;

const char* NameOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded: return "added";
    case ChangeKind::kRemoved: return "removed";
    case ChangeKind::kChanged: return "changed";
    case ChangeKind::kReordered: return "reordered";
  }
  return "";
}

char SignOf(ChangeKind kind) { return kind == ChangeKind::kAdded ? '+' : kind == ChangeKind::kRemoved ? '-' : '~'; }

struct EffectWords {
  const char* name;  // in JSON
  const char* text;
};
constexpr EffectWords kEffects[] = {
    {"none", "no restart"}, {"restarts", "the Pod restarts"}, {"starts", "a Pod starts"}, {"stops", "the Pod stops"}};

const EffectWords& WordsOf(PodEffect effect) { return kEffects[static_cast<size_t>(effect)]; }

std::string NameOf(const RenderedObject& object) {
  return std::string(object.object.TextOf("kind")) + '/' + object.object.Get("metadata").TextOf("name");
}

std::string ShortText(const Value& value) { return ShortText(value, kShownValue); }

// Two long strings, cut so that they begin shortly before they differ.
struct Pair {
  std::string before;
  std::string after;
};

Pair ShortTexts(const FieldChange& change) {
  const Value& a = change.before;
  const Value& b = change.after;
  if (!a.IsString() || !b.IsString() || std::max(a.text().size(), b.text().size()) <= kShownValue)
    return {ShortText(a), ShortText(b)};
  constexpr size_t kContext = 20;
  const size_t most = std::min(a.text().size(), b.text().size());
  size_t same = 0;
  while (same < most && a.text()[same] == b.text()[same]) ++same;
  if (same <= kContext) return {ShortText(a), ShortText(b)};
  const std::string tail_a = std::string(a.text().substr(CharacterStart(a.text(), same - kContext)));
  const std::string tail_b = std::string(b.text().substr(CharacterStart(b.text(), same - kContext)));
  return {"..." + ShortText(Value::String(tail_a)), "..." + ShortText(Value::String(tail_b))};
}

// The first node at or below `value` that has a place; `value` itself if none has one.
const Value* FirstPlaced(const Value& value) {
  if (value.origin().HasPlace()) return &value;
  for (uint32_t i = 0; i < value.size(); ++i) {
    const Value* found = FirstPlaced(value.IsMap() ? value.member(i).value : value.at(i));
    if (found->origin().HasPlace()) return found;
  }
  return &value;
}

// Where a change comes from, and whether that place is in the new input.
struct Reason {
  Origin origin;
  bool is_new;
};

// `given`: the value before comes from a manifest, which explains nothing.
Reason ReasonOf(const Value& before, const Value& after, bool given) {
  const Origin now = after.Present() ? FirstPlaced(after)->origin() : Origin();
  const Origin then = before.Present() ? FirstPlaced(before)->origin() : Origin();
  if (now.HasPlace() || !then.HasPlace() || (given && after.Present()))
    return after.Present() ? Reason{now, true} : Reason{then, false};
  return {then, false};
}

bool WasGiven(const ObjectDiff& object) { return object.before != nullptr && object.before->given; }

// "v0.1.9: podSpecs are merged" for each change, followed by `rest`.
std::string ChangesText(const std::vector<Change>& changes, std::string_view rest) {
  std::string text;
  for (const Change change : changes) {
    const controllers::ChangeRow& row = controllers::RowOf(change);
    if (!text.empty()) text += "; ";
    text.append(row.since).append(": ").append(row.what);
  }
  if (!text.empty() && !rest.empty()) text += ", ";
  return text.append(rest);
}

class Report {
 public:
  Report(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after)
      : diff_(diff), before_(before), after_(after) {}

  void Text(LineWriter out) {
    for (const AgentDiff& agent : diff_) {
      out.Line({"Agent ", NameOf(agent.agent), ": ", StateOf(agent)});
      for (const ObjectDiff& object : agent.objects) TextOf(object, out);
      out.Line();
    }
    out.Line({Summary()});
    NoteLeftAside(ListOf, out);
  }

  void Markdown(LineWriter out) {
    out.Line({"**", Summary(), "**"});
    for (const AgentDiff& agent : diff_) {
      out.Line();
      out.Line({"### Agent ", MarkdownCode(NameOf(agent.agent)), ": ", StateOf(agent)});
      out.Line();
      out.Line({"| object | field | before | after | cause |"});
      out.Line({"|---|---|---|---|---|"});
      for (const ObjectDiff& object : agent.objects) MarkdownOf(object, out);
    }
    NoteLeftAside(CodesOf, out);
  }

  void Json(Output& out) {
    Value agents = Value::List(arena_);
    for (const AgentDiff& agent : diff_) agents.Push(arena_, JsonOf(agent));
    Value all = Value::Map(arena_, 2);
    all.Add(arena_, "agents", agents);
    all.Add(arena_, "restarts", Value::Int(arena_, static_cast<int64_t>(Count(PodEffect::kRestarts))));
    AddLeftAside(all);
    EmitReport(all, out);
    out.Append('\n');
  }

 private:
  static std::string ListOf(const std::vector<std::string>& names) {
    constexpr size_t kShown = 10;
    std::string list;
    for (size_t i = 0; i < std::min(names.size(), kShown); ++i) list.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > kShown) list += " and " + std::to_string(names.size() - kShown) + " more";
    return list;
  }

  static std::string CodesOf(const std::vector<std::string>& names) {
    std::vector<std::string> codes;
    for (const std::string& name : names) codes.push_back(MarkdownCode(name));
    return ListOf(codes);
  }

  struct NamedSide {
    const char* name;  // in a sentence
    const char* key;   // in JSON
    const LeftAside& rest;
  };
  std::array<NamedSide, 2> Sides() const {
    return {{{"old", "before", before_.left_aside}, {"new", "after", after_.left_aside}}};
  }

  void NoteLeftAside(std::string (*list)(const std::vector<std::string>&), LineWriter& out) {
    const auto note = [&](const std::vector<std::string>& objects, std::initializer_list<std::string_view> of) {
      if (objects.empty()) return;
      std::string line = "Not compared, because not rendered from an Agent: " + list(objects);
      for (std::string_view part : of) line += part;
      out.Line();
      out.Line({line});
    };
    for (const NamedSide& side : Sides()) {
      if (side.rest.kinds.empty()) continue;
      out.Line();
      out.Line(
          {"Not compared: ", list(side.rest.kinds), ", because the ", side.name, " input, from a cluster, has none."});
    }
    for (const NamedSide& side : Sides()) {
      if (side.rest.agents.empty()) continue;
      out.Line();
      out.Line({"Not rendered, because their rendered objects are in the ", side.name,
                " input: ", list(side.rest.agents), "."});
    }
    if (before_.left_aside.objects == after_.left_aside.objects)
      return note(after_.left_aside.objects, {" in both inputs."});
    for (const NamedSide& side : Sides()) note(side.rest.objects, {" in the ", side.name, " input."});
  }

  Value TextsOf(const std::vector<std::string>& texts) {
    Value list = Value::List(arena_);
    for (const std::string& text : texts) list.Push(arena_, Text(text));
    return list;
  }

  void AddLeftAside(Value& all) {
    Value rest = Value::Map(arena_);
    for (const NamedSide& side : Sides()) {
      if (side.rest.kinds.empty() && side.rest.objects.empty() && side.rest.agents.empty()) continue;
      Value one = Value::Map(arena_);
      one.Add(arena_, "kinds", TextsOf(side.rest.kinds));
      one.Add(arena_, "objects", TextsOf(side.rest.objects));
      if (!side.rest.agents.empty()) one.Add(arena_, "agents", TextsOf(side.rest.agents));
      rest.Add(arena_, side.key, one);
    }
    if (!rest.empty()) all.Add(arena_, "notCompared", rest);
  }

  size_t Count(PodEffect effect) const {
    return static_cast<size_t>(
        std::count_if(diff_.begin(), diff_.end(), [&](const AgentDiff& a) { return a.effect == effect; }));
  }

  std::string Summary() const {
    if (diff_.empty()) return "Nothing changes.";
    const std::string text = Counted(diff_.size(), "Agent changes", "Agents change");
    const size_t restarts = Count(PodEffect::kRestarts);
    if (restarts == 0) return text + "; no Pod restarts.";
    return text + "; " + Counted(restarts, "Pod restarts", "Pods restart") + ".";
  }

  static std::string StateOf(const AgentDiff& agent) {
    std::string effect = WordsOf(agent.effect).text;
    if (agent.kind == ChangeKind::kAdded) return "new, " + effect;
    if (agent.kind == ChangeKind::kRemoved) return "removed, " + effect;
    return effect;
  }

  std::string ReasonText(const ObjectDiff& object, const FieldChange& change) const {
    const Reason reason = ReasonOf(change.before, change.after, WasGiven(object));
    return ChangesText(change.controller_changes,
                       OriginText(reason.origin, reason.is_new ? after_.sources : before_.sources));
  }

  // The place of the Agent whose object is added or removed.
  std::string AgentPlace(const ObjectDiff& object) const {
    return ChangesText(
        object.controller_changes,
        PlaceText(object.either().agent_origin, object.after != nullptr ? after_.sources : before_.sources));
  }

  void TextOf(const ObjectDiff& object, LineWriter& out) {
    if (object.kind != ChangeKind::kChanged) {
      const char sign[] = {' ', ' ', SignOf(object.kind), ' ', '\0'};
      return out.Line({sign, NameOf(object.either()), "  <- ", AgentPlace(object)});
    }
    out.Line({"  ", NameOf(object.either())});
    for (const FieldChange& change : object.changes) {
      const char sign[] = {' ', ' ', ' ', ' ', SignOf(change.kind), ' ', '\0'};
      out.Line({sign, change.path, ": ", ValuesOf(change), "  <- ", ReasonText(object, change),
                change.restarts ? "  (restarts)" : ""});
    }
  }

  static std::string ValuesOf(const FieldChange& change) {
    switch (change.kind) {
      case ChangeKind::kAdded: return ShortText(change.after);
      case ChangeKind::kRemoved: return ShortText(change.before);
      case ChangeKind::kReordered: return "reordered";
      case ChangeKind::kChanged: break;
    }
    const Pair texts = ShortTexts(change);
    return texts.before + " -> " + texts.after;
  }

  void MarkdownOf(const ObjectDiff& object, LineWriter& out) {
    const std::string name = MarkdownCode(NameOf(object.either()));
    if (object.kind != ChangeKind::kChanged) {
      return out.Line({"| ", name, " | ", NameOf(object.kind), " | | | ", MarkdownCode(AgentPlace(object)), " |"});
    }
    for (const FieldChange& change : object.changes) {
      const Pair texts = change.kind == ChangeKind::kReordered ? Pair{"", "reordered"} : MarkdownTexts(change);
      out.Line({"| ", name, " | ", MarkdownCode(change.path), change.restarts ? " (restarts)" : "", " | ",
                MarkdownCode(texts.before), " | ", MarkdownCode(texts.after), " | ",
                MarkdownCode(ReasonText(object, change)), " |"});
    }
  }

  static Pair MarkdownTexts(const FieldChange& change) {
    if (change.kind == ChangeKind::kAdded) return {"", ShortText(change.after)};
    if (change.kind == ChangeKind::kRemoved) return {ShortText(change.before), ""};
    return ShortTexts(change);
  }

  Value Text(std::string_view text) { return Value::String(arena_.Copy(text)); }

  Value JsonOf(const AgentDiff& agent) {
    Value made = Value::Map(arena_, 5);
    if (!agent.agent.ns.empty()) made.Add(arena_, "namespace", Text(agent.agent.ns));
    made.Add(arena_, "name", Text(agent.agent.name));
    made.Add(arena_, "change", Text(NameOf(agent.kind)));
    made.Add(arena_, "pod", Text(WordsOf(agent.effect).name));
    Value objects = Value::List(arena_);
    for (const ObjectDiff& object : agent.objects) objects.Push(arena_, JsonOf(object));
    made.Add(arena_, "objects", objects);
    return made;
  }

  Value JsonOf(const ObjectDiff& object) {
    const Value& shown = object.either().object;
    Value made = Value::Map(arena_, 5);
    made.Add(arena_, "apiVersion", shown.Get("apiVersion"));
    made.Add(arena_, "kind", shown.Get("kind"));
    made.Add(arena_, "name", shown.Get("metadata").Get("name"));
    made.Add(arena_, "change", Text(NameOf(object.kind)));
    Value changes = Value::List(arena_);
    for (const FieldChange& change : object.changes) changes.Push(arena_, JsonOf(object, change));
    made.Add(arena_, "changes", changes);
    if (!object.controller_changes.empty()) made.Add(arena_, "controllerChanges", JsonOf(object.controller_changes));
    return made;
  }

  Value JsonOf(const std::vector<Change>& controller_changes) {
    Value list = Value::List(arena_);
    for (const Change change : controller_changes) {
      const controllers::ChangeRow& row = controllers::RowOf(change);
      Value one = Value::Map(arena_, 2);
      one.Add(arena_, "since", Text(row.since));
      one.Add(arena_, "what", Text(row.what));
      list.Push(arena_, one);
    }
    return list;
  }

  Value JsonOf(const ObjectDiff& object, const FieldChange& change) {
    Value made = Value::Map(arena_, 6);
    made.Add(arena_, "path", Text(change.path));
    made.Add(arena_, "change", Text(NameOf(change.kind)));
    made.Add(arena_, "restarts", Value::Bool(change.restarts));
    if (change.before.Present()) made.Add(arena_, "before", SideOf(change.before, before_));
    if (change.after.Present()) made.Add(arena_, "after", SideOf(change.after, after_));
    made.Add(arena_, "cause", ReasonValue(object, change));
    return made;
  }

  Value ReasonValue(const ObjectDiff& object, const FieldChange& change) {
    const Reason reason = ReasonOf(change.before, change.after, WasGiven(object));
    Value made = OriginValue(reason.origin, reason.is_new ? after_.sources : before_.sources, arena_);
    made.Add(arena_, "side", Text(reason.is_new ? "after" : "before"));
    if (!change.controller_changes.empty()) made.Add(arena_, "controllerChanges", JsonOf(change.controller_changes));
    return made;
  }

  Value SideOf(const Value& value, const DiffSide& side) {
    Value made = Value::Map(arena_, 2);
    made.Add(arena_, "value", value);
    made.Add(arena_, "from", OriginValue(value.origin(), side.sources, arena_));
    return made;
  }

  const std::vector<AgentDiff>& diff_;
  const DiffSide& before_;
  const DiffSide& after_;
  Arena arena_{after_.rendering.budget};
};

}  // namespace

void DiffText(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after, Output& out) {
  Report(diff, before, after).Text(LineWriter(out));
}

void DiffMarkdown(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after, Output& out) {
  Report(diff, before, after).Markdown(LineWriter(out));
}

void DiffJson(const std::vector<AgentDiff>& diff, const DiffSide& before, const DiffSide& after, Output& out) {
  Report(diff, before, after).Json(out);
}

}  // namespace agentrender
