// Any text is read or refused; what was read is the same after it was written as YAML and as JSON.
#include "tests/fuzz/invariants.h"

using namespace agentrender;

namespace {

void CheckRoundTrip(const Document& document) {
  Arena arena;
  Output yaml;
  EmitYaml(document.root, 0, yaml);
  // What aliases make large takes seconds with sanitizers, and shows no more than what is small.
  constexpr size_t kLargest = size_t{256} << 10;
  if (yaml.size() > kLargest) return;
  const std::vector<Document> again = fuzz::ReadAgain(yaml.view(), arena, "what is written as YAML can be read");
  fuzz::Hold(again.size() == 1, "one document is read from one");
  Output yaml_again;
  EmitYaml(again[0].root, 0, yaml_again);
  fuzz::Hold(yaml.view() == yaml_again.view(), "what is read from our YAML is written the same");
  // A scalar alone is no JSON text that is known as one: it is read as YAML, which takes fewer characters.
  if (document.root.IsScalar()) return;
  Output json;
  EmitJson(document.root, json);
  fuzz::ReadAgain(json.view(), arena, "what is written as JSON can be read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Arena arena;
  std::vector<Document> documents;
  Problems problems;
  const bool good = Read({"input", fuzz::TextOf(data, size)}, 0, arena, documents, problems);
  // What is wrong with one document alone does not refuse the text.
  fuzz::Hold(good || problems.errors() != 0, "a text is refused with an error");
  for (const Document& document : documents) CheckRoundTrip(document);
  return 0;
}
