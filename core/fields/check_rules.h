// Applies the rules of the tables to the result of Conform(), and reports at the places in the input.
#pragma once

#include "core/fields/rule.h"
#include "core/model/problem.h"
#include "core/model/value.h"

namespace agentrender {

// The part of the input that is checked, and the codes of its findings.
struct Part {
  Arena& arena;
  Problems& problems;
  Code wrong = Code::kBadValue;  // for kPart
  Code empty = Code::kBadValue;  // of a text or list that must not be empty

  // Report on a node, or on a field: at its place, or at its object's place if the field is absent.
  Problem& Refuse(const Value& node, const std::string& message) const { return Refuse(node, wrong, message); }
  Problem& Refuse(const Value& node, Code code, const std::string& message) const {
    return problems.Error(code, node.origin(), message);
  }
  Problem& Refuse(const Value& object, const char* field, const std::string& message) const {
    return Refuse(object, field, wrong, message);
  }
  Problem& Refuse(const Value& object, const char* field, Code code, const std::string& message) const;
};

// `rules` on one object.
void CheckRules(std::span<const RuleRow> rules, const Value& object, const Part& part);

// A check that no rule can express, on an object of a type.
struct TypeCheck {
  TypeId type;
  void (*check)(const Value& object, const Part& part);
};

// The late rules of a type of core/v1 and of all types below it, plus `checks`; absent values are fine. For a list, its
// items are checked.
void CheckLate(TypeId type, const Value& value, const Part& part, std::span<const TypeCheck> checks);

// Whether a condition holds for an object. It is a list of terms, separated by commas, all of which must hold:
//
//   a.b          the field is given, and not null
//   a.b+         it is also not empty
//   a.b=x|y      it is one of the words
//   a.b!=x|y     it is none of them, or not given
//   !a.b, !a.b+  the opposite
//
// A path leads through lists: it is enough if one item has it.
bool Holds(std::string_view condition, const Value& object);

// The parts of a term of a condition.
struct Term {
  bool negated = false;
  bool filled = false;
  std::string_view path;
  std::string_view words;  // empty unless the term has them
};
// Removes the first term from a condition and returns it.
Term TakeTerm(std::string_view& condition);
// Removes the text before `separator`, and the separator, from the front, and returns the text.
std::string_view TakeUntil(std::string_view& text, char separator);

// "a, b or c" of "a|b|c"; a + after a name is left out.
std::string Alternatives(std::string_view words);

}  // namespace agentrender
