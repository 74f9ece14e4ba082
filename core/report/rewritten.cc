// Takes hints that quote what was read, gives hints for the file that the user wrote: a tool has changed numbers and
// dates on the way.
#include "core/report/rewritten.h"

#include <string>

#include "core/base/number.h"
#include "core/base/text.h"

namespace agentrender {

namespace {

// Whether both tools, which are written in Go, write the number so: `1.1`, `0.5`, `10`, `1e+06`.
bool IsRewritten(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  const size_t exponent = number.find('e');
  if (exponent != std::string_view::npos) {
    const std::string_view power = number.substr(exponent + 1);
    if (power.size() < 3 || (power[0] != '+' && power[0] != '-')) return false;
    number = number.substr(0, exponent);
  }
  const size_t dot = number.find('.');
  const std::string_view whole = number.substr(0, dot);
  if (whole.empty() || (whole.size() > 1 && whole[0] == '0')) return false;
  if (whole.find_first_not_of("0123456789") != std::string_view::npos) return false;
  return dot == std::string_view::npos || (dot + 1 < number.size() && !number.ends_with('0'));
}

// Takes a date with its time, in quotes, out of a message; whether there is one.
bool TakeDate(std::string& message) {
  constexpr size_t kDay = 11, kMinute = 14;  // of "2024-01-01T00:00:00Z", where its T and its first colon stand
  const size_t begin = message.find('"');
  if (begin == std::string::npos) return false;
  const std::string_view text = std::string_view(message).substr(begin);
  const size_t end = text.find_first_not_of("0123456789-T:.Z+", 1);
  if (end <= kMinute || end == std::string_view::npos || text[end] != '"' || text[kDay] != 'T' || text[kMinute] != ':')
    return false;
  message.replace(begin, end + 1, "a date as kustomize writes it");
  return true;
}

}  // namespace

void AdviseForFile(const Rewriter& rewriter, std::vector<Problem>& problems) {
  constexpr std::string_view kQuote = "quote it: '";
  for (Problem& problem : problems) {
    const bool date = !rewriter.date.empty() && TakeDate(problem.message);
    if (!date && !problem.hint.starts_with(kQuote)) continue;
    const std::string as_read = std::move(problem.hint);
    problem.hint = "quote it " + rewriter.place;
    if (date) {
      problem.hint.append("; ").append(rewriter.date);
      continue;
    }
    std::string_view written = std::string_view(as_read).substr(kQuote.size());
    written.remove_suffix(1);
    const Kind kind = KindOfPlain(written);
    if (kind != Kind::kFloat && kind != Kind::kInt) continue;
    if (IsRewritten(written)) {
      problem.hint.append("; ").append(kind == Kind::kFloat ? rewriter.fraction : rewriter.whole_number);
    } else {
      problem.hint.append(": '").append(written) += '\'';
    }
  }
}

}  // namespace agentrender
