// Takes a Value, gives YAML with one line for each member.
#include "core/formats/json_text.h"
#include "core/write/emit.h"
#include "core/write/scalar.h"

namespace agentrender {

namespace {

constexpr size_t kStep = 2;

// What all of one emission share.
struct Emission {
  Output& out;
  Spelling spelling;
};

void EmitLines(const Value& value, size_t indent, bool indented, const Emission& to);

void EmitKey(const Value& key, const Emission& to) {
  if (key.IsPlain()) {
    to.out.Append(key.text());
  } else if (to.spelling == Spelling::kAsWritten && !key.spelling().empty()) {
    to.out.Append(key.spelling());
  } else {
    const Style style = StyleOf(key.text());
    // At the beginning of a line it would end the document.
    const bool marker = style == Style::kPlain && key.text().starts_with("---");
    EmitFlowString(key.text(), marker ? Style::kSingleQuoted : style, to.out);
  }
}

// Numbers and booleans as YAML 1.1 and 1.2 readers both read them: `yes` is true,
// 0755 is 493.
void EmitTyped(const Value& value, const Emission& to) {
  const std::string_view text = value.text();
  if (to.spelling == Spelling::kAsWritten) return to.out.Append(text);
  if (value.kind() == Kind::kNull) return to.out.Append("null");
  if (value.kind() == Kind::kBool) return to.out.Append(value.AsBool() ? "true" : "false");
  const bool decimal = text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string_view::npos;
  const bool leading_zero = text.size() > 1 && text[text[0] == '-' ? 1 : 0] == '0';
  if (value.kind() != Kind::kInt || (decimal && !leading_zero)) return to.out.Append(text);
  const JsonNumber number = JsonNumberOfLarge(value);
  to.out.Append(number.text());
}

// A text in the style that it needs, with the space before and the line break after it.
void EmitString(std::string_view text, size_t indent, Output& out) {
  const Style style = StyleOf(text);
  if (style == Style::kPlain) return out.AppendAll(" ", text, "\n");
  out.Append(' ');
  if (style == Style::kLiteral) return EmitLiteral(text, indent + kStep, out);
  EmitFlowString(text, style, out);
  out.Append('\n');
}

// A scalar after `key:` or `-`.
void EmitScalar(const Value& value, size_t indent, const Emission& to) {
  if (value.IsPlain()) return to.out.AppendAll(" ", value.text(), "\n");
  if (value.IsString()) return EmitString(value.text(), indent, to.out);
  to.out.Append(' ');
  EmitTyped(value, to);
  to.out.Append('\n');
}

bool EmitEmpty(const Value& value, const Emission& to) {
  if (!value.empty()) return false;
  to.out.Append(value.IsMap() ? " {}\n" : " []\n");
  return true;
}

void EmitMember(const Member& member, size_t indent, const Emission& to) {
  const Value& value = member.value;
  if (member.key.IsPlain() && value.IsPlain()) return to.out.AppendAll(member.key.text(), ": ", value.text(), "\n");
  EmitKey(member.key, to);
  to.out.Append(':');
  if (value.IsScalar()) return EmitScalar(value, indent, to);
  if (EmitEmpty(value, to)) return;
  to.out.Append('\n');
  EmitLines(value, value.IsMap() ? indent + kStep : indent, false, to);
}

void EmitItem(const Value& item, size_t indent, const Emission& to) {
  to.out.Append('-');
  if (item.IsScalar()) return EmitScalar(item, indent, to);
  if (EmitEmpty(item, to)) return;
  to.out.Append(' ');
  EmitLines(item, indent + kStep, true, to);
}

// The lines of a list or map that is not empty. With `indented` the first line's
// indentation is there already.
void EmitLines(const Value& value, size_t indent, bool indented, const Emission& to) {
  for (uint32_t i = 0; i < value.size() && !to.out.full(); ++i) {
    if (i > 0 || !indented) to.out.Spaces(indent);
    if (value.IsMap()) {
      EmitMember(value.member(i), indent, to);
    } else {
      EmitItem(value.at(i), indent, to);
    }
  }
}

// In flow style a comma or a bracket ends a text, and a colon may.
Style FlowStyleOf(std::string_view text) {
  const Style style = StyleOf(text);
  return style == Style::kPlain && text.find_first_of(",[]{}:") != std::string_view::npos ? Style::kSingleQuoted
                                                                                          : style;
}

void EmitFlowScalar(const Value& value, Output& out) {
  if (!value.spelling().empty()) return out.Append(value.spelling());
  if (!value.IsString()) return out.Append(value.text());
  EmitFlowString(value.text(), FlowStyleOf(value.text()), out);
}

}  // namespace

void EmitYamlFlow(const Value& value, Output& out) {
  if (value.IsScalar()) return EmitFlowScalar(value, out);
  out.Append(value.IsMap() ? '{' : '[');
  for (uint32_t i = 0; i < value.size() && !out.full(); ++i) {
    if (i > 0) out.Append(", ");
    if (value.IsMap()) {
      EmitFlowScalar(value.member(i).key, out);
      out.Append(": ");
    }
    EmitYamlFlow(value.IsMap() ? value.member(i).value : value.at(i), out);
  }
  out.Append(value.IsMap() ? '}' : ']');
}

void EmitYaml(const Value& value, size_t indent, Output& out, Spelling spelling) {
  if (value.empty()) {
    out.Spaces(indent);
    out.Append(value.IsList() ? "[]\n" : "{}\n");
    return;
  }
  EmitLines(value, indent, false, {out, spelling});
}

void EmitYamlItem(const Value& value, size_t indent, Output& out, Spelling spelling) {
  out.Spaces(indent);
  EmitItem(value, indent, {out, spelling});
}

}  // namespace agentrender
