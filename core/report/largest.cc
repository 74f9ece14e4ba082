// Takes an object, gives how much text it holds and where most of it is: where to look if an object is too large.
#include "core/report/largest.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "core/base/list.h"
#include "core/base/order.h"

namespace agentrender {

namespace {

struct Found {
  uint32_t source;
  uint32_t line;
  uint32_t column;
  size_t bytes;
};

// Smaller texts are not what makes an object large, and more need not be looked at.
constexpr size_t kLarge = 64;
constexpr size_t kEnough = 500'000;

void Collect(const Value& value, PlainList<Found>& found) {
  const Origin& origin = value.origin();
  if (value.text().size() >= kLarge && origin.HasPlace() && found.size() < kEnough)
    found.push_back({origin.source, origin.line, origin.column, value.text().size()});
  for (const Value& item : value) Collect(item, found);
  for (const Member& m : value.members()) Collect(m.value, found);
}

auto PlaceOf(const Found& f) { return std::make_tuple(f.source, f.line, f.column); }

std::string Described(const Found& most, size_t times) {
  return (times == 1 ? "" : std::to_string(times) + " times ") + "the text on line " + std::to_string(most.line) +
         ", of " + std::to_string(most.bytes) + " bytes";
}

}  // namespace

std::string LargestText(const Value& value) {
  PlainList<Found> found;
  Collect(value, found);
  Arrange(found, OrderBy(found.size(), [&](uint32_t a, uint32_t b) { return PlaceOf(found[a]) < PlaceOf(found[b]); }));
  size_t most = 0;
  std::string described;
  for (size_t begin = 0, end = 0; begin < found.size(); begin = end) {
    size_t bytes = 0;
    for (end = begin; end < found.size() && PlaceOf(found[end]) == PlaceOf(found[begin]); ++end)
      bytes += found[end].bytes;
    if (bytes <= most) continue;
    most = bytes;
    described = Described(found[begin], end - begin);
  }
  return described;
}

}  // namespace agentrender
