// Takes a type or a field, gives what docs/fields.md and `explain Agent.spec` print about it: text, type, default,
// rules, and the version that added it.
#include "core/fields/field_docs.h"

#include <algorithm>
#include <vector>

#include "core/base/nearest.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/fields/check_rules.h"
#include "core/fields/texts.h"

namespace agentrender {

namespace {

constexpr TypeId kKinds[] = {TypeId::kAgent, TypeId::kAgentTemplate, TypeId::kKubeOpenCodeConfig, TypeId::kGitRevisions,
                             TypeId::kAgentRender};

std::vector<const Field*> SortedFields(TypeId type) {
  std::vector<const Field*> fields;
  ForEachField(type, [&](const Field& field) { fields.push_back(&field); });
  Arrange(fields,
          OrderBy(fields.size(), [&](uint32_t a, uint32_t b) { return fields[a]->name() < fields[b]->name(); }));
  return fields;
}

template <class Fn>
void ForEachRule(TypeId type, std::string_view name, Fn fn) {
  if (BaseOf(type) != type) ForEachRule(BaseOf(type), name, fn);
  for (const auto rows : {RulesOf(type), LateRulesOf(type)}) {
    for (const RuleRow& row : rows) {
      if (row.path() == name) fn(row.rule);
    }
  }
}

std::string NamesOf(TypeId type) {
  std::string names;
  for (const Field* field : SortedFields(type)) names.append(names.empty() ? "" : ", ").append(field->name());
  return names;
}

std::string NoField(std::string_view name, std::string_view before, TypeId type) {
  std::vector<std::string_view> known;
  for (const Field* field : SortedFields(type)) known.push_back(field->name());
  const std::string_view near = Nearest(name, known);
  std::string error = std::string(before) + " has no field " + Quoted(name);
  if (!near.empty()) return error + "; did you mean " + std::string(near) + "?";
  return known.empty() ? error : error + "; its fields are " + NamesOf(type);
}

std::string EntryTypeText(TypeId type) {
  const bool is_enum = !ValuesOf(type).empty();
  return is_enum ? "string" : type == TypeId::kPruned ? "object" : std::string(NameOf(type));
}

// Takes the next name of a path, without the index of an item.
std::string_view TakeName(std::string_view& path) {
  const std::string_view name = TakeUntil(path, '.');
  return name.substr(0, name.find('['));
}

void AppendFields(TypeId type, std::string& out) {
  if (FieldsOf(type).empty() && BaseOf(type) == type) return;
  out += "\nFIELDS:\n";
  for (const Field* field : SortedFields(type)) {
    out += "  " + std::string(field->name()) + " <" + TypeText(*field) + ">";
    out += field->Has(Field::kRequired) ? " (required)\n" : "\n";
    if (!TextOf(*field).empty()) out += "    " + std::string(TextOf(*field)) + "\n";
  }
}

// Where a path leads.
struct Place {
  TypeId owner;
  TypeId type;
  const Field* field;    // null: the kind itself
  std::string_view key;  // of an entry, if the field is a map
};

// Follows a path from a kind; returns what is wrong with it, or an empty text.
std::string Follow(std::string_view rest, Place& place) {
  std::string before(NameOf(place.type));
  while (!rest.empty()) {
    // Any name may be a key of a map.
    const bool in_map = place.field != nullptr && place.field->shape == Shape::kMap;
    const std::string_view name = TakeName(rest);
    const Field* next = FindField(place.type, name);
    if (next == nullptr && !in_map) return NoField(name, before, place.type);
    if (next == nullptr) {
      place.key = name;
    } else {
      place = {place.type, next->type, next, {}};
    }
    before.append(".").append(name);
  }
  return {};
}

void AppendField(const Place& place, std::string& out) {
  const Field& field = *place.field;
  const std::string name(field.name());
  out += place.key.empty() ? "FIELD:    " + name + " <" + TypeText(field)
                           : "FIELD:    " + name + "." + std::string(place.key) + " <" + EntryTypeText(field.type);
  out += ">\n";
  if (field.fallback() != nullptr) out += "DEFAULT:  " + std::string(field.fallback()) + "\n";
  if (field.since != 0) out += "SINCE:    " + std::string(field.Since()) + " of the controller\n";
  const std::vector<std::string> rules = RulesText(place.owner, field);
  for (size_t i = 0; i < rules.size(); ++i) out += (i == 0 ? "RULES:    " : "          ") + rules[i] + "\n";
  out += "\nDESCRIPTION:\n  " + TextOrKubernetes(field) + "\n";
}

// "one of Lenient, Strict, WarningsAsErrors"; empty if the type is not an enum.
std::string ValuesText(TypeId type) {
  std::string text;
  std::string_view last;
  for (const std::string_view value : ValuesOf(type)) {
    // v0.1.7 is listed, its other spelling 0.1.7 is not.
    if (!value.empty() && last == "v" + std::string(value)) continue;
    text.append(text.empty() ? "one of " : ", ").append(value.empty() ? "\"\"" : value);
    last = value;
  }
  return text;
}

// A cell of a table, where | separates cells.
std::string Cell(std::string_view text) {
  std::string cell;
  for (char c : text) {
    if (c == '|') cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

void AppendRows(TypeId type, const std::string& path, std::string& out) {
  for (const Field* field : SortedFields(type)) {
    if (type == TypeId::kAgentMeta || type == TypeId::kNamedMeta || type == TypeId::kClusterMeta) {
      if (field->type == TypeId::kAny) continue;
    }
    const char* mark = field->shape == Shape::kList ? "[]" : field->shape == Shape::kMap ? ".KEY" : "";
    const std::string name = path + std::string(field->name());
    std::string rules;
    for (const std::string& rule : RulesText(type, *field)) rules += (rules.empty() ? "" : "; ") + rule;
    out += "| `" + name + "` | " + Cell(TypeText(*field)) + " | " +
           (field->fallback() == nullptr ? "" : "`" + Cell(field->fallback()) + "`") + " | " +
           (field->since == 0 ? "" : std::string(field->Since())) + " | " + Cell(rules) + " | " + Cell(TextOf(*field)) +
           " |\n";
    if (IsOwn(field->type)) AppendRows(field->type, name + mark + ".", out);
  }
}

}  // namespace

std::string TypeText(const Field& field) {
  std::string name = EntryTypeText(field.type);
  switch (field.shape) {
    case Shape::kOne: return name;
    case Shape::kList: return "[]" + name;
    case Shape::kMap: return "map[string]" + name;
  }
  return name;
}

std::vector<std::string> RulesText(TypeId owner, const Field& field) {
  std::vector<std::string> rules;
  if (field.Has(Field::kRequired)) rules.emplace_back("required");
  const std::string values = ValuesText(field.type);
  if (!values.empty()) rules.push_back(values);
  const auto add = [&](const Rule& rule) {
    const std::string sentence = SentenceOf(rule);
    if (!sentence.empty()) rules.push_back(sentence);
  };
  ForEachRule(owner, field.name(), add);
  if (!FieldsOf(field.type).empty()) ForEachRule(field.type, "", add);
  return rules;
}

std::string TextOrKubernetes(const Field& field) {
  const std::string_view text = TextOf(field);
  return text.empty() ? "As in Kubernetes: https://kubernetes.io/docs/reference/kubernetes-api/" : std::string(text);
}

std::optional<TypeId> KindNamed(std::string_view word) {
  const std::string lower = ToLower(word);
  for (TypeId kind : kKinds) {
    const std::string name = ToLower(NameOf(kind));
    if (lower == name || lower == name + "s") return kind;
  }
  return std::nullopt;
}

std::string_view KindNear(std::string_view word) {
  std::vector<std::string_view> names;
  for (TypeId kind : kKinds) names.push_back(NameOf(kind));
  return Nearest(word, names);
}

std::string KindNames() {
  std::string names;
  for (TypeId kind : kKinds) names.append(names.empty() ? "" : ", ").append(NameOf(kind));
  return names;
}

std::string ExplainFieldPath(std::string_view path, std::string& error) {
  std::string_view rest = path;
  const std::optional<TypeId> kind = KindNamed(TakeName(rest));
  if (!kind) return {};
  Place place{*kind, *kind, nullptr, {}};
  error = Follow(rest, place);
  if (!error.empty()) return {};
  std::string out = "KIND:     " + std::string(NameOf(*kind)) + "\n";
  if (place.field != nullptr) AppendField(place, out);
  AppendFields(place.type, out);
  return out;
}

std::string FieldDocs() {
  std::string out =
      "# Fields\n\n"
      "Every field of the kinds that agentrender reads, written by `scripts/docs-fields` from the tables that the\n"
      "checks are made of. `agentrender explain Agent.spec.contexts` prints this for one field, and for the parts of\n"
      "core/v1 below podSpec. Since: the first version of the controller that knows the field; empty if all versions\n"
      "do that can be chosen.\n";
  for (TypeId kind : kKinds) {
    out += "\n## " + std::string(NameOf(kind)) +
           "\n\n| field | type | default | since | rules | |\n|---|---|---|---|---|---|\n";
    AppendRows(kind, "", out);
  }
  return out;
}

}  // namespace agentrender
