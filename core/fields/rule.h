// The rules of the tables: what a field must satisfy beyond its type. A rule is data; check_rules.cc applies it,
// describe prints it as JSON Schema and docs print it as a sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/fields/forms.h"
#include "core/fields/table.h"
#include "core/model/problem.h"

namespace agentrender {

// A rule applies to each item of a list and each value of a map, unless it is about the list as a whole.
struct Rule {
  enum class Op : uint8_t {
    kNone,
    kForm,         // a text that is not empty has a form
    kKeys,         // the keys of a map have a form
    kRange,        // a number is within bounds
    kMode,         // a number is a file mode
    kOneOf,        // a text is one of the words
    kNotOneOf,     // a value is none of the words
    kGiven,        // the field must be given
    kFilled,       // and not be empty
    kNotEmpty,     // a field that is given is not empty
    kAbsent,       // the field must not be given
    kIgnored,      // it has no effect, which is a warning
    kExactlyOne,   // one of the fields is given in the object
    kAnyOf,        // at least one of them
    kUnique,       // items differ: as texts, or in the field `words`
    kCount,        // a list has so many items
    kMaxBytes,     // a text is not longer
    kMaxTotal,     // a map is not longer, keys and values together
    kNotNegative,  // of a quantity
    kFilledParts,  // what the objects below require is not empty
  };

  Op op = Op::kNone;
  FormId form = FormId::kDns1123Label;
  bool filled : 1 = false;     // kForm: refuses an empty text, as kNotEmpty does
  bool required : 1 = false;   // and an absent one, as kFilled does
  bool empty_too : 1 = false;  // kForm: an empty text must have the form, too
  bool by_code : 1 = false;    // executed by a check of check/; here for the schema alone
  bool if_known : 1 = false;   // kAnyOf: not beside an unknown field, which may be what was meant
  Code code = kPart;
  uint16_t least = 0;
  const char* words = nullptr;
  const char* when = nullptr;  // a condition (see Holds()); null: always
  const char* says = nullptr;  // instead of the usual message
  const char* hint = nullptr;
  int64_t most = 0;

  // Whether the rule also applies to fields that are not given.
  constexpr bool AsksForField() const { return op == Op::kGiven || op == Op::kFilled || op == Op::kCount || required; }

  constexpr Rule When(const char* condition) const {
    Rule rule = *this;
    rule.when = condition;
    return rule;
  }
  constexpr Rule As(Code other) const {
    Rule rule = *this;
    rule.code = other;
    return rule;
  }
  constexpr Rule Says(const char* message, const char* advice = nullptr) const {
    Rule rule = *this;
    rule.says = message;
    rule.hint = advice;
    return rule;
  }
  constexpr Rule Hint(const char* advice) const { return Says(says, advice); }
  constexpr Rule EmptyToo() const {
    Rule rule = *this;
    rule.empty_too = true;
    return rule;
  }
  constexpr Rule ByCode() const {
    Rule rule = *this;
    rule.by_code = true;
    return rule;
  }
  constexpr Rule IfKnown() const {
    Rule rule = *this;
    rule.if_known = true;
    return rule;
  }
};

namespace rule {

using enum FormId;
using Op = Rule::Op;

constexpr Rule Make(Op op, Code code = kPart, const char* words = nullptr, uint16_t least = 0, int64_t most = 0) {
  Rule rule;
  rule.op = op;
  rule.code = code;
  rule.words = words;
  rule.least = least;
  rule.most = most;
  return rule;
}
constexpr Rule MakeForm(Op op, FormId form, bool filled, bool required) {
  Rule rule = Make(op);
  rule.form = form;
  rule.filled = filled;
  rule.required = required;
  return rule;
}

constexpr Rule None() { return {}; }
constexpr Rule Form(FormId form) { return MakeForm(Op::kForm, form, false, false); }
// A text that is not empty if given; one that must be given.
constexpr Rule Named(FormId form) { return MakeForm(Op::kForm, form, true, false); }
constexpr Rule Name(FormId form) { return MakeForm(Op::kForm, form, true, true); }
constexpr Rule Keys(FormId form) { return MakeForm(Op::kKeys, form, false, false); }
constexpr Rule Range(uint16_t least, int64_t most) { return Make(Op::kRange, kPart, nullptr, least, most); }
constexpr Rule Mode() { return Make(Op::kMode, Code::kFileMode, nullptr, 0, 0777); }
constexpr Rule OneOf(const char* words) { return Make(Op::kOneOf, Code::kBadValue, words); }
constexpr Rule NotOneOf(const char* words) { return Make(Op::kNotOneOf, kPart, words); }
constexpr Rule Given() { return Make(Op::kGiven, Code::kMissingField); }
constexpr Rule Filled() { return Make(Op::kFilled); }
constexpr Rule NotEmpty() { return Make(Op::kNotEmpty); }
constexpr Rule Absent() { return Make(Op::kAbsent); }
constexpr Rule Ignored() { return Make(Op::kIgnored, Code::kDroppedField); }
constexpr Rule ExactlyOne(const char* fields) { return Make(Op::kExactlyOne, kPart, fields); }
constexpr Rule AnyOf(const char* fields) { return Make(Op::kAnyOf, Code::kMissingField, fields); }
constexpr Rule Unique(const char* field = "") { return Make(Op::kUnique, Code::kDuplicateItem, field); }
constexpr Rule Count(uint16_t items) { return Make(Op::kCount, kPart, nullptr, items, items); }
constexpr Rule MaxBytes(int64_t bytes) { return Make(Op::kMaxBytes, kPart, nullptr, 0, bytes); }
constexpr Rule MaxTotal(int64_t bytes) { return Make(Op::kMaxTotal, kPart, nullptr, 0, bytes); }
// For a path, an address or a name, which are never long: no system accepts a longer path (PATH_MAX).
constexpr Rule Short() { return MaxBytes(4096); }
constexpr Rule NotNegative() { return Make(Op::kNotNegative); }
constexpr Rule FilledParts() { return Make(Op::kFilledParts); }

}  // namespace rule

// A rule of a type: `path` leads from the object to what the rule checks, through lists ("matchExpressions.key"); "" is
// the object itself.
struct RuleRow {
  TypeId type;
  bool direct;  // the path is the name of a field
  uint8_t length;
  const char* text;
  Rule rule;

  constexpr std::string_view path() const { return {text, length}; }
};

// What is checked when input is decoded, and what the API server asks of core/v1 objects beyond that; the base's not
// included.
std::span<const RuleRow> RulesOf(TypeId type);
std::span<const RuleRow> LateRulesOf(TypeId type);

}  // namespace agentrender
