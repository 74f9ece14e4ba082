#include "cli/command.h"
#include "cli/io.h"
#include "core/describe.h"
#include "core/emit.h"

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

int Run(const Command&, const Arguments&) {
  Arena arena;
  std::string text;
  Append(DescribeKinds(arena), "", text);
  return WriteOrComplain(text + "\n");
}

}  // namespace

const Command kSchemaCommand = {
    "schema",
    "Print a JSON Schema of the kinds that are read",
    "schema",
    "  agentrender schema > agents.schema.json\n"
    "\n"
    "Editors check what is typed with it: put this line on top of a file for the YAML language server.\n"
    "  # yaml-language-server: $schema=agents.schema.json\n"
    "It says less than validate, which also looks at what belongs together.\n",
    {},
    Run};

}  // namespace agentrender
