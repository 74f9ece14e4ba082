#include "core/fields/checker.h"

#include <algorithm>

#include "core/formats/names.h"

namespace agentrender {

namespace {

constexpr int64_t kMostMode = 0777;

bool HasBackstep(std::string_view path) {
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (path.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

bool TakesValues(std::string_view op) { return op == "In" || op == "NotIn"; }
bool TakesNoValues(std::string_view op) { return op == "Exists" || op == "DoesNotExist"; }

}  // namespace

Problem& Checker::Refuse(const Value& node, std::string_view message) const { return Refuse(node, code_, message); }

Problem& Checker::Refuse(const Value& node, Code code, std::string_view message) const {
  return problems_.Error(code, node.origin(), message);
}

Problem& Checker::Refuse(const Value& object, const char* field, std::string_view message) const {
  return Refuse(object, field, code_, message);
}

Problem& Checker::Refuse(const Value& object, const char* field, Code code, std::string_view message) const {
  const Value* value = object.Find(field);
  if (value != nullptr) return problems_.Error(code, value->origin(), message);
  return problems_.Error(code, object.origin(), message).Child(object.origin(), std::string(".") + field);
}

bool Checker::Required(const Value& object, const char* field) const {
  const Value value = object.Get(field);
  if (value.Present() && (value.IsScalar() ? !value.text().empty() : !value.empty())) return true;
  Refuse(object, field, Code::kMissingField, value.Present() ? "must not be empty" : "is required");
  return false;
}

bool Checker::NotEmpty(const Value& object, const char* field) const {
  return object.Get(field).Present() && Required(object, field);
}

void Checker::Follows(const Value& object, const char* field, TextRule rule) const {
  const std::string_view text = object.TextOf(field);
  if (text.empty()) return;
  const char* expected = rule(text);
  if (expected != nullptr) Refuse(object, field, Code::kBadName, Quoted(text) + " is not valid: expected " + expected);
}

void Checker::Name(const Value& object, const char* field, TextRule rule) const {
  if (Required(object, field)) Follows(object, field, rule);
}

void Checker::Range(const Value& object, const char* field, int64_t least, int64_t most) const {
  const std::optional<int64_t> number = object.Get(field).AsInt();
  if (!number || (*number >= least && *number <= most)) return;
  Refuse(object, field,
         std::to_string(*number) + " is outside of " + std::to_string(least) + " to " + std::to_string(most));
}

void Checker::Mode(const Value& object, const char* field) const {
  const std::optional<int64_t> mode = object.Get(field).AsInt();
  if (!mode || (*mode >= 0 && *mode <= kMostMode)) return;
  Problem& problem = Refuse(object, field, Code::kFileMode, std::to_string(*mode) + " is not between 0 and 0777");
  const std::string digits = std::to_string(*mode);
  const bool octal = digits.size() == 3 && digits.find_first_not_of("01234567") == std::string::npos;
  problem.Hint(octal ? "write it in octal, with a leading zero: 0" + digits
                     : "file modes are the nine permission bits, such as 0644 or 0755");
}

void Checker::NotNegative(const Value& object, const char* field) const {
  const std::string_view text = object.TextOf(field);
  if (!text.empty() && text.front() == '-') Refuse(object, field, std::string(text) + " is negative");
}

bool Checker::OneOf(const Value& object, const char* field, std::initializer_list<const char*> words) const {
  if (!object.Get(field).Present()) return true;
  const std::string_view text = object.TextOf(field);
  const std::vector<std::string_view> known(words.begin(), words.end());
  if (std::find(known.begin(), known.end(), text) != known.end()) return true;
  Problem& problem = Refuse(object, field, Code::kBadValue, Quoted(text) + " is not one of " + Alternatives(words));
  const std::string_view near = Nearest(text, known);
  if (!near.empty()) problem.Hint("did you mean " + std::string(near) + "?");
  return false;
}

void Checker::NoBacksteps(const Value& object, const char* field) const {
  if (HasBackstep(object.TextOf(field))) {
    Refuse(object, field, "must not have an element \"..\"").Hint("write the path without going up");
  }
}

void Checker::RelativePath(const Value& object, const char* field) const {
  if (object.TextOf(field).starts_with('/')) {
    Refuse(object, field, "must be a relative path").Hint("write it without the leading /");
  }
  NoBacksteps(object, field);
}

void Checker::VolumePath(const Value& object, const char* field) const {
  RelativePath(object, field);
  const std::string_view path = object.TextOf(field);
  if (path.starts_with("..") && !HasBackstep(path)) {
    Refuse(object, field, "must not begin with \"..\"").Hint("choose another name for the file");
  }
}

void Checker::LabelKey(const Value& object, const char* field) const {
  const std::string_view key = object.TextOf(field);
  const char* expected = names::CheckQualifiedName(key);
  if (expected != nullptr)
    Refuse(object, field, Code::kBadLabel, "the label key " + Quoted(key) + " is not valid: expected " + expected);
}

void Checker::LabelValues(const Value& values) const {
  for (const Value& value : values) {
    const char* expected = names::CheckLabelValue(value.text());
    if (expected == nullptr) continue;
    problems_.Error(Code::kBadLabel, value.origin(),
                    "the label value " + Quoted(value.text()) + " is not valid: expected " + expected);
  }
}

void Checker::LabelSelector(const Value& selector) const {
  for (const Member& m : selector.Get("matchLabels").members()) {
    if (const char* expected = names::CheckQualifiedName(m.key.text())) {
      problems_
          .Error(Code::kBadLabel, m.key.origin(),
                 "the label key " + Quoted(m.key.text()) + " is not valid: expected " + expected)
          .Child(m.value.origin(), "");
    }
    if (const char* expected = names::CheckLabelValue(m.value.text())) {
      problems_.Error(Code::kBadLabel, m.value.origin(),
                      "the label value " + Quoted(m.value.text()) + " is not valid: expected " + expected);
    }
  }
  for (const Value& expression : selector.Get("matchExpressions")) {
    LabelKey(expression, "key");
    LabelValues(expression.Get("values"));
    if (!OneOf(expression, "operator", {"In", "NotIn", "Exists", "DoesNotExist"})) continue;
    OperatorValues(expression);
  }
}

void Checker::OperatorValues(const Value& expression) const {
  const std::string_view op = expression.TextOf("operator");
  const bool has_values = !expression.Get("values").empty();
  if (TakesValues(op) && !has_values)
    Refuse(expression, "values", "the operator " + std::string(op) + " needs at least one value");
  if (TakesNoValues(op) && has_values) {
    Refuse(expression, "values", "the operator " + std::string(op) + " takes no values")
        .Hint("take values out, or use In");
  }
}

bool IsTrue(const Value& object, const char* field) { return object.Get(field).AsBool(); }

std::string Alternatives(std::initializer_list<const char*> words) {
  std::string all;
  for (const char* const* word = words.begin(); word != words.end(); ++word) {
    if (!all.empty()) all += word + 1 == words.end() ? " or " : ", ";
    all += *word;
  }
  return all;
}

}  // namespace agentrender
