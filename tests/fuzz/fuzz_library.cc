// The binary interface: any bytes are a request that is answered or refused, with JSON; and any text is a source.
#include "tests/fuzz/invariants.h"
#include "wasm/agentrender.h"

using namespace agentrender;

namespace {

void Ask(std::string_view request) {
  agentrender_response* response = agentrender_render(request.data(), request.size());
  Arena arena;
  const std::vector<Document> answer =
      fuzz::ReadAgain({response->data, response->size}, arena, "a response can be read");
  fuzz::Hold(answer.size() == 1 && answer[0].root.Find("accepted") != nullptr, "and is one object");
  agentrender_release(response);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  Ask(text);
  Output request;
  request.Append("{\"sources\":[{\"name\":\"a.yaml\",\"text\":");
  EmitJson(Value::String(text), request);
  request.Append((fuzz::BitsOf(text) & 1) != 0 ? "}],\"options\":{\"explain\":true}}" : "}]}");
  Ask(request.view());
  return 0;
}
