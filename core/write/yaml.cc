// Takes a Value, gives YAML with one line per member.
#include "core/formats/json_text.h"
#include "core/write/emit.h"
#include "core/write/scalar.h"

namespace agentrender {

namespace {

constexpr size_t kStep = 2;

// What everything in one emission shares.
struct Emission {
  Output& out;
  Spelling spelling;
};

void EmitLines(const Value& value, size_t indent, bool indented, const Emission& to);

void EmitKey(const Value& key, const Emission& to) {
  if (to.spelling == Spelling::kAsWritten && !key.spelling().empty()) return to.out.Append(key.spelling());
  const Style style = StyleOf(key.text());
  // At the beginning of a line it would end the document.
  const bool marker = style == Style::kPlain && key.text().starts_with("---");
  EmitFlowString(key.text(), marker ? Style::kSingleQuoted : style, to.out);
}

// Numbers and booleans in the form that YAML 1.1 and 1.2 readers agree on: `yes` becomes true, 0755 becomes 493.
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

// A text in the style that it needs, and the line break after it.
void EmitString(std::string_view text, size_t indent, Output& out) {
  const Style style = StyleOf(text);
  if (style == Style::kPlain) return out.AppendAll(text, "\n");
  if (style == Style::kLiteral) return EmitLiteral(text, indent + kStep, out);
  EmitFlowString(text, style, out);
  out.Append('\n');
}

// What goes on the line of a `key: ` or `- `: a scalar, or an empty list or map.
void EmitInLine(const Value& value, size_t indent, const Emission& to) {
  if (value.IsPlain()) return to.out.AppendAll(value.text(), "\n");
  if (value.IsString()) return EmitString(value.text(), indent, to.out);
  if (!value.IsScalar()) return to.out.Append(value.IsMap() ? "{}\n" : "[]\n");
  EmitTyped(value, to);
  to.out.Append('\n');
}

// `indent` is that of the members; for the first member of an item it has been written already.
void EmitMember(const Member& member, size_t indent, size_t spaces, const Emission& to) {
  const Value& value = member.value;
  const bool nested = !value.empty();
  if (!member.key.IsPlain()) {
    to.out.Spaces(spaces);
    EmitKey(member.key, to);
    to.out.Append(nested ? ":\n" : ": ");
  } else if (value.IsPlain()) {
    return to.out.AppendIndented(spaces, member.key.text(), ": ", value.text(), "\n");
  } else {
    to.out.AppendIndented(spaces, member.key.text(), nested ? ":\n" : ": ");
  }
  if (!nested) return EmitInLine(value, indent, to);
  EmitLines(value, value.IsMap() ? indent + kStep : indent, false, to);
}

void EmitItem(const Value& item, size_t indent, size_t spaces, const Emission& to) {
  to.out.AppendIndented(spaces, "- ");
  if (item.empty()) return EmitInLine(item, indent, to);
  EmitLines(item, indent + kStep, true, to);
}

// The lines of a list or map that is not empty. With `indented`, the indentation of the first line has been written
// already.
void EmitLines(const Value& value, size_t indent, bool indented, const Emission& to) {
  if (to.out.full()) return;
  size_t spaces = indented ? 0 : indent;
  for (const Member& member : value.members()) {
    EmitMember(member, indent, spaces, to);
    spaces = indent;
  }
  for (const Value& item : value) {
    EmitItem(item, indent, spaces, to);
    spaces = indent;
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
  EmitItem(value, indent, indent, {out, spelling});
}

}  // namespace agentrender
