// Takes what was at work when a limit was reached, gives the error.
#include "core/report/too_much.h"

#include <algorithm>

#include "core/report/largest.h"

namespace agentrender {

namespace {

constexpr char kInParts[] = "render parts of the input one by one";

std::string InMiB(size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

// "the largest part is 40000 times the text on line 11; render parts ..."
std::string HintFor(const Value& object, const char* advice) {
  const std::string largest = LargestText(object);
  return largest.empty() ? advice : "the largest part is " + largest + "; " + advice;
}

}  // namespace

void ReportSpent(const Resource& resource, const Budget& budget, size_t rendered, Problems& problems) {
  // Who has spent it has said so.
  const std::vector<Problem>& known = problems.list();
  const auto is_it = [](const Problem& problem) { return problem.code == Code::kTooMuch; };
  if (std::any_of(known.begin(), known.end(), is_it)) return;
  std::string hint = HintFor(resource.object, kInParts);
  if (rendered > 1 && !budget.overworked())
    hint = "each of the " + std::to_string(rendered) + " Agents before it takes " +
           std::to_string(budget.bytes() / rendered >> 10) + " KiB; " + hint;
  problems
      .Error(Code::kTooMuch, resource.origin(),
             "rendering the input up to here takes " +
                 (budget.overworked() ? "too much time" : "more than " + InMiB(budget.bytes()) + " of memory"))
      .Hint(hint);
}

void ReportWasted(const Resource& resource, size_t bytes, Problems& problems) {
  problems
      .Error(Code::kTooMuch, resource.origin(),
             "the Agents with errors, up to this one, would render to more than " + InMiB(bytes))
      .Hint(HintFor(resource.object, kInParts));
}

void ReportPrintingSpent(size_t bytes, Problems& problems) {
  problems.Error(Code::kTooMuch, {}, "printing the output takes more than " + InMiB(bytes) + " of memory")
      .Hint(kInParts);
}

void ReportTooLarge(const Resource& agent, const std::string& what, size_t most, const Value& object,
                    Problems& problems) {
  problems
      .Error(Code::kTooLarge, agent.origin(),
             what + " would be larger than the limit of " + std::to_string(most) + " bytes")
      .Hint(HintFor(object, "no API server stores objects of that size"));
}

}  // namespace agentrender
