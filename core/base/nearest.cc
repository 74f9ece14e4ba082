// Takes a word and the known words, gives the nearest one: the Damerau-Levenshtein distance, in three rows, abandoned
// as soon as it is too large.
#include "core/base/nearest.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "core/base/text.h"

namespace agentrender {

int EditDistance(std::string_view a, std::string_view b, int limit) {
  constexpr size_t kLongest = 63;
  if (a.size() > kLongest || b.size() > kLongest) return limit + 1;
  using Row = std::array<int, kLongest + 1>;
  Row before{};
  Row last{};
  Row row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.size()];
}

std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string lower = ToLower(word);
  int best = word.size() <= 2 ? 0 : word.size() <= 4 ? 1 : 2;
  std::string_view found;
  for (std::string_view candidate : std::span(candidates).first(std::min(candidates.size(), kMostCandidates))) {
    const size_t longer = std::max(word.size(), candidate.size());
    if (longer - std::min(word.size(), candidate.size()) > static_cast<size_t>(best)) continue;
    const int distance = EditDistance(lower, ToLower(candidate), best);
    if (distance > best || (distance == best && !found.empty())) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

}  // namespace agentrender
