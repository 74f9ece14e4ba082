// The functions of agentrender.h: bytes in, bytes out, nothing kept between calls.
#include <cstdlib>

#include "core/base/arena.h"
#include "core/base/output.h"
#include "core/render.h"
#include "wasm/agentrender.h"
#include "wasm/request.h"
#include "wasm/response.h"

namespace {

// What the pointer of a response points to: the public part comes first.
struct OwnedResponse {
  agentrender_response view;
  agentrender::Output text;
};

agentrender::Output Respond(std::string_view text) {
  agentrender::Budget budget(agentrender::SizeLimits{}.memory_bytes);
  static_cast<void>(budget.Take(text.size()));
  agentrender::Arena arena(&budget);
  agentrender::Problems problems;
  agentrender::Request request = agentrender::ReadRequest(text, arena, problems);
  if (problems.errors() != 0) return agentrender::WriteRefusal(problems);
  request.options.budget = &budget;
  return agentrender::WriteResponse(agentrender::Render(request.sources, request.options), request.sources);
}

}  // namespace

uint32_t agentrender_abi(void) { return AGENTRENDER_ABI; }

void* agentrender_allocate(size_t size) { return std::malloc(size); }

void agentrender_free(void* memory) { std::free(memory); }

agentrender_response* agentrender_render(const char* request, size_t size) {
  auto* response = new OwnedResponse{{}, Respond({request, size})};
  response->view = {response->text.view().data(), response->text.size()};
  return &response->view;
}

void agentrender_release(agentrender_response* response) { delete reinterpret_cast<OwnedResponse*>(response); }
