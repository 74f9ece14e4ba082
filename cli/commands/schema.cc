#include "cli/command.h"
#include "cli/io.h"
#include "core/fields/describe.h"
#include "core/model/problem.h"
#include "core/write/emit.h"
#include "kustomize-fn/config.h"

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

Value DescribeConfig(Arena& arena) {
  Described described;
  DescribeFunctionConfig(arena, described);
  return DescribeKind(kConfigVersion, kConfigKind, described, arena);
}

struct KindRow {
  std::string_view kind;  // as the command line says it
  Value (*describe)(Arena& arena);
};
constexpr KindRow kKinds[] = {{"", DescribeKinds}, {kConfigKind, DescribeConfig}, {"GitRevisions", DescribeRevisions}};

int Run(const Command& command, const Arguments& arguments) {
  const std::string_view kind = arguments.operands.empty() ? std::string_view() : arguments.operands[0];
  for (const KindRow& row : kKinds) {
    if (row.kind != kind || arguments.operands.size() > 1) continue;
    Arena arena;
    std::string text;
    Append(row.describe(arena), "", text);
    return WriteOrComplain(text + "\n");
  }
  return RefuseUsage(command, "schema takes AgentRender, GitRevisions or nothing");
}

}  // namespace

const Command kSchemaCommand = {
    "schema",
    "Print a JSON Schema of the kinds that are read",
    "schema [AgentRender|GitRevisions]",
    "  agentrender schema > agents.schema.json\n"
    "  agentrender schema AgentRender     the configuration of the Kustomize function\n"
    "  agentrender schema GitRevisions    the file that agentrender pin writes\n"
    "\n"
    "Editors check what is typed with it: put this line on top of a file for the YAML language server.\n"
    "  # yaml-language-server: $schema=agents.schema.json\n"
    "It says less than validate, which also looks at what belongs together.\n",
    {},
    Run};

}  // namespace agentrender
