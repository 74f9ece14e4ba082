// The functionConfig of a Kustomize function: taken, or refused with findings.
#include "core/formats/shown.h"
#include "core/resolve/overrides.h"
#include "core/settings/config.h"
#include "tests/fuzz/invariants.h"

using namespace agentrender;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Arena arena;
  std::vector<Document> documents;
  Problems problems;
  if (!Read({"config", fuzz::TextOf(data, size)}, 0, arena, documents, problems)) return 0;
  for (const Document& document : documents) {
    Options options;
    ReadFunctionConfig(document.root, arena, options, problems);
  }
  for (const Problem& problem : problems.list()) {
    fuzz::Hold(!problem.message.empty(), "every finding says something");
    fuzz::Hold(Shown(problem.message) == problem.message, "findings have no control characters");
  }
  return 0;
}
