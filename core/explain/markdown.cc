// Takes any text, gives Markdown that shows it as code in a table: a text from the input must not end the code or the
// cell.
#include "core/explain/markdown.h"

#include "core/base/text.h"
#include "core/formats/shown.h"

namespace agentrender {

namespace {

std::string Html(std::string_view text) {
  std::string code = "<code>";
  for (const char c : text) {
    const bool plain = IsAlphanumeric(c) || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
    if (plain) code += c;
    if (!plain) code.append("&#").append(std::to_string(c)).append(";");
  }
  return code + "</code>";
}

}  // namespace

std::string MarkdownCode(std::string_view given) {
  constexpr size_t kMost = 300;
  const std::string text = Shown(Shortened(given, kMost));
  if (text.empty()) return {};
  // Markdown renderers disagree about a backslash before an escaped |.
  if (text.find("\\|") != std::string::npos) return Html(text);
  std::string fence = "`";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  std::string code = fence;
  if (fence.size() > 1) code += ' ';
  for (char c : text) {
    if (c == '|') code += '\\';
    code += c;
  }
  if (fence.size() > 1) code += ' ';
  return code + fence;
}

}  // namespace agentrender
