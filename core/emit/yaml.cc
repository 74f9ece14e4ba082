#include "core/emit.h"
#include "core/emit/scalar.h"

namespace agentrender {

namespace {

constexpr size_t kStep = 2;

void EmitLines(const Value& value, size_t indent, bool indented, Output& out);

void EmitKey(const Value& key, Output& out) {
  if (key.IsPlain()) {
    out.Append(key.text());
  } else {
    EmitFlowString(key.text(), out);
  }
}

// A scalar after `key:` or `-`, with the space before and the line break after it.
void EmitScalar(const Value& value, size_t indent, Output& out) {
  out.Append(' ');
  if (!value.IsString() || value.IsPlain()) {
    out.Append(value.text());
  } else if (StyleOf(value.text()) == Style::kLiteral) {
    return EmitLiteral(value.text(), indent + kStep, out);
  } else {
    EmitFlowString(value.text(), out);
  }
  out.Append('\n');
}

bool EmitEmpty(const Value& value, Output& out) {
  if (!value.empty()) return false;
  out.Append(value.IsMap() ? " {}\n" : " []\n");
  return true;
}

void EmitMember(const Member& member, size_t indent, Output& out) {
  EmitKey(member.key, out);
  out.Append(':');
  const Value& value = member.value;
  if (value.IsScalar()) return EmitScalar(value, indent, out);
  if (EmitEmpty(value, out)) return;
  out.Append('\n');
  EmitLines(value, value.IsMap() ? indent + kStep : indent, false, out);
}

void EmitItem(const Value& item, size_t indent, Output& out) {
  out.Append('-');
  if (item.IsScalar()) return EmitScalar(item, indent, out);
  if (EmitEmpty(item, out)) return;
  out.Append(' ');
  EmitLines(item, indent + kStep, true, out);
}

// The lines of a list or map that is not empty. With `indented` the first line's
// indentation is there already.
void EmitLines(const Value& value, size_t indent, bool indented, Output& out) {
  for (uint32_t i = 0; i < value.size(); ++i) {
    if (i > 0 || !indented) out.Spaces(indent);
    if (value.IsMap()) {
      EmitMember(value.member(i), indent, out);
    } else {
      EmitItem(value.at(i), indent, out);
    }
  }
}

}  // namespace

void EmitYaml(const Value& value, size_t indent, Output& out) {
  if (value.empty()) {
    out.Spaces(indent);
    out.Append(value.IsList() ? "[]\n" : "{}\n");
    return;
  }
  EmitLines(value, indent, false, out);
}

void EmitYamlItem(const Value& value, size_t indent, Output& out) {
  out.Spaces(indent);
  EmitItem(value, indent, out);
}

}  // namespace agentrender
