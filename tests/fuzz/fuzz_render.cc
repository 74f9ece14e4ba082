// Any input is rendered or refused, in each of the formats.
#include "tests/fuzz/invariants.h"

using namespace agentrender;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  const uint32_t bits = fuzz::BitsOf(text);
  Options options;
  options.format = (bits & 3) < 2 ? Format::kYaml : (bits & 3) == 2 ? Format::kJson : Format::kNdjson;
  options.keep_inputs = (bits & 4) != 0;
  options.keep_going = (bits & 8) != 0;
  options.strict = (bits & 16) != 0;
  if ((bits & 32) != 0) options.default_namespace = TextWithoutPlace("team-a");
  fuzz::CheckRendering(text, options);
  return 0;
}
