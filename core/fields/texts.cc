// Takes a field or a rule, gives its text for people. The texts are not part of table.cc's rows, so that modules that
// print no docs do not contain them.
#include "core/fields/texts.h"

#include "core/fields/check_rules.h"

namespace agentrender {

namespace {

constexpr const char* kTypeNames[] = {
    "string", "boolean", "integer", "integer", "integer or string", "quantity",
    "Pruned", "any",     "any",     "object",  "quantity",          "duration",
#define ENUM(type) #type,
#include "core/fields/tables.def"
#define OBJECT(type) #type,
#include "core/fields/tables.def"
};

constexpr const char* kTexts[] = {
#define FIELD(type, name, shape, kind, flags, fallback, rule, since, text) text,
#include "core/fields/tables.def"
};

// "when type is Git or URL", with a space before it; empty without a condition.
std::string When(const char* condition) {
  std::string text;
  std::string_view rest = condition == nullptr ? "" : condition;
  while (!rest.empty()) {
    const Term term = TakeTerm(rest);
    text += (text.empty() ? " when " : " and ") + std::string(term.path) + (term.negated ? " is not " : " is ") +
            (term.words.empty() ? "given" : Alternatives(term.words));
  }
  return text;
}

// What a check expects, which it says when it refuses a text: no form allows all of these.
std::string FormText(const Rule& rule) {
  const auto check = FormOf(rule.form).check;
  for (const char* bad : {"\x01 ", " ", "/..", "0", ""}) {
    const char* expected = check == nullptr ? nullptr : check(bad);
    if (expected != nullptr) return expected;
  }
  return rule.form == FormId::kText ? "a text" : std::string("matches ") + PatternOf(rule.form).pattern;
}

std::string Number(int64_t number) { return std::to_string(number); }

}  // namespace

std::string_view NameOf(TypeId type) { return kTypeNames[static_cast<size_t>(type)]; }

std::string_view TextOf(const Field& field) { return kTexts[PlaceOf(field)]; }

std::string FullTextOf(const Field& field) {
  std::string text(TextOf(field));
  const auto add = [&](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
  if (IsOwn(OwnerOf(field)) && field.fallback() != nullptr) add("Default: " + std::string(field.fallback()) + ".");
  if (field.since != 0) add("Since " + std::string(field.Since()) + " of the controller.");
  return text;
}

std::string SentenceOf(const Rule& rule) {
  using Op = Rule::Op;
  const std::string words = rule.words == nullptr ? "" : Alternatives(rule.words);
  const std::string when = When(rule.when);
  switch (rule.op) {
    case Op::kNone:
    case Op::kFilledParts: return {};
    case Op::kForm: return (rule.filled ? "not empty; " : "") + FormText(rule) + when;
    case Op::kKeys: return "keys: " + FormText(rule) + when;
    case Op::kRange: return "from " + Number(rule.least) + " to " + Number(rule.most) + when;
    case Op::kMode: return "from 0 to 0777" + when;
    case Op::kOneOf: return words + when;
    case Op::kNotOneOf: return "not " + words + when;
    case Op::kGiven: return "required" + when;
    case Op::kFilled: return "required and not empty" + when;
    case Op::kNotEmpty: return "not empty" + when;
    case Op::kAbsent: return "not allowed" + when;
    case Op::kIgnored: return "ignored" + when;
    case Op::kExactlyOne: return "exactly one of " + words + when;
    case Op::kAnyOf: return "at least one of " + words + when;
    case Op::kUnique: return *rule.words == 0 ? "no two alike" : "no two with the same " + words;
    case Op::kCount: return "exactly " + Number(rule.least) + " entry" + when;
    case Op::kMaxBytes: return "at most " + Number(rule.most) + " bytes" + when;
    case Op::kMaxTotal: return "at most " + Number(rule.most) + " bytes, keys and values together";
    case Op::kNotNegative: return "not negative" + when;
  }
  return {};
}

}  // namespace agentrender
