// Takes sources, gives their documents in a new arena, within the limits of a run. A source that cannot be read does
// not stop the others, so that all findings come at once.
#include "core/read/reading.h"

#include "core/read/read.h"

namespace agentrender {

void CountTexts(const std::vector<Source>& sources, Budget& budget) {
  for (const Source& source : sources) static_cast<void>(budget.Take(source.text.size()));
}

Reading ReadSources(const std::vector<Source>& sources, const SizeLimits& sizes, Budget* budget) {
  Reading reading;
  if (budget == nullptr) reading.own_budget = std::make_unique<Budget>(sizes.memory_bytes);
  reading.budget = budget == nullptr ? reading.own_budget.get() : budget;
  reading.arena = std::make_unique<Arena>(reading.budget);
  std::vector<bool> takeable;
  if (!FindTakeable(sources, sizes, takeable, reading.problems)) return reading;
  if (budget == nullptr) CountTexts(sources, *reading.budget);
  reading.good = reading.problems.errors() == 0;
  for (size_t i = 0; i < sources.size(); ++i) {
    reading.good &= !takeable[i] || Read(sources[i], static_cast<uint16_t>(i), *reading.arena, reading.documents,
                                         reading.problems, sizes);
  }
  return reading;
}

}  // namespace agentrender
