// Takes two texts, gives the parts that are in both, in their order: lines at the beginning, at the end, and those that
// each text has once; between them words in the same way; between those characters at the beginning and at the end. It
// takes as long as the texts are, and finds edits in several places, however they came.
#include "lsp/kept.h"

#include <algorithm>
#include <unordered_map>

namespace agentrender::lsp {

namespace {

using Part = Kept::Part;
using Pieces = std::vector<std::string_view>;

// Where pieces end, from the largest on.
constexpr std::string_view kEnds[] = {"\n", " \t\r\n,:{}[]"};
constexpr size_t kLevels = std::size(kEnds);

Pieces Split(std::string_view text, std::string_view ends) {
  Pieces pieces;
  while (!text.empty()) {
    const size_t size = std::min(text.find_first_of(ends), text.size() - 1) + 1;
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

// Pairs of numbers of pieces.
struct Pair {
  size_t before = 0;
  size_t now = 0;
};

// Pieces that both have once, in the order of the former text.
std::vector<Pair> Unique(const Pieces& before, const Pieces& now, const Pair& begin, const Pair& end) {
  struct Count {
    size_t before = 0;
    size_t now = 0;
    size_t at = 0;
  };
  std::unordered_map<std::string_view, Count> counts;
  for (size_t i = begin.before; i < end.before; ++i) ++counts[before[i]].before;
  for (size_t i = begin.now; i < end.now; ++i) {
    const auto found = counts.find(now[i]);
    if (found == counts.end()) continue;
    ++found->second.now;
    found->second.at = i;
  }
  std::vector<Pair> pairs;
  for (size_t i = begin.before; i < end.before; ++i) {
    const Count& count = counts[before[i]];
    if (count.before == 1 && count.now == 1) pairs.push_back({i, count.at});
  }
  return pairs;
}

// As many of them as are in one order in both: the longest rising sequence.
std::vector<Pair> Rising(const std::vector<Pair>& pairs) {
  std::vector<size_t> last;  // of the sequences of each length, the one that ends first
  std::vector<size_t> previous(pairs.size());
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto at = std::lower_bound(last.begin(), last.end(), pairs[i].now,
                                     [&](size_t one, size_t now) { return pairs[one].now < now; });
    previous[i] = at == last.begin() ? i : *std::prev(at);
    if (at == last.end()) last.push_back(i);
    else *at = i;
  }
  std::vector<Pair> rising(last.size());
  size_t one = last.empty() ? 0 : last.back();
  for (size_t i = rising.size(); i-- > 0; one = previous[one]) rising[i] = pairs[one];
  return rising;
}

class Comparison {
 public:
  Comparison(std::string_view before, std::string_view now, std::vector<Part>& parts)
      : before_(before), now_(now), parts_(parts) {}

  void Take(std::string_view before, std::string_view now, size_t level) {
    if (before.empty() || now.empty()) return;
    if (level == kLevels) return TakeCharacters(before, now);
    const Pieces of_before = Split(before, kEnds[level]);
    const Pieces of_now = Split(now, kEnds[level]);
    Pair begin;
    Pair end{of_before.size(), of_now.size()};
    std::vector<Pair> pairs;
    for (; begin.before < std::min(end.before, end.now) && of_before[begin.before] == of_now[begin.now];
         begin = {begin.before + 1, begin.now + 1})
      pairs.push_back(begin);
    size_t same = 0;
    while (end.before - same > begin.before && end.now - same > begin.now &&
           of_before[end.before - same - 1] == of_now[end.now - same - 1])
      ++same;
    for (const Pair& pair : Rising(Unique(of_before, of_now, begin, {end.before - same, end.now - same})))
      pairs.push_back(pair);
    for (; same > 0; --same) pairs.push_back({end.before - same, end.now - same});
    TakePairs(of_before, of_now, pairs, level);
  }

  void Add(std::string_view before, std::string_view now) {
    const Part part{static_cast<size_t>(before.data() - before_.data()), static_cast<size_t>(now.data() - now_.data()),
                    before.size()};
    const bool goes_on =
        !parts_.empty() && parts_.back().end() == part.before && parts_.back().now + parts_.back().size == part.now;
    if (goes_on) parts_.back().size += part.size;
    else parts_.push_back(part);
  }

 private:
  // What is between two pairs is looked at more closely.
  void TakePairs(const Pieces& before, const Pieces& now, const std::vector<Pair>& pairs, size_t level) {
    Pair begin;
    for (const Pair& pair : pairs) {
      Take(Joined(before_, before, begin.before, pair.before), Joined(now_, now, begin.now, pair.now), level + 1);
      Add(before[pair.before], now[pair.now]);
      begin = {pair.before + 1, pair.now + 1};
    }
    Take(Joined(before_, before, begin.before, before.size()), Joined(now_, now, begin.now, now.size()), level + 1);
  }

  static std::string_view Joined(std::string_view text, const Pieces& pieces, size_t begin, size_t end) {
    if (begin == end) return {};
    size_t size = 0;
    for (size_t i = begin; i < end; ++i) size += pieces[i].size();
    return text.substr(static_cast<size_t>(pieces[begin].data() - text.data()), size);
  }

  void TakeCharacters(std::string_view before, std::string_view now) {
    const size_t least = std::min(before.size(), now.size());
    size_t above = 0;
    while (above < least && before[above] == now[above]) ++above;
    size_t below = 0;
    while (below < least - above && before[before.size() - below - 1] == now[now.size() - below - 1]) ++below;
    if (above > 0) Add(before.substr(0, above), now.substr(0, above));
    if (below > 0) Add(before.substr(before.size() - below), now.substr(now.size() - below));
  }

  const std::string_view before_;
  const std::string_view now_;
  std::vector<Part>& parts_;
};

}  // namespace

Kept::Kept(std::string_view before, std::string_view now) {
  Comparison comparison(before, now, parts_);
  comparison.Take(before, now, 0);
  comparison.Add(before.substr(before.size()), now.substr(now.size()));
}

const Kept::Part* Kept::At(size_t offset) const {
  const auto behind = std::upper_bound(parts_.begin(), parts_.end(), offset,
                                       [](size_t at, const Part& part) { return at < part.before; });
  if (behind == parts_.begin()) return nullptr;
  const Part& part = *std::prev(behind);
  return offset < part.end() || behind == parts_.end() ? &part : nullptr;
}

std::optional<size_t> Kept::Begin(size_t offset) const {
  const Part* part = At(offset);
  return part == nullptr ? std::nullopt : std::optional<size_t>(offset - part->before + part->now);
}

size_t Kept::End(size_t offset) const {
  const auto behind = std::lower_bound(parts_.begin(), parts_.end(), offset,
                                       [](const Part& part, size_t at) { return part.before < at; });
  if (behind == parts_.begin()) return 0;
  const Part& part = *std::prev(behind);
  return std::min(offset - part.before, part.size) + part.now;
}

std::optional<Span> Kept::Whole(const Span& span) const {
  const Part* part = At(span.begin);
  if (part == nullptr || span.end > part->end()) return std::nullopt;
  return Span{span.begin - part->before + part->now, span.end - part->before + part->now};
}

std::optional<Span> Kept::Near(const Lines& before, const Lines& now, const Span& span) const {
  if (const std::optional<Span> whole = Whole(span)) return whole;
  const size_t line = before.LineAt(span.begin);
  if (FirstIn(before, before.start(line), span.begin) != nullptr) return now.TokenFrom(End(span.begin));
  const Part* behind = FirstIn(before, span.end, before.start(line) + before.line(line).size());
  if (behind == nullptr) return std::nullopt;
  const size_t at = behind->now + std::max(span.end, behind->before) - behind->before;
  const size_t begin = now.start(now.LineAt(at));
  return now.TokenFrom(std::min(now.text().find_first_not_of(" \t", begin), now.text().size()));
}

const Kept::Part* Kept::FirstIn(const Lines& before, size_t begin, size_t end) const {
  for (const Part& part : parts_) {
    const size_t from = std::max(begin, part.before);
    const size_t to = std::min(end, part.end());
    if (from < to && before.text().substr(from, to - from).find_first_not_of(" \t\r") != std::string_view::npos)
      return &part;
  }
  return nullptr;
}

}  // namespace agentrender::lsp
