// Takes a failed parse, gives the quoted text that was not closed, if that is what is wrong. Such a text ends at the
// next quote, so the parse fails somewhere later. This tries what a person would: it closes a quoted text at the end of
// its line, or before what may be the next entry, and parses again.
#include "core/read/unclosed_quote.h"

#include <algorithm>
#include <string>

namespace agentrender {

namespace {

// Whether libyaml gets past `index`, or to the end.
bool Passes(const std::string& text, size_t index) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const yaml_char_t*>(text.data()), text.size());
  bool ended = false, passes = false;
  while (!ended) {
    yaml_event_t event;
    const bool good = yaml_parser_parse(&parser, &event) != 0;
    passes = good || parser.problem_mark.index > index;
    ended = !good || event.type == YAML_STREAM_END_EVENT;
    if (good) yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return passes;
}

class Trials {
 public:
  explicit Trials(const FailedParse& failed) : text_(failed.text), fault_(failed.parser.problem_mark.index) {
    if (!text_.ends_with('\n')) text_ += '\n';
  }

  // Whether the parse gets further if the quoted text ends on the line where it begins.
  bool HelpsToClose(const LastScalar& scalar) {
    if (!scalar.quoted) return false;
    const size_t begin = ByteOf(text_, scalar.begin);
    const size_t end = ByteOf(text_, scalar.end) - 1;
    // If it does end on that line, it may only be wrong when text follows its end directly: that text was meant to be
    // inside the next quotes. Then all the rest must parse.
    if (!scalar.IsFolded() && IsBehind(text_[end + 1])) return false;
    const size_t index = scalar.IsFolded() ? fault_ + 1 : text_.size();
    for (size_t at = std::min(text_.find_first_of("\r\n", begin), end); at > begin && left_ > text_.size(); --at) {
      if ((IsEnd(text_[at]) || text_.compare(at, 2, " #") == 0) && PassesWhenClosed(begin, at, index)) return true;
    }
    return false;
  }

 private:
  static bool IsEnd(char c) { return std::string_view(",]}:\r\n").find(c) != std::string_view::npos; }
  static bool IsBehind(char c) { return c == ' ' || IsEnd(c); }

  bool PassesWhenClosed(size_t begin, size_t at, size_t index) {
    left_ -= text_.size();
    std::string closed = text_;
    return Passes(closed.insert(at, 1, text_[begin]), index);
  }

  std::string text_;
  size_t fault_;
  size_t left_ = size_t{1} << 22;  // bytes that may still be parsed, so that this does not take seconds
};

}  // namespace

std::optional<LastScalar> UnclosedQuote(const FailedParse& failed) {
  PlainList<LastScalar>& read = failed.folded;
  read.push_back(failed.last);
  // libyaml has already scanned some tokens ahead.
  const auto& ahead = failed.parser.tokens;
  for (const yaml_token_t* token = ahead.head; token != ahead.tail; ++token) {
    if (token->type != YAML_SCALAR_TOKEN) continue;
    const yaml_scalar_style_t style = token->data.scalar.style;
    const bool quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    read.push_back({token->start_mark, token->end_mark, quoted});
  }
  Trials trials(failed);
  for (const LastScalar& scalar : read) {
    if (trials.HelpsToClose(scalar)) return scalar;
  }
  return std::nullopt;
}

}  // namespace agentrender
