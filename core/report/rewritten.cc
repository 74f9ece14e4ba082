// Takes hints that quote what was read, gives those that hold for the file behind it.
#include "core/report/rewritten.h"

#include <string>

#include "core/base/number.h"

namespace agentrender {

void AdviseForFile(const Rewriter& rewriter, std::vector<Problem>& problems) {
  constexpr std::string_view kQuote = "quote it: '";
  for (Problem& problem : problems) {
    if (!problem.hint.starts_with(kQuote)) continue;
    std::string_view written = std::string_view(problem.hint).substr(kQuote.size());
    written.remove_suffix(1);
    // A whole number is written as it was read.
    const bool changed = KindOfPlain(written) == Kind::kFloat;
    problem.hint = "quote it " + rewriter.place;
    if (changed) problem.hint.append("; ").append(rewriter.number);
  }
}

}  // namespace agentrender
