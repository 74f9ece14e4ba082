#include <algorithm>

#include "core/fields/checker.h"
#include "core/fields/rules.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

constexpr const char* kRequired = "requiredDuringSchedulingIgnoredDuringExecution";
constexpr const char* kPreferred = "preferredDuringSchedulingIgnoredDuringExecution";

void CheckToleration(const Value& toleration, const Checker& check) {
  const std::string_view op = toleration.TextOf("operator");
  const bool has_key = !toleration.TextOf("key").empty();
  if (has_key) {
    check.LabelKey(toleration, "key");
  } else if (op != "Exists") {
    check
        .Refuse(toleration, "operator",
                "a toleration without key needs the operator Exists, which tolerates everything")
        .Hint("add the key of the taint, or operator: Exists");
  }
  if (toleration.Get("tolerationSeconds").Present() && toleration.TextOf("effect") != "NoExecute") {
    check.Refuse(toleration, "tolerationSeconds", "needs the effect NoExecute").Hint("add effect: NoExecute");
  }
  if (op == "Exists" && !toleration.TextOf("value").empty()) {
    check.Refuse(toleration, "value", "must be empty with the operator Exists")
        .Hint("take it out, or use operator: Equal");
  } else if (op == "Lt" || op == "Gt") {
    check.Refuse(toleration, "operator", std::string(op) + " is not an operator of Kubernetes 1.34")
        .Hint("use Equal or Exists");
  } else if (op.empty() || op == "Equal") {
    const std::string_view value = toleration.TextOf("value");
    const char* expected = names::CheckLabelValue(value);
    if (expected != nullptr)
      check.Refuse(toleration, "value", Code::kBadLabel, Quoted(value) + " is not valid: expected " + expected);
  }
}

// Whether values must be valid label values depends on where the term stands.
void CheckNodeExpression(const Value& expression, bool strict_values, const Checker& check) {
  check.LabelKey(expression, "key");
  check.OperatorValues(expression);
  const std::string_view op = expression.TextOf("operator");
  const Value values = expression.Get("values");
  if ((op == "Gt" || op == "Lt") && values.size() != 1) {
    check.Refuse(expression, "values", "the operator " + std::string(op) + " takes exactly one value");
  }
  if (strict_values) check.LabelValues(values);
}

void CheckNodeField(const Value& expression, const Checker& check) {
  check.OneOf(expression, "key", {"metadata.name"});
  const bool known = check.OneOf(expression, "operator", {"In", "NotIn"});
  const Value values = expression.Get("values");
  if (known && values.size() != 1) check.Refuse(expression, "values", "a field takes exactly one value");
  for (const Value& value : values) {
    const char* expected = names::CheckDns1123Subdomain(value.text());
    if (expected != nullptr)
      check.Refuse(value, Quoted(value.text()) + " is not the name of a node: expected " + expected);
  }
}

void CheckNodeTerm(const Value& term, bool strict_values, const Checker& check) {
  for (const Value& expression : term.Get("matchExpressions")) CheckNodeExpression(expression, strict_values, check);
  for (const Value& expression : term.Get("matchFields")) CheckNodeField(expression, check);
}

void CheckNodeAffinity(const Value& affinity, const Checker& check) {
  const Value required = affinity.Get(kRequired);
  if (required.Present()) check.NotEmpty(required, "nodeSelectorTerms");
  for (const Value& term : required.Get("nodeSelectorTerms")) CheckNodeTerm(term, true, check);
  for (const Value& preferred : affinity.Get(kPreferred)) {
    check.Range(preferred, "weight", 1, 100);
    CheckNodeTerm(preferred.Get("preference"), false, check);
  }
}

bool HasItem(const Value& list, std::string_view text) {
  return std::any_of(list.begin(), list.end(), [&](const Value& item) { return item.text() == text; });
}

void CheckLabelKeys(const Value& term, const char* field, const Checker& check) {
  const Value keys = term.Get(field);
  if (keys.empty()) return;
  if (!term.Get("labelSelector").Present()) {
    check.Refuse(term, field, "needs a labelSelector beside it")
        .Hint("add labelSelector, or take " + std::string(field) + " out");
    return;
  }
  for (const Value& key : keys) {
    const char* expected = names::CheckQualifiedName(key.text());
    if (expected != nullptr) {
      check.problems().Error(Code::kBadLabel, key.origin(),
                             "the label key " + Quoted(key.text()) + " is not valid: expected " + expected);
    }
  }
}

// A key of matchLabelKeys that an expression of the selector has, and something
// before it in the selector, too.
void CheckKeysInSelector(const Value& term, const Checker& check) {
  const Value selector = term.Get("labelSelector");
  const Value expressions = selector.Get("matchExpressions");
  for (const Value& key : term.Get("matchLabelKeys")) {
    int uses = selector.Get("matchLabels").Find(key.text()) != nullptr ? 1 : 0;
    int in_expressions = 0;
    for (const Value& expression : expressions) in_expressions += expression.TextOf("key") == key.text() ? 1 : 0;
    uses += in_expressions;
    if (in_expressions > 0 && uses > 1) {
      check.Refuse(key, Quoted(key.text()) + " is in the labelSelector already")
          .Other(selector.origin())
          .Hint("take one of them out");
    }
    if (HasItem(term.Get("mismatchLabelKeys"), key.text())) {
      check.Refuse(key, Quoted(key.text()) + " is in mismatchLabelKeys, too").Hint("take one of them out");
    }
  }
}

void CheckPodTerm(const Value& term, const Checker& check) {
  check.LabelSelector(term.Get("labelSelector"));
  check.LabelSelector(term.Get("namespaceSelector"));
  for (const Value& ns : term.Get("namespaces")) {
    const char* expected = names::CheckDns1123Label(ns.text());
    if (expected != nullptr) check.Refuse(ns, Quoted(ns.text()) + " is not a namespace: expected " + expected);
  }
  CheckLabelKeys(term, "matchLabelKeys", check);
  CheckLabelKeys(term, "mismatchLabelKeys", check);
  CheckKeysInSelector(term, check);
  if (check.NotEmpty(term, "topologyKey")) check.LabelKey(term, "topologyKey");
}

void CheckPodAffinity(const Value& affinity, const Checker& check) {
  for (const Value& term : affinity.Get(kRequired)) CheckPodTerm(term, check);
  for (const Value& preferred : affinity.Get(kPreferred)) {
    check.Range(preferred, "weight", 1, 100);
    CheckPodTerm(preferred.Get("podAffinityTerm"), check);
  }
}

}  // namespace

void CheckTolerations(const Value& tolerations, Problems& problems) {
  const Checker check(Code::kInvalidToleration, problems);
  for (const Value& toleration : tolerations) CheckToleration(toleration, check);
}

void CheckAffinity(const Value& affinity, Problems& problems) {
  const Checker check(Code::kInvalidAffinity, problems);
  CheckNodeAffinity(affinity.Get("nodeAffinity"), check);
  CheckPodAffinity(affinity.Get("podAffinity"), check);
  CheckPodAffinity(affinity.Get("podAntiAffinity"), check);
}

}  // namespace agentrender
