// Takes a position, gives what can be written there: fields of the object, values of an enum, names that the workspace
// declares. By the lines around it (sketch.h), for what is being typed is seldom YAML yet.
#include <algorithm>

#include "core/fields/field_docs.h"
#include "core/fields/texts.h"
#include "lsp/references.h"

namespace agentrender::lsp {

namespace {

// Kinds of completion items.
enum ItemKind : int { kFieldItem = 5, kValueItem = 12, kEnumItem = 20, kReferenceItem = 18, kKindItem = 7 };

class Items {
 public:
  Items(const Session& session, const Spot& spot, const Place& place)
      : lines_(spot.file->now->text), encoding_(session.client.encoding), place_(place) {}

  void Add(std::string_view label, ItemKind kind, std::string_view detail = {}, std::string_view text = {},
           std::string_view behind = {}) {
    // Sorted as they come.
    std::string order = std::to_string(1000 + items_.size());
    Json item = {
        {"label", label},
        {"kind", static_cast<int>(kind)},
        {"sortText", std::move(order)},
        {"textEdit",
         {{"range", lines_.RangeOf(place_.span, encoding_)}, {"newText", Written(label, kind) + std::string(behind)}}}};
    // Clients compare it with what is replaced, quotes included.
    const std::string_view before = lines_.text().substr(place_.span.begin, 1);
    if (before == "\"" || before == "'") item["filterText"] = std::string(before) + std::string(label);
    if (!detail.empty()) item["detail"] = detail;
    if (!text.empty()) item["documentation"] = {{"kind", "markdown"}, {"value", text}};
    items_.push_back(std::move(item));
  }

  Json Take() { return {{"isIncomplete", false}, {"items", std::move(items_)}}; }
  bool has_colon() const {
    const size_t end = std::min(lines_.text().find_first_not_of(' ', place_.span.end), lines_.text().size());
    return end < lines_.text().size() && lines_.text()[end] == ':';
  }

 private:
  std::string Written(std::string_view label, ItemKind kind) const {
    std::string text = place_.before + std::string(label);
    if (place_.is_json && kind != kValueItem) return place_.before + '"' + std::string(label) + '"';
    if (place_.is_json || !place_.before.empty()) return text;
    // What is typed right behind a dash or a colon is not read as what it is.
    const std::string_view before = lines_.text().substr(0, place_.span.begin);
    const size_t dash = before.find_last_not_of('-');
    const bool is_dash =
        before.ends_with('-') && (dash == std::string_view::npos || before[dash] == ' ' || before[dash] == '\n');
    return (is_dash || before.ends_with(':') ? " " : "") + text;
  }

  const Lines lines_;
  const Encoding encoding_;
  const Place& place_;
  Json items_ = Json::array();
};

constexpr const char* kVersions[] = {"kubeopencode.io/v1alpha1", "render.kubeopencode.io/v1alpha1", "v1"};

void AddKinds(const Place& place, Items& items) {
  const auto version = place.beside.find("apiVersion");
  const std::string_view given = version == place.beside.end() ? std::string_view() : version->second;
  const bool render = given.starts_with("render.");
  for (const TypeId kind : {TypeId::kAgent, TypeId::kAgentTemplate, TypeId::kKubeOpenCodeConfig}) {
    if (!render) items.Add(NameOf(kind), kKindItem);
  }
  for (const TypeId kind : {TypeId::kAgentRender, TypeId::kGitRevisions}) {
    if (render || given.empty()) items.Add(NameOf(kind), kKindItem);
  }
}

void AddFields(const TypedField& parent, const Place& place, const Controller& controller, Items& items) {
  const bool bare = !items.has_colon();
  ForEachField(parent.type, [&](const Field& field) {
    const auto beside = place.beside.find(std::string(field.name()));
    if (beside != place.beside.end() && field.name() != place.token) return;
    if (!field.IsKnownTo(controller)) return;
    const bool scalar = field.shape == Shape::kOne && FieldsOf(field.type).empty();
    items.Add(field.name(), kFieldItem, TypeText(field) + (field.Has(Field::kRequired) ? ", required" : ""),
              FullTextOf(field),
              !bare    ? ""
              : scalar ? ": "
                       : ":");
  });
}

void AddValues(const TypedField& typed, Items& items) {
  for (const char* value : ValuesOf(typed.type)) {
    if (*value != 0) items.Add(value, kEnumItem);
  }
  if (typed.type == TypeId::kBool) {
    items.Add("true", kValueItem);
    items.Add("false", kValueItem);
  }
  const char* fallback = typed.field == nullptr ? nullptr : typed.field->fallback();
  if (fallback != nullptr && typed.type != TypeId::kBool && ValuesOf(typed.type).empty())
    items.Add(fallback, kValueItem, "the default");
}

void AddTopKeys(const Place& place, Items& items) {
  for (const char* key : {"apiVersion", "kind", "metadata", "spec"}) {
    if (!place.beside.contains(key) || key == place.token)
      items.Add(key, kFieldItem, {}, {}, items.has_colon() ? "" : ": ");
  }
}

// What a resource begins with.
void AddHeader(const Place& place, Items& items) {
  if (place.path.size() != 1) return;
  if (place.on_key) {
    if (place.kind.empty()) AddTopKeys(place, items);
    return;
  }
  if (place.path[0].key == "kind") AddKinds(place, items);
  if (place.path[0].key != "apiVersion") return;
  for (const char* version : kVersions) items.Add(version, kKindItem);
}

// A name of an AgentRender's selector; behind a dash a word may be a key to be.
bool IsInSelector(const Place& place) {
  std::vector<Step> path = place.path;
  if (place.on_key) path.pop_back();
  if (place.kind != "AgentRender" || path.empty() || path.back().is_key) return false;
  path.pop_back();
  return PathText(path) == "spec.selector.names";
}

void AddNames(const Session& session, Slot slot, const Place& place, Items& items) {
  if (IsInSelector(place)) {
    for (const std::string& name : AgentNames(session, slot)) items.Add(name, kReferenceItem, "Agent");
  }
  if (place.on_key) return;
  std::optional<Target> target = TargetOf(place);
  if (!target) return;
  // What stands there is what is being replaced.
  if (target->key.empty() && place.path.back().key == "key") target->key.assign(1, '?');
  for (const std::string& name : NamesFor(session, slot, place, *target)) items.Add(name, kReferenceItem, target->kind);
}

void AddTyped(const Session& session, TypeId kind, const Place& place, Items& items) {
  const std::optional<TypedField> typed = TypeOf(kind, place.path);
  if (!place.on_key && typed && !typed->in_entries) AddValues(*typed, items);
  const std::optional<TypedField> parent = TypeOf(kind, {place.path.begin(), place.path.end() - 1});
  if (!place.on_key || !parent) return;
  // In a list without a dash yet, an item's fields are meant all the same.
  if (!parent->in_entries || parent->field->shape == Shape::kList)
    AddFields(*parent, place, session.workspace.controller(), items);
  if (!parent->in_entries && FieldsOf(parent->type).empty()) AddValues(*parent, items);
}

// Whether what is typed behind a text, with no comma between, is more of it: what is typed into a name or a number is
// not. Where nothing is typed yet, only a client that was asked for it wants to know what can be.
bool GoesOn(const std::optional<TypeId>& kind, const Place& place, const Json& params) {
  if (place.behind.empty() || !kind) return false;
  std::vector<Step> path = place.path;
  path.back().key = place.behind;
  const std::optional<TypedField> typed = TypeOf(*kind, path);
  const bool text = !typed || typed->type == TypeId::kString;
  constexpr int64_t kByCharacter = 2;
  return text && (!place.token.empty() || NumberOf(Member(params, "context"), "triggerKind") == kByCharacter);
}

}  // namespace

Json Completion(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  if (spot.file == nullptr) return nullptr;
  const Place place = PlaceInText(session, spot);
  if (place.path.empty() || place.in_block || !place.span.Contains(spot.offset)) return nullptr;
  Items items(session, spot, place);
  const std::optional<TypeId> kind = KindOf(place);
  if (GoesOn(kind, place, params)) return nullptr;
  AddHeader(place, items);
  AddNames(session, spot.slot, place, items);
  if (kind) AddTyped(session, *kind, place, items);
  return items.Take();
}

}  // namespace agentrender::lsp
