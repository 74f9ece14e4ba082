// Takes a text that is known to be JSON, gives where its elements begin and end, which a parser does not keep.
#include "lsp/json_text.h"

#include <algorithm>

#include "lsp/json.h"

namespace agentrender::lsp {

namespace {

class Walk {
 public:
  Walk(std::string_view text, size_t offset, std::vector<JsonElement>& found)
      : text_(text), offset_(offset), found_(found) {}

  size_t Blank(size_t at) const { return std::min(text_.find_first_not_of(" \t\r\n", at), text_.size()); }

  // Gives where the value ends.
  size_t Value(size_t at) {
    if (At(at) == '"') return TextEnd(at);
    if (At(at) != '{' && At(at) != '[') return std::min(text_.find_first_of(",}] \t\r\n", at), text_.size());
    const bool is_map = At(at) == '{';
    JsonElement one;
    for (at = Blank(at + 1); At(at) != '}' && At(at) != ']' && At(at) != 0;) {
      one.previous_end = one.span.end;
      one.is_member = is_map;
      one.span.begin = at;
      one.value = is_map ? Blank(Blank(TextEnd(at)) + 1) : at;
      one.span.end = Value(one.value);
      const size_t behind = Blank(one.span.end);
      one.next = At(behind) == ',' ? Blank(behind + 1) : 0;
      if (one.span.begin <= offset_ && offset_ < one.span.end) found_.push_back(one);
      at = one.next == 0 ? behind : one.next;
    }
    return at + 1;
  }

 private:
  char At(size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  size_t TextEnd(size_t at) const {
    for (++at; At(at) != '"' && At(at) != 0; ++at) at += At(at) == '\\' ? 1 : 0;
    return at + 1;
  }

  const std::string_view text_;
  const size_t offset_;
  std::vector<JsonElement>& found_;
};

}  // namespace

std::vector<JsonElement> ElementsAt(std::string_view text, size_t offset) {
  std::vector<JsonElement> found;
  Walk walk(text, offset, found);
  walk.Value(walk.Blank(0));
  return found;
}

Span RemovalOf(const JsonElement& element) {
  if (element.next != 0) return {element.span.begin, element.next};
  return {element.previous_end != 0 ? element.previous_end : element.span.begin, element.span.end};
}

std::string JsonScalar(std::string_view text) {
  return ParseJson(text) ? std::string(text) : JsonText(Json(std::string(text)));
}

}  // namespace agentrender::lsp
