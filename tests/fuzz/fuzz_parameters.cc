// The parameters of an Application in Argo CD: taken, or refused with a reason.
#include <string>

#include "argocd-plugin/parameters.h"
#include "posix/glob.h"
#include "tests/fuzz/invariants.h"

using namespace agentrender;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  Arena arena;
  argocd::Parameters parameters;
  std::vector<std::string> errors;
  const bool good = argocd::ReadParameters(text, arena, parameters, errors);
  fuzz::Hold(good == errors.empty(), "parameters are refused with a reason, and only then");
  if (!good) return 0;
  for (const std::string_view pattern : parameters.include) {
    fuzz::Hold(IsGlob(pattern), "only patterns are taken");
    Matches(pattern, "teams/a/agents.yaml");
  }
  return 0;
}
