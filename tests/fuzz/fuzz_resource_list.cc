// A KRM function: a ResourceList comes back, with the objects and the results.
#include "tests/fuzz/invariants.h"

using namespace agentrender;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Options options;
  options.format = Format::kResourceList;
  options.keep_inputs = (fuzz::BitsOf(fuzz::TextOf(data, size)) & 1) != 0;
  fuzz::CheckRendering(fuzz::TextOf(data, size), options);
  return 0;
}
