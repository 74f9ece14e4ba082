// Takes a Value that Conform() gave, checks the rules of its type on it, and with CheckLate() on everything below it.
// One function per kind of rule; a rule is a row of data, so that docs and schema can be printed from the same row.
#include "core/fields/check_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/nearest.h"
#include "core/base/order.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

// What a rule is about: a field, given or not, and the object that has it.
struct Target {
  const Value& holder;
  const Value* value;  // null if not given
  std::string_view name;
};

const Value* FindGiven(const Value& object, std::string_view name) {
  const Value* value = object.Find(name);
  return value != nullptr && !value->IsNull() ? value : nullptr;
}

// Calls fn(Target) for each place that a path leads to.
template <class Fn>
void ForEachTarget(const Value& object, std::string_view path, const Fn& fn) {
  std::string_view rest = path;
  const std::string_view name = TakeUntil(rest, '.');
  const Value* value = FindGiven(object, name);
  if (rest.empty()) return fn(Target{object, value, name});
  if (value == nullptr) return;
  if (!value->IsList()) return ForEachTarget(*value, rest, fn);
  for (const Value& item : *value) ForEachTarget(item, rest, fn);
}

bool IsEmpty(const Value& value) {
  return value.IsString() ? value.text().empty() : !value.IsScalar() && value.empty();
}

size_t TotalBytes(const Value& map) {
  size_t bytes = 0;
  for (const Member& m : map.members()) bytes += m.key.text().size() + m.value.text().size();
  return bytes;
}

bool IsWord(const Value& value, std::string_view words) {
  if (value.kind() == Kind::kBool) return words == (value.AsBool() ? "true" : "false");
  if (!value.IsString()) return false;
  while (!words.empty()) {
    if (TakeUntil(words, '|') == value.text()) return true;
  }
  return false;
}

// The node that makes a term true, without its negation; null if there is none.
const Value* FindWitness(const Term& term, const Value& object) {
  const Value* witness = nullptr;
  ForEachTarget(object, term.path, [&](const Target& target) {
    if (target.value == nullptr) return;
    const bool any_item = target.value->IsList() && !term.words.empty();
    for (const Value* v = any_item ? target.value->begin() : target.value;
         v != (any_item ? target.value->end() : target.value + 1); ++v) {
      const bool fits = !term.words.empty() ? IsWord(*v, term.words) : !term.filled || !IsEmpty(*v);
      if (fits && witness == nullptr) witness = v;
    }
  });
  return witness;
}

std::vector<std::string_view> Split(std::string_view words) {
  std::vector<std::string_view> all;
  while (!words.empty()) all.push_back(TakeUntil(words, '|'));
  return all;
}

// " when type is Git".
std::string Because(const char* condition, const Value& holder) {
  if (condition == nullptr) return {};
  std::string_view rest = condition;
  const Term term = TakeTerm(rest);
  const std::string text = " when " + term.path + " is ";
  if (term.words.empty()) return text + (term.negated ? "not given" : "given");
  if (term.negated) return text + "not " + Alternatives(term.words);
  const Value* witness = FindWitness(term, holder);
  return text + (witness == nullptr ? Alternatives(term.words) : std::string(witness->text()));
}

class RuleCheck {
  using Op = Rule::Op;

 public:
  RuleCheck(const RuleRow& row, const Part& part) : type_(row.type), rule_(row.rule), part_(part) {}

  void Run(const Value& object, std::string_view path) {
    if (path.empty()) return CheckObject(object);
    ForEachTarget(object, path, [&](const Target& target) { Check(target); });
  }

  // Checks the rule at one place.
  void Check(const Target& target) {
    if (target.value == nullptr && !rule_.AsksForField()) return;
    if (rule_.when != nullptr && !Holds(rule_.when, target.holder)) return;
    if (target.value == nullptr) return Miss(target);
    const Value& value = *target.value;
    if (value.IsScalar() && IsExplained(value)) return;
    switch (rule_.op) {
      case Op::kKeys:
        for (const Member& m : value.members()) CheckKey(m);
        return;
      case Op::kIgnored: part_.problems.Warning(rule_.code, value.origin(), rule_.says).Hint(rule_.hint); return;
      case Op::kFilled:
      case Op::kNotEmpty: return CheckFilled(value, target.holder);
      case Op::kAbsent: return CheckExcluded(value, target.holder);
      case Op::kUnique: return CheckUnique(value);
      case Op::kMaxTotal: return CheckBytes(value, TotalBytes(value));
      case Op::kExactlyOne: return CheckObject(value);
      case Op::kCount:
        if (value.size() != static_cast<uint32_t>(rule_.least))
          Refuse(value, "takes exactly " + std::to_string(rule_.least) + " entry" + Because(rule_.when, target.holder));
        return;
      default: return CheckEach(value, target.holder);
    }
  }

 private:
  Code CodeOr(Code other) const { return rule_.code == kPart ? other : rule_.code; }

  Problem& Refuse(const Origin& where, Code code, const std::string& message) const {
    Problem& problem = part_.problems.Error(code, where, rule_.says != nullptr ? rule_.says : message);
    if (rule_.hint != nullptr) problem.Hint(rule_.hint);
    return problem;
  }
  Problem& Refuse(const Value& value, const std::string& message) const {
    return Refuse(value.origin(), CodeOr(part_.wrong), message);
  }

  // Whether the node already has a finding: another one would be about the same mistake.
  bool IsExplained(const Value& value) const {
    const std::vector<Problem>& known = part_.problems.list();
    return !known.empty() && known.back().severity == Severity::kError && known.back().child.empty() &&
           known.back().where.SamePlace(value.origin());
  }

  // Checks a value, each item of a list, or each value of a map.
  void CheckEach(const Value& value, const Value& holder) const {
    if (value.IsScalar()) return CheckScalar(value, holder);
    for (const Value& item : value) CheckScalar(item, holder);
    for (const Member& m : value.members()) CheckScalar(m.value, holder);
  }

  void CheckScalar(const Value& value, const Value& holder) const {
    switch (rule_.op) {
      case Op::kForm: return CheckForm(value);
      case Op::kRange: return CheckRange(value);
      case Op::kMode: return CheckMode(value);
      case Op::kOneOf: return CheckOneOf(value);
      case Op::kNotOneOf:
        if (IsWord(value, rule_.words)) CheckExcluded(value, holder);
        return;
      case Op::kMaxBytes: CheckBytes(value, value.text().size()); return;
      case Op::kNotNegative:
        if (value.text().starts_with('-')) Refuse(value, std::string(value.text()) + " is negative");
        return;
      default: return;
    }
  }

  void Miss(const Target& target) const {
    const bool is_missing = rule_.op != Op::kCount && (rule_.op != Op::kGiven || rule_.code != kPart);
    Refuse(target.holder.origin(), is_missing ? Code::kMissingField : part_.wrong,
           "is required" + Because(rule_.when, target.holder))
        .Child(target.holder.origin(), "." + target.name);
  }

  void CheckFilled(const Value& value, const Value& holder) const {
    if (IsEmpty(value)) Refuse(value.origin(), CodeOr(part_.empty), "must not be empty" + Because(rule_.when, holder));
  }

  void CheckForm(const Value& value) const {
    if (!value.IsString()) return;
    if (!value.text().empty() || rule_.empty_too) {
      RefuseForm(value);
    } else if (rule_.filled) {
      Refuse(value.origin(), part_.empty, "must not be empty");
    }
  }

  // The finding is about the entry, at the place of its key.
  void CheckKey(const Member& m) const {
    if (Problem* problem = RefuseForm(m.key)) problem->Child(m.value.origin(), "");
  }

  // Null if the text has the form.
  Problem* RefuseForm(const Value& text) const {
    const std::string wrong = agentrender::CheckForm(rule_.form, text.text());
    if (wrong.empty()) return nullptr;
    const Code code = FormOf(rule_.form).code;
    return &Refuse(text.origin(), CodeOr(code == kPart ? part_.wrong : code), wrong);
  }

  void CheckBytes(const Value& value, size_t bytes) const {
    if (bytes <= static_cast<size_t>(rule_.most)) return;
    Refuse(value, "has " + std::to_string(bytes) + " bytes; at most " + std::to_string(rule_.most) + " are allowed");
  }

  void CheckRange(const Value& value) const {
    const std::optional<int64_t> number = value.AsInt();
    if (!number || (*number >= rule_.least && *number <= rule_.most)) return;
    Refuse(value, std::to_string(*number) + " is not between " + std::to_string(rule_.least) + " and " +
                      std::to_string(rule_.most));
  }

  // 755 gets another hint than 1000: it was meant in octal.
  void CheckMode(const Value& value) const {
    const std::optional<int64_t> mode = value.AsInt();
    if (!mode || (*mode >= rule_.least && *mode <= rule_.most)) return;
    const std::string_view written = value.text();
    Problem& problem = Refuse(value, std::string(written) + " is not between 0 and 0777");
    const bool octal_digits = written.size() == 3 && written.find_first_not_of("01234567") == std::string_view::npos;
    problem.Hint(octal_digits ? "write it in octal, with a leading zero: 0" + written
                              : "file modes are the nine permission bits, such as 0644 or 0755");
  }

  void CheckOneOf(const Value& value) const {
    if (!value.IsString() || IsWord(value, rule_.words)) return;
    Problem& problem = Refuse(value, Quoted(value.text()) + " is not one of " + Alternatives(rule_.words));
    const std::string_view near = Nearest(value.text(), Split(rule_.words));
    if (!near.empty()) problem.Hint("did you mean " + near + "?");
  }

  void CheckExcluded(const Value& value, const Value& holder) const {
    Problem& problem = Refuse(value, Excluded(value, holder));
    if (rule_.when == nullptr) return;
    std::string_view condition = rule_.when;
    const Term term = TakeTerm(condition);
    const Value* other = term.negated ? nullptr : FindWitness(term, holder);
    if (other != nullptr && other != &value) problem.Other(other->origin());
  }

  // "cannot be combined with value", "needs labelSelector", "is only allowed when type is Localhost".
  std::string Excluded(const Value& value, const Value& holder) const {
    std::string_view condition = rule_.when == nullptr ? "" : rule_.when;
    const Term term = TakeTerm(condition);
    const std::string subject = rule_.op == Op::kNotOneOf ? std::string(value.text()) + " " : "";
    const std::string path(term.path);
    if (path.empty()) return subject + "is not allowed";
    if (term.words.empty()) return subject + (term.negated ? "needs " : "cannot be combined with ") + path;
    if (term.negated) return subject + "is only allowed when " + path + " is " + Alternatives(term.words);
    return subject + "is not allowed" + Because(rule_.when, holder);
  }

  void CheckUnique(const Value& value) {
    if (value.IsScalar()) return CheckTwin(value, value.text());
    const bool by_field = *rule_.words != 0;
    for (const Value& item : value) CheckTwin(item, by_field ? item.TextOf(rule_.words) : item.text());
  }
  void CheckTwin(const Value& item, std::string_view text) {
    const auto [known, is_new] = seen_.emplace(text, static_cast<uint32_t>(origins_.size()));
    origins_.push_back(item.origin());
    if (is_new) return;
    Refuse(item, Quoted(text) + " is in this list twice").Other(origins_[known->second]).Hint("remove one of them");
  }

  void CheckObject(const Value& object) const {
    if (rule_.op == Op::kFilledParts) return CheckFilledParts(object);
    std::vector<std::string_view> given;
    Origin later;  // the second of the first two in the text
    for (std::string_view field : Split(rule_.words)) {
      std::string_view term = field;
      const Value* witness = FindWitness(TakeTerm(term), object);
      if (witness == nullptr) continue;
      given.push_back(field);
      if (given.size() <= 2 && witness->origin().IsBehind(later)) later = witness->origin();
    }
    if (given.empty() && rule_.if_known && HasUnknownField(object)) return;
    if (given.empty()) Refuse(object.origin(), CodeOr(Code::kMissingField), Alternatives(rule_.words) + " is required");
    if (given.size() < 2 || rule_.op == Op::kAnyOf) return;
    Refuse(object.origin(), CodeOr(Code::kExclusive),
           "has " + given[0] + " and " + given[1] + "; only one of them can be given")
        .Other(later);
  }

  // Whether an unknown field of the object is an error.
  bool HasUnknownField(const Value& object) const {
    const std::vector<Problem>& known = part_.problems.list();
    return std::any_of(known.begin(), known.end(), [&](const Problem& problem) {
      return problem.code == Code::kUnknownField && problem.severity == Severity::kError &&
             problem.holder.SamePlace(object.origin());
    });
  }

  void CheckFilledParts(const Value& object) const {
    for (const Member& m : object.members()) {
      const Field* field = FindField(type_, m.key.text());
      if (field == nullptr) continue;
      for (const Field& inner : FieldsOf(field->type)) {
        const Value* value = inner.Has(Field::kRequired) ? FindGiven(m.value, inner.name()) : nullptr;
        if (value != nullptr && (value->IsString() || value->IsList())) CheckFilled(*value, m.value);
      }
    }
  }

  const TypeId type_;
  const Rule& rule_;
  const Part& part_;
  NumberByText seen_;
  std::vector<Origin> origins_;
};

}  // namespace

std::string_view TakeUntil(std::string_view& text, char separator) {
  const size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

Term TakeTerm(std::string_view& condition) {
  std::string_view text = TakeUntil(condition, ',');
  Term term;
  term.negated = text.starts_with('!');
  if (term.negated) text.remove_prefix(1);
  const size_t equals = text.find('=');
  if (equals != std::string_view::npos) {
    term.words = text.substr(equals + 1);
    text = text.substr(0, equals);
    if (text.ends_with('!')) {
      term.negated = true;
      text.remove_suffix(1);
    }
  }
  term.filled = text.ends_with('+');
  if (term.filled) text.remove_suffix(1);
  term.path = text;
  return term;
}

bool Holds(std::string_view condition, const Value& object) {
  while (!condition.empty()) {
    const Term term = TakeTerm(condition);
    if ((FindWitness(term, object) != nullptr) == term.negated) return false;
  }
  return true;
}

std::string Alternatives(std::string_view words) {
  std::string all;
  while (!words.empty()) {
    std::string_view word = TakeUntil(words, '|');
    if (word.ends_with('+')) word.remove_suffix(1);
    if (!all.empty()) all += words.empty() ? " or " : ", ";
    all += word;
  }
  return all;
}

Problem& Part::Refuse(const Value& object, const char* field, Code code, const std::string& message) const {
  const Value* value = object.Find(field);
  if (value != nullptr) return problems.Error(code, value->origin(), message);
  return problems.Error(code, object.origin(), message).Child(object.origin(), std::string(".") + field);
}

void CheckRules(std::span<const RuleRow> rules, const Value& object, const Part& part) {
  for (const RuleRow& row : rules) {
    if (row.rule.by_code) continue;
    if (!row.direct) {
      RuleCheck(row, part).Run(object, row.path());
      continue;
    }
    const Value* value = FindGiven(object, row.path());
    if (value != nullptr || row.rule.AsksForField()) RuleCheck(row, part).Check({object, value, row.path()});
  }
}

void CheckLate(TypeId type, const Value& value, const Part& part, std::span<const TypeCheck> checks) {
  for (const Value& item : value) CheckLate(type, item, part, checks);
  if (!value.IsMap()) return;
  CheckRules(LateRulesOf(type), value, part);
  for (const TypeCheck& row : checks) {
    if (row.type == type) row.check(value, part);
  }
  for (const Member& m : value.members()) {
    const Field* field = FindField(type, m.key.text());
    if (field != nullptr && field->shape != Shape::kMap && !FieldsOf(field->type).empty())
      CheckLate(field->type, m.value, part, checks);
  }
}

}  // namespace agentrender
