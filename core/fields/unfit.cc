// Takes a value of the wrong kind, or a key that is not a field, and reports it with the fix. Most of this file finds
// the place where a misplaced key belongs: that is what people get wrong in YAML.
#include "core/fields/unfit.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/nearest.h"
#include "core/base/number.h"
#include "core/base/order.h"
#include "core/base/text.h"
#include "core/model/size_limits.h"

namespace agentrender {

namespace {

std::string Found(const Value& value) {
  std::string found = NameOf(value.kind());
  if (value.IsScalar()) found += " (" + value.text().substr(0, 60) + ")";
  return found;
}

// The fix for a value of the wrong kind; empty if there is no obvious one.
std::string HowToWrite(std::string_view expected, const Value& found) {
  const bool object = expected == NameOf(Kind::kMap);
  if (expected == NameOf(Kind::kList)) return "write a list: each entry in lines of its own, after a dash";
  if (found.IsList()) return object ? "write its fields without a dash" : "write one value, without a dash or brackets";
  if (object) return "write its fields below it, each as key: value, with a space after the colon";
  if (found.IsMap()) return "write one value; a text that has \": \" in it or begins with { must be quoted";
  if (expected == NameOf(Kind::kString)) return "quote it: '" + found.text() + "'";
  if (found.IsString() && expected == NameOf(KindOfPlain(found.text()))) return "write it without quotes";
  return expected == NameOf(Kind::kBool) ? "write true or false" : "";
}

// The fields that the controller knows, sorted by name.
std::vector<std::string_view> NamesOf(TypeId type, const Controller& controller) {
  std::vector<std::string_view> names;
  ForEachField(type, [&](const Field& field) {
    if (field.IsKnownTo(controller)) names.push_back(field.name());
  });
  Arrange(names, OrderOf(names));
  return names;
}

// The field's name that the key begins with, if more follows it, as in `text:"a"` or `name {...}`; otherwise empty.
std::string_view NameInFront(TypeId type, std::string_view key) {
  const size_t end = key.find_first_of(": ={");
  const bool is_known = end != key.npos && FindField(type, key.substr(0, end)) != nullptr;
  return is_known ? key.substr(0, end) : std::string_view();
}

// The fields of the object that have `key` as a field, as "git or url"; empty if there are none, or too many to be of
// use. If exactly one of them is written and lacks `key`, only that one is given, and `lacks` is set.
std::string PlaceBelow(TypeId type, std::string_view key, const Value& object, const Controller& controller,
                       bool& lacks) {
  constexpr size_t kMost = 3;
  std::string places;
  std::string_view lacking;
  size_t count = 0, count_lacking = 0;
  ForEachField(type, [&](const Field& field) {
    const Field* known = field.shape == Shape::kOne ? FindField(field.type, key) : nullptr;
    if (known == nullptr || !known->IsKnownTo(controller) || !field.IsKnownTo(controller)) return;
    if (count++ != 0) places += " or ";
    places += field.name();
    const Value place = object.Get(field.name());
    if (!place.IsMap() || place.Find(key) != nullptr) return;
    lacking = field.name();
    ++count_lacking;
  });
  lacks = count_lacking == 1;
  if (lacks || count > kMost) places = lacks ? lacking : std::string_view();
  return places;
}

// All object types.
constexpr TypeId kObjects[] = {
#define OBJECT(type) TypeId::k##type,
#include "core/fields/tables.def"
};

// The field that holds an object of `type`, where its own object has a field `key`: then `key` is one level too low.
// Empty if there is no such field, or more than one.
std::string_view PlaceAbove(TypeId type, std::string_view key, const Controller& controller) {
  std::string_view place;
  bool one = true;
  for (TypeId above : kObjects) {
    const Field* known = FindField(above, key);
    if (known == nullptr || !known->IsKnownTo(controller)) continue;
    // A required field is already written there, except metadata and spec: a resource may be inside another one by
    // mistake.
    if (known->Has(Field::kRequired) && FindField(above, "metadata") == nullptr) continue;
    ForEachField(above, [&](const Field& field) {
      if (field.type != type) return;
      one &= place.empty() || place == field.name();
      place = field.name();
    });
  }
  return one ? place : std::string_view();
}

// The only name that ends with `key` as its last word: newTag for tag.
std::string_view NameThatEndsIn(std::string_view key, const std::vector<std::string_view>& known) {
  std::string_view found;
  if (key.size() < 3) return found;
  for (const std::string_view name : known) {
    if (name.size() <= key.size() || !name.ends_with(key.substr(1))) continue;
    const char first = name[name.size() - key.size()];
    if (!IsUpper(first) || ToLower(first) != key[0]) continue;
    if (!found.empty()) return {};
    found = name;
  }
  return found;
}

// The field `key` of a resource's `part` (metadata or spec), if `other_type` is the type of the resource's `other`
// part, where the key was written; null if there is no such field.
const Field* FieldOfPart(const char* part, TypeId other_type, const char* other, std::string_view key) {
  for (TypeId above : kObjects) {
    const Field* at = FindField(above, other);
    const Field* wanted = FindField(above, part);
    if (at == nullptr || at->type != other_type || wanted == nullptr) continue;
    if (const Field* field = FindField(wanted->type, key)) return field;
  }
  return nullptr;
}

std::string HintFor(TypeId type, std::string_view key, const Value& object, const Decoding& decoding) {
  const Problems& problems = decoding.problems;
  if (type == TypeId::kAgentTemplateSpec && FindField(TypeId::kAgentSpec, key) != nullptr)
    return "an AgentTemplate has no such field: write it in the Agents";
  bool lacks = false;
  const std::string below = PlaceBelow(type, key, object, decoding.controller, lacks);
  if (const Field* metadata = FieldOfPart("metadata", type, "spec", key)) {
    const bool both = !below.empty() && metadata->shape == Shape::kMap;
    return both ? "write it below metadata, or below " + below + " for the Pod" : "write it below metadata";
  }
  if (FieldOfPart("spec", type, "metadata", key) != nullptr) return "write it below spec";
  const std::string_view above = PlaceAbove(type, key, decoding.controller);
  if (!below.empty() && (above.empty() || lacks)) return "write it below " + below;
  if (above == key && !above.empty()) return "write its fields one level up";
  if (!above.empty()) return "write it one level up, beside " + above;
  const std::string_view front = NameInFront(type, key);
  if (!front.empty()) return "write " + front + ": with a space after the colon";
  const std::vector<std::string_view> known = NamesOf(type, decoding.controller);
  const std::string_view whole = NameThatEndsIn(key, known);
  if (!whole.empty()) return "did you mean " + whole + "?";
  const std::string_view near = problems.crowded() ? std::string_view() : Nearest(key, known);
  if (!near.empty()) return "did you mean " + near + "?";
  std::string hint;
  for (std::string_view name : known) hint += (hint.empty() ? std::string(kFieldsHint) : ", ") + name;
  return hint;
}

Problem& Report(Code code, std::string_view error, std::string_view warning, const Value& key, const Value& object,
                Decoding& decoding) {
  Problem& problem = decoding.strict ? decoding.problems.Error(code, key.origin(), error)
                                     : decoding.problems.Warning(code, key.origin(), warning);
  return problem.Child(object.origin(), "." + key.text());
}

}  // namespace

Problem& ReportKind(const Value& value, std::string_view expected, Decoding& decoding) {
  const std::string message = "expected " + expected + ", found " + Found(value);
  return decoding.problems.Error(Code::kWrongType, value.origin(), message).Hint(HowToWrite(expected, value));
}

bool IsA(Kind kind, const Value& value, Decoding& decoding) {
  if (value.kind() == kind) return true;
  ReportKind(value, NameOf(kind), decoding);
  return false;
}

bool HasFewEntries(const Value& value, Decoding& decoding) {
  if (value.size() <= limits::kEntries) return true;
  decoding.problems
      .Error(Code::kTooMuch, value.origin(),
             "has " + Counted(value.size(), "entry", "entries") + "; at most " + std::to_string(limits::kEntries) +
                 " are allowed")
      .Hint("no Pod can have that many");
  return false;
}

void ReportUnknownField(TypeId type, const Value& key, const Value& object, Decoding& decoding) {
  const std::string hint = HintFor(type, key.text(), object, decoding);
  Report(Code::kUnknownField, "unknown field", "unknown field, ignored", key, object, decoding).Hint(hint);
}

void ReportLaterField(const Field& field, const Value& key, const Value& object, Decoding& decoding) {
  const std::string message = "exists only from controller " + field.Since() + " on; this run renders as " +
                              decoding.controller.version() + " does";
  Report(Code::kLaterField, message, message + ", without it", key, object, decoding).Hint(HowToChoose(field.Since()));
}

}  // namespace agentrender
