#include "core/fields/field_rules.h"

#include <string>
#include <vector>

#include "core/formats/names.h"
#include "core/read/read.h"

namespace agentrender {

namespace {

struct RuleRow {
  std::string_view place;
  std::string_view rule;
};
constexpr RuleRow kRules[] = {
#define FIELD_RULE(place, rule) {place, rule},
#include "core/fields/field_rules.def"
#undef FIELD_RULE
};

#define LABEL "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
#define SUBDOMAIN LABEL "(\\." LABEL ")*"
#define KEY_NAME "[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?"
#define SUBSCRIPT "metadata\\.annotations\\['[^']+'\\]|metadata\\.labels\\['(" SUBDOMAIN "/)?" KEY_NAME "'\\]"
#define NO_BACKSTEPS "(?!([\\s\\S]*/)?\\.\\.(/|$))"

// A form of text as a regular expression that takes whatever the program takes. Where a longest
// text is not given, the check itself says no more, or the expression does.
struct FormRow {
  std::string_view name;
  TextForm form;  // null for a form that a rule alone asks for
  const char* pattern;
  int64_t longest;
};
constexpr FormRow kForms[] = {
    {"dns1123Label", names::CheckDns1123Label, LABEL, 63},
    {"dns1123Subdomain", names::CheckDns1123Subdomain, SUBDOMAIN, 253},
    {"dns1035Label", names::CheckDns1035Label, "[a-z]([-a-z0-9]*[a-z0-9])?", 63},
    {"portName", names::CheckPortName, "(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*", 15},
    {"envName", names::CheckEnvName, "[ -<>-~]+", 0},
    {"configMapKey", names::CheckConfigMapKey, R"((?!\.\.|\.$)[-._a-zA-Z0-9]+)", 253},
    {"qualifiedName", names::CheckQualifiedName, "(" SUBDOMAIN "/)?" KEY_NAME, 317},
    {"labelValue", names::CheckLabelValue, KEY_NAME, 63},
    {"line", names::CheckLine, "[^\\x00-\\x08\\x0a-\\x1f\\x7f]+", 0},
    {"gitArgument", names::CheckGitArgument, "(?!-)[^\\x00-\\x08\\x0a-\\x1f\\x7f]+", 0},
    {"dateTime", names::CheckDateTime, "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.*", 0},
    {"cidr", names::CheckCidr, "[0-9.]+/[0-9]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*/[0-9]+", 0},
    {"bundleName", nullptr, "([\\s\\S]*:)?" SUBDOMAIN, 0},
    {"clusterDomain", nullptr, "[a-z0-9]([-.a-z0-9]*[a-z0-9])?", 253},
    {"driverName", nullptr, "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*", 63},
    {"duration", nullptr, "[-+]?(0|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|\xC2\xB5s|\xCE\xBCs|ms|s|m|h))+)", 0},
    {"envFieldPath", nullptr,
     "metadata\\.(name|namespace|uid)|" SUBSCRIPT "|"
     "spec\\.(host|nodeName|serviceAccountName)|status\\.(hostIPs?|podIPs?)",
     0},
    {"httpAddress", nullptr, "https?://[^\\x00-\\x08\\x0a-\\x1f\\x7f]+", 0},
    {"initiator", nullptr,
     "eui.[a-zA-Z0-9]{16}|naa.[a-zA-Z0-9]{32}|(?=iqn)[\\s\\S]*iqn\\.[0-9]{4}-[0-9]{2}\\.[-.a-zA-Z0-9]+:"
     "[^,;*&$| \\t\\n\\f\\r]+",
     0},
    {"noBacksteps", nullptr, NO_BACKSTEPS "[\\s\\S]*", 0},
    {"quantity", nullptr, "[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?", 0},
    {"relativePath", nullptr, "(?!/)" NO_BACKSTEPS "[\\s\\S]*", 0},
    {"resourceName", nullptr,
     "cpu|memory|ephemeral-storage|hugepages-[^/]+|(?!requests\\.(?!.*kubernetes\\.io/))[^/]+/[^/]+", 0},
    {"signerName", nullptr, "(?=[^/]*\\.)" SUBDOMAIN "/" SUBDOMAIN, 571},
    {"size", nullptr, "\\+?(?=[0-9.]*[1-9])[0-9]*\\.?[0-9]*([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?", 0},
    {"skillName", nullptr, "[a-zA-Z0-9]([-._a-zA-Z0-9]*[a-zA-Z0-9])?", 253},
    {"sysctlName", nullptr, "[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*", 253},
    {"unpadded", nullptr, R"((?![ \t\r\n\v\f])(?![\s\S]*[ \t\r\n\v\f]$)[\s\S]*)", 0},
    {"volumeFieldPath", nullptr, "metadata\\.(name|namespace|uid|labels|annotations)|" SUBSCRIPT, 0},
    {"volumePath", nullptr, "(?!/|\\.\\.)" NO_BACKSTEPS "[\\s\\S]*", 0},
};
#undef LABEL
#undef SUBDOMAIN
#undef KEY_NAME
#undef SUBSCRIPT
#undef NO_BACKSTEPS

void AddForm(Value& schema, const FormRow& row, Arena& arena) {
  const std::string pattern = "^(" + std::string(row.pattern) + ")?$";
  schema.Add(arena, "pattern", Value::String(arena.Copy(pattern)));
  if (row.longest > 0) schema.Add(arena, "maxLength", Value::Int(arena, row.longest));
}

// The fields are there and not null.
Value Given(const Value& names, Arena& arena) {
  Value not_null = Value::Map(arena);
  Value null = Value::Map(arena);
  null.Add(arena, "type", Value::String("null"));
  not_null.Add(arena, "not", null);
  Value properties = Value::Map(arena);
  for (const Value& name : names) properties.Add(arena, name, not_null);
  Value schema = Value::Map(arena);
  schema.Add(arena, "required", names);
  schema.Add(arena, "properties", properties);
  Value all = Value::List(arena);
  all.Push(arena, schema);
  return all;
}

// A rule with our own words replaced by those of JSON Schema.
Value Expanded(const Value& rule, Arena& arena) {
  if (rule.IsScalar()) return rule;
  Value made = rule.IsMap() ? Value::Map(arena) : Value::List(arena);
  for (const Value& item : rule) made.Push(arena, Expanded(item, arena));
  for (const Member& m : rule.members()) {
    const std::string_view word = m.key.text();
    if (word == "given") {
      made.Add(arena, "allOf", Given(m.value, arena));
    } else if (word != "form") {
      made.Add(arena, m.key, Expanded(m.value, arena));
    }
    for (const FormRow& row : kForms) {
      if (word == "form" && row.name == m.value.text()) AddForm(made, row, arena);
    }
  }
  return made;
}

}  // namespace

Value FieldRules(std::string_view place, Arena& arena) {
  Value rules = Value::List(arena);
  for (const RuleRow& row : kRules) {
    if (row.place != place) continue;
    std::vector<Document> documents;
    Problems ignored;
    if (Read({place, row.rule}, 0, arena, documents, ignored) && documents.size() == 1) {
      rules.Push(arena, Expanded(documents[0].root, arena));
    }
  }
  return rules;
}

void AddTextForm(Value& schema, TextForm form, Arena& arena) {
  for (const FormRow& row : kForms) {
    if (form != nullptr && row.form == form) AddForm(schema, row, arena);
  }
}

}  // namespace agentrender
