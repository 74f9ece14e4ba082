// Takes the text of a document, finds what libyaml reads but Go's readers refuse (the escape `\/`, a line that begins
// with `---a`): passed through as it is, it would fail in the next tool.
#include "core/read/odd_escapes.h"

#include "core/base/text.h"

namespace agentrender {

OddEscapes::OddEscapes(std::string_view text) : text_(text), any_(text.find("\\/") != std::string_view::npos) {}

void OddEscapes::MoveTo(size_t character) {
  while (character_ < character && byte_ < text_.size()) {
    ++byte_;
    while (byte_ < text_.size() && ContinuesCharacter(text_[byte_])) ++byte_;
    ++character_;
  }
}

bool OddEscapes::Has(size_t begin, size_t end) {
  if (!any_) return false;
  MoveTo(begin);
  const size_t first = byte_;
  MoveTo(end);
  const std::string_view scalar = text_.substr(first, byte_ - first);
  for (size_t at = scalar.find('\\'); at != std::string_view::npos; at = scalar.find('\\', at + 2)) {
    if (at + 1 < scalar.size() && scalar[at + 1] == '/') return true;
  }
  return false;
}

bool HasOddMarker(std::string_view text) {
  for (size_t at = 0; (at = text.find("---", at)) != std::string_view::npos; at += 3) {
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    const bool marker = at + 3 == text.size() || text.find_first_of(" \t\r\n", at + 3) == at + 3;
    if (begins_line && !marker) return true;
  }
  return false;
}

}  // namespace agentrender
