// Takes the text of a document, gives the lines that begin after an unusual line break. YAML 1.1, and with it libyaml,
// also breaks lines at a lone CR, U+0085, U+2028 and U+2029; editors do not, and findings must count lines as they do.
#include "core/read/breaks.h"

namespace agentrender {

namespace {

bool MayHaveOddBreaks(std::string_view text) {
  return text.find('\r') != std::string_view::npos || text.find('\xc2') != std::string_view::npos ||
         text.find('\xe2') != std::string_view::npos;
}

}  // namespace

PlainList<size_t> LinesAfterOddBreaks(std::string_view text) {
  PlainList<size_t> lines;
  if (!MayHaveOddBreaks(text)) return lines;
  size_t line = 0;
  for (size_t at = 0; (at = text.find_first_of("\n\r\xc2\xe2", at)) != std::string_view::npos; ++at) {
    const bool odd = text[at] == '\r' ? text.substr(at, 2) != "\r\n"
                                      : text.substr(at, 2) == "\xc2\x85" || text.substr(at, 3) == "\xe2\x80\xa8" ||
                                            text.substr(at, 3) == "\xe2\x80\xa9";
    if (odd || text[at] == '\n') ++line;
    if (odd) lines.push_back(line);
  }
  return lines;
}

}  // namespace agentrender
