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
    if (at != 0 && text[at - 1] != '\n') continue;
    const std::string_view after = text.substr(at + 3, 1);
    if (after.find_first_not_of(" \t\r\n") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace agentrender
