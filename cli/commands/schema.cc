// schema: prints the JSON Schemas of the kinds that are read, indented for people.
#include "cli/command.h"
#include "cli/io.h"
#include "cli/rendering.h"
#include "core/fields/crd.h"
#include "core/fields/describe.h"
#include "core/fields/field_docs.h"
#include "core/fields/strict_schema.h"
#include "core/model/problem.h"
#include "core/settings/config.h"
#include "core/write/emit.h"

namespace agentrender {

namespace {

std::string Json(const Value& scalar) {
  Output out;
  EmitJson(scalar, out);
  return std::string(out.view());
}

// JSON for readers: a line for each key and item.
void Append(const Value& value, const std::string& indent, std::string& out) {
  if (value.empty()) {
    out += value.IsMap() ? "{}" : value.IsList() ? "[]" : Json(value);
    return;
  }
  const std::string deeper = indent + "  ";
  out += value.IsMap() ? "{" : "[";
  for (uint32_t i = 0; i < value.size(); ++i) {
    out += (i == 0 ? "\n" : ",\n") + deeper;
    if (value.IsMap()) out += Json(Value::String(value.member(i).key.text())) + ": ";
    Append(value.IsMap() ? value.member(i).value : value.at(i), deeper, out);
  }
  out += "\n" + indent + (value.IsMap() ? "}" : "]");
}

Value DescribeConfig(Arena& arena, const Controller&) {
  return DescribeKind(kConfigVersion, kConfigKind, TypeId::kAgentRender, arena);
}

Value DescribeRevisions(Arena& arena, const Controller&) {
  return DescribeKind(kConfigVersion, "GitRevisions", TypeId::kGitRevisions, arena);
}

struct KindRow {
  std::string_view kind;  // as the command line says it
  Value (*describe)(Arena& arena, const Controller& controller);
};
constexpr KindRow kKinds[] = {{"", DescribeKinds}, {kConfigKind, DescribeConfig}, {"GitRevisions", DescribeRevisions}};

enum : int { kFormat = kNoLetter + 100 };

constexpr OptionRow kOptions[] = {
    kControllerOption,
    {kFormat, "format", "FORMAT",
     "json-schema (default), markdown, or crd: CustomResourceDefinitions, for kubectl apply"},
    kHelpOnly[0],
};

int WriteSchema(const Command& command, std::string_view kind, const Controller& controller) {
  for (const KindRow& row : kKinds) {
    if (row.kind != kind) continue;
    Arena arena;
    std::string text;
    Append(StrictSchema(row.describe(arena, controller), arena), "", text);
    return WriteOrComplain(text + "\n");
  }
  return RefuseUsage(command, "schema takes AgentRender, GitRevisions or nothing");
}

int WriteCrds(const Controller& controller) {
  Arena arena;
  Output out;
  for (const Value& crd : DescribeCrds(arena, controller)) {
    out.Append("---\n");
    EmitYaml(crd, 0, out);
  }
  return WriteOrComplain(std::string(out.view()));
}

int Run(const Command& command, const Arguments& arguments) {
  std::string_view format = "json-schema";
  Controller controller;
  for (const auto& [id, value] : arguments.options) {
    if (id == kFormat) format = value;
    const std::string wrong = id == kController ? ReadController(value, controller) : std::string();
    if (!wrong.empty()) return RefuseUsage(command, wrong);
  }
  if (format != "json-schema" && format != "crd" && format != "markdown")
    return RefuseUsage(command, "--format is json-schema, markdown or crd");
  if (arguments.operands.size() > 1) return RefuseUsage(command, "schema takes one kind, or nothing");
  if (format == "json-schema")
    return WriteSchema(command, arguments.operands.empty() ? "" : arguments.operands[0], controller);
  if (!arguments.operands.empty()) return RefuseUsage(command, "with this format there is no kind to choose");
  return format == "crd" ? WriteCrds(controller) : WriteOrComplain(FieldDocs());
}

}  // namespace

const Command kSchemaCommand = {
    "schema",
    "Print a JSON Schema of the kinds that agentrender reads",
    "schema [OPTION]... [AgentRender|GitRevisions]",
    "  agentrender schema > agents.schema.json\n"
    "  agentrender schema --controller v0.1.9 > agents.schema.json\n"
    "  agentrender schema AgentRender     the configuration of the Kustomize function\n"
    "  agentrender schema GitRevisions    the file that agentrender pin writes\n"
    "  agentrender schema --format crd | kubectl apply --server-side -f -\n"
    "                                     keep Agents in a cluster that has no controller\n"
    "\n"
    "Editors use it to check what you type: for the YAML language server, put this line at the\n"
    "top of a file.\n"
    "  # yaml-language-server: $schema=agents.schema.json\n"
    "It covers less than validate, which also checks that resources fit together.\n",
    kOptions,
    Run};

}  // namespace agentrender
