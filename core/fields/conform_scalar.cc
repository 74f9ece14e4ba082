// Takes one value that is not an object of the tables, gives it in the form of its type: a canonical quantity, a whole
// number, a word of an enum. Whatever is refused gets a hint that says how to write it.
#include "core/fields/conform_scalar.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/fields/unfit.h"
#include "core/formats/duration.h"
#include "core/formats/json_text.h"
#include "core/formats/quantity.h"
#include "core/model/causes.h"

namespace agentrender {

namespace {

// Messages do not list the values of longer enums.
constexpr size_t kListedValues = 20;

// `made` with a cause, unless it is the same as the input.
Value Canonical(const Value& made, const Value& in) {
  const bool same = made.kind() == in.kind() && made.text() == in.text();
  return same ? made : made.WithCause(causes::kCanonical);
}

Value ConformText(const Value& in, Decoding& decoding) { return IsA(Kind::kString, in, decoding) ? in : Value(); }

Value ConformBool(const Value& in, Decoding& decoding) {
  return IsA(Kind::kBool, in, decoding) ? Canonical(Value::Bool(in.AsBool(), in.origin()), in) : Value();
}

// As in JSON, 1.0 is a whole number; 1.5 is not.
std::optional<int64_t> WholeNumber(const Value& in) {
  if (in.kind() != Kind::kFloat) return in.AsInt();
  constexpr double kExact = 9007199254740992.0;
  const double number = in.AsDouble();
  if (!(number >= -kExact && number <= kExact)) return std::nullopt;
  const auto whole = static_cast<int64_t>(number);
  return static_cast<double>(whole) == number ? std::optional(whole) : std::nullopt;
}

template <class T>
Value ConformInt(const Value& in, Decoding& decoding) {
  constexpr int64_t kLeast = std::numeric_limits<T>::min();
  constexpr int64_t kMost = std::numeric_limits<T>::max();
  const std::optional<int64_t> number = WholeNumber(in);
  if (number && *number >= kLeast && *number <= kMost)
    return Canonical(Value::Int(decoding.arena, *number, in.origin()), in);
  // A number with too many digits for an int64 is still a whole number, but not between the bounds.
  const bool digits = in.kind() == Kind::kFloat && in.text().find_first_of(".eE") == std::string_view::npos;
  if (!digits && !IsA(Kind::kInt, in, decoding)) return {};
  decoding.problems.Error(
      Code::kBadValue, in.origin(),
      std::string(in.text()) + " is not between " + std::to_string(kLeast) + " and " + std::to_string(kMost));
  return {};
}

Value ConformIntOrString(const Value& in, Decoding& decoding) {
  return in.IsString() ? in : ConformInt<int32_t>(in, decoding);
}

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && IsDigit(text[at])) ++at;
  return at;
}

// The place after `1`, `1.`, `1.5` or `.5`; `at` if no number begins there.
size_t SkipNumber(std::string_view text, size_t at) {
  const size_t whole = SkipDigits(text, at);
  if (whole == text.size() || text[whole] != '.') return whole;
  const size_t end = SkipDigits(text, whole + 1);
  return end == at + 1 ? at : end;
}

// The CRD accepts fewer texts than Kubernetes' own parser: a digit is required, and white space is not allowed.
bool IsQuantityOfCrd(std::string_view text) {
  constexpr std::string_view kUnits = "numkMGTPE";
  constexpr std::string_view kBinaryUnits = "KMGTPE";
  const size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const size_t end = SkipNumber(text, sign);
  if (end == sign) return false;
  const std::string_view unit = text.substr(end);
  if (unit.empty() || (unit.size() == 1 && kUnits.find(unit[0]) != std::string_view::npos)) return true;
  if (unit.size() == 2 && unit[1] == 'i' && kBinaryUnits.find(unit[0]) != std::string_view::npos) return true;
  return unit[0] == 'e' || unit[0] == 'E';
}

// As in JSON, 1.5e9 is a whole number; 1.5 and numbers that do not fit an int64 are not.
bool IsWhole(const Value& value) {
  constexpr double kBeyond = 9223372036854775808.0;
  if (value.kind() == Kind::kInt) return true;
  if (value.kind() != Kind::kFloat) return false;
  const double number = value.AsDouble();
  return number >= -kBeyond && number < kBeyond && static_cast<double>(static_cast<int64_t>(number)) == number;
}

Value ConformQuantity(const Value& in, Decoding& decoding) {
  if (!IsWhole(in) && !in.IsString()) {
    decoding.problems
        .Error(Code::kWrongType, in.origin(), std::string("expected a quantity, found ") + NameOf(in.kind()))
        .Hint(in.kind() == Kind::kFloat && FindWithoutJsonForm(in) == nullptr
                  ? "quote it: '" + in.text() + "'"
                  : "write a number with a unit, such as 500m or 4Gi");
    return {};
  }
  Arena& arena = decoding.arena;
  const bool fits = !in.IsString() || IsQuantityOfCrd(in.text());
  const std::optional<Quantity> quantity = fits ? QuantityOf(arena, in) : std::nullopt;
  if (quantity) return Canonical(Value::String(CanonicalText(arena, *quantity), in.origin()), in);
  decoding.problems.Error(Code::kBadQuantity, in.origin(), Quoted(in.text()) + " is not a quantity")
      .Hint("the units are n, u, m, k, M, G, T, P, E and Ki, Mi, Gi, Ti, Pi, Ei; letter case counts");
  return {};
}

// The size of a claim: a quantity above zero, written as a string.
Value ConformSize(const Value& in, Decoding& decoding) {
  if (!in.IsScalar()) return ConformText(in, decoding);
  if (!in.IsString()) {
    decoding.problems.Error(Code::kWrongType, in.origin(), "expected a size with a unit, found the number " + in.text())
        .Hint("write it like 10Gi");
    return {};
  }
  if (in.text().empty()) return in;
  const std::optional<Quantity> quantity = ParseQuantity(decoding.arena, in.text());
  if (!quantity) {
    decoding.problems.Error(Code::kBadQuantity, in.origin(), Quoted(in.text()) + " is not a quantity")
        .Hint("sizes are written like 10Gi, without spaces");
  } else if (SignOf(*quantity) <= 0) {
    decoding.problems.Error(Code::kBadQuantity, in.origin(), Quoted(in.text()) + " is not above zero");
  } else {
    return Value::String(CanonicalText(decoding.arena, *quantity), in.origin());
  }
  return {};
}

Value ConformDuration(const Value& in, Decoding& decoding) {
  if (in.kind() == Kind::kInt) {
    decoding.problems.Error(Code::kWrongType, in.origin(), "expected a duration, found the number " + in.text())
        .Hint("write it with a unit: " + in.text() + "s");
    return {};
  }
  if (!IsA(Kind::kString, in, decoding) || ParseDuration(in.text())) return in;
  decoding.problems.Error(Code::kBadValue, in.origin(), Quoted(in.text()) + " is not a duration")
      .Hint("durations are written like 90s, 5m or 1h30m");
  return in;
}

// The configuration is written as JSON, which cannot represent .inf and .nan (R26).
Value ConformJson(const Value& in, Decoding& decoding) {
  if (in.kind() == Kind::kFloat && FindWithoutJsonForm(in) != nullptr) {
    decoding.problems
        .Error(Code::kBadValue, in.origin(), std::string(in.text()) + " is not a number that JSON can represent")
        .Hint("write a finite number, or quote it");
  }
  for (const Value& item : in) ConformJson(item, decoding);
  for (const Member& m : in.members()) ConformJson(m.value, decoding);
  return in;
}

// Whether a text of several lines is probably a YAML object: its first line with content is a `key: value`.
bool HoldsFields(std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line[0] == '#' || line == "---") continue;
    if (line.starts_with("- ") || line[0] == '[') return false;
    // Text with a space before the colon is prose: `Use this: ...`.
    const size_t colon = std::min(line.find(": "), line.ends_with(':') ? line.size() - 1 : line.npos);
    return colon != line.npos && colon != 0 && line.substr(0, colon).find(' ') == line.npos;
  }
  return false;
}

// How to turn a text that contains the configuration into the configuration itself.
const char* ConfigHint(const Value& config) {
  const std::string_view text = config.text();
  const size_t first = text.find_first_not_of(" \n\t");
  const bool json = config.IsString() && first != text.npos && text[first] == '{';
  const bool block = config.IsString() && text.find('\n') != text.npos;
  if (block && (json || HoldsFields(text)))
    return "delete the | or > after config: then the lines below are read as an object";
  return json ? "delete the quotes around it and the backslashes in it, or the |, > or >- after config"
              : "write the settings as fields below config";
}

Value ConformJsonObject(const Value& in, Decoding& decoding) {
  ConformJson(in, decoding);
  if (in.IsMap()) return in;
  decoding.problems
      .Error(Code::kConfigNotObject, in.origin(),
             std::string("the OpenCode configuration must be an object, not ") + NameOf(in.kind()))
      .Hint(ConfigHint(in));
  return in;
}

std::string Listed(const std::vector<std::string_view>& words) {
  std::string list;
  for (std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

Value ConformEnum(TypeId type, const Value& in, Decoding& decoding) {
  if (!IsA(Kind::kString, in, decoding)) return {};
  const std::span<const char* const> values = ValuesOf(type);
  if (std::any_of(values.begin(), values.end(), [&](const char* value) { return in.text() == value; })) return in;
  std::vector<std::string_view> known;
  // Lists v0.1.7, but not its other spelling 0.1.7, and not the empty text, which counts as absent.
  for (const std::string_view value : values) {
    if (!value.empty() && (known.empty() || known.back() != "v" + value)) known.push_back(value);
  }
  const bool listed = known.size() <= kListedValues;
  Problem& problem =
      decoding.problems.Error(Code::kBadValue, in.origin(),
                              Quoted(in.text()) + (listed ? " is not one of " + Listed(known) : " is not known here"));
  // v0.1.10 is as near to v0.1.2 as to any other release: the list says enough.
  if (type == TypeId::kReleaseName) return {};
  const std::string_view near = Nearest(in.text(), known);
  if (!near.empty()) problem.Hint("did you mean " + near + "?");
  return {};
}

// The object is kept, but empty: the CRD prunes its fields.
Value ConformPruned(const Value& in, Decoding& decoding) {
  if (!IsA(Kind::kMap, in, decoding) || !HasFewEntries(in, decoding)) return {};
  for (const Member& m : in.members()) {
    decoding.problems
        .Warning(Code::kDroppedField, m.key.origin(), "is dropped: Kubernetes does not store this for an Agent")
        .Child(in.origin(), "." + m.key.text())
        .Hint("remove it");
  }
  return Value::Map(decoding.arena, 0, in.origin());
}

}  // namespace

Value ConformScalar(TypeId type, const Value& in, Decoding& decoding) {
  switch (type) {
    case TypeId::kString: return ConformText(in, decoding);
    case TypeId::kBool: return ConformBool(in, decoding);
    case TypeId::kInt32: return ConformInt<int32_t>(in, decoding);
    case TypeId::kInt64: return ConformInt<int64_t>(in, decoding);
    case TypeId::kIntOrString: return ConformIntOrString(in, decoding);
    case TypeId::kQuantity: return ConformQuantity(in, decoding);
    case TypeId::kPruned: return ConformPruned(in, decoding);
    case TypeId::kAny: return in;
    case TypeId::kJson: return ConformJson(in, decoding);
    case TypeId::kJsonObject: return ConformJsonObject(in, decoding);
    case TypeId::kSize: return ConformSize(in, decoding);
    case TypeId::kDuration: return ConformDuration(in, decoding);
    default: return ConformEnum(type, in, decoding);
  }
}

}  // namespace agentrender
