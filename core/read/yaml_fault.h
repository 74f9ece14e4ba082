// What is wrong with a text that libyaml cannot parse, and where to change it.
#pragma once

#include <yaml.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/list.h"

namespace agentrender {

// Lines as editors count them, which know fewer breaks than libyaml.
struct LineNumbers {
  size_t first = 1;       // of the text
  PlainList<size_t> odd;  // libyaml's numbers, from 0, of lines after other breaks

  size_t Of(const yaml_mark_t& mark) const {
    return first + mark.line - static_cast<size_t>(std::upper_bound(odd.begin(), odd.end(), mark.line) - odd.begin());
  }
};

// The scalar that was read last.
struct LastScalar {
  yaml_mark_t begin{};
  yaml_mark_t end{};
  bool quoted = false;

  bool IsFolded() const { return begin.line != end.line; }
};

// A parser that has failed, and what it read before.
struct FailedParse {
  std::string_view text;
  const yaml_parser_t& parser;
  const LastScalar& last;
  PlainList<LastScalar>& folded;  // the last quoted ones over several lines; FaultOf() adds what it looks at
  const yaml_mark_t* bracket;     // of the innermost [ or { that is open; null when there is none
  const LineNumbers& lines;
};

struct Fault {
  yaml_mark_t at;
  std::string message;
  std::string hint;
};

// The place of a mark, which counts characters.
size_t ByteOf(std::string_view text, const yaml_mark_t& mark);

Fault FaultOf(const FailedParse& failed);

}  // namespace agentrender
