// Takes a Value, gives YAML with one line for each member.
#include "core/formats/json_text.h"
#include "core/write/emit.h"
#include "core/write/scalar.h"

namespace agentrender {

namespace {

constexpr size_t kStep = 2;

void EmitLines(const Value& value, size_t indent, bool indented, Output& out);

void EmitKey(const Value& key, Output& out) {
  if (key.IsPlain()) {
    out.Append(key.text());
  } else {
    EmitFlowString(key.text(), StyleOf(key.text()), out);
  }
}

// Numbers and booleans as YAML 1.1 and 1.2 readers both read them: `yes` is true,
// 0755 is 493.
void EmitTyped(const Value& value, Output& out) {
  const std::string_view text = value.text();
  if (value.kind() == Kind::kBool) return out.Append(value.AsBool() ? "true" : "false");
  const bool decimal = text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string_view::npos;
  const bool leading_zero = text.size() > 1 && text[text[0] == '-' ? 1 : 0] == '0';
  if (value.kind() != Kind::kInt || (decimal && !leading_zero)) return out.Append(text);
  const JsonNumber number = JsonNumberOf(value);
  out.Append(number.text());
}

// A scalar after `key:` or `-`, with the space before and the line break after it.
void EmitScalar(const Value& value, size_t indent, Output& out) {
  if (value.IsPlain()) return out.AppendAll(" ", value.text(), "\n");
  out.Append(' ');
  if (!value.IsString()) {
    EmitTyped(value, out);
  } else {
    const Style style = StyleOf(value.text());
    if (style == Style::kLiteral) return EmitLiteral(value.text(), indent + kStep, out);
    EmitFlowString(value.text(), style, out);
  }
  out.Append('\n');
}

bool EmitEmpty(const Value& value, Output& out) {
  if (!value.empty()) return false;
  out.Append(value.IsMap() ? " {}\n" : " []\n");
  return true;
}

void EmitMember(const Member& member, size_t indent, Output& out) {
  const Value& value = member.value;
  if (member.key.IsPlain() && value.IsPlain()) return out.AppendAll(member.key.text(), ": ", value.text(), "\n");
  EmitKey(member.key, out);
  out.Append(':');
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
  for (uint32_t i = 0; i < value.size() && !out.full(); ++i) {
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
