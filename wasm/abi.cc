// The functions of agentrender.h: bytes in, bytes out, nothing kept between calls.
#include <array>
#include <cstdlib>
#include <utility>

#include "core/base/arena.h"
#include "core/base/output.h"
#include "core/model/controller.h"
#include "core/render.h"
#include "wasm/agentrender.h"
#include "wasm/request.h"
#include "wasm/response.h"
#include "wasm/time_limit.h"

namespace {

// What the pointer of a response points to: the public part comes first.
struct OwnedResponse {
  agentrender_response view;
  agentrender::Output text;
};

agentrender::Output Respond(std::string_view text) {
  agentrender::TimeLimit time;
  agentrender::Budget reading(agentrender::SizeLimits{}.memory_bytes);
  static_cast<void>(reading.Take(text.size()));
  agentrender::Arena arena(&reading);
  agentrender::Problems problems;
  agentrender::Request request = agentrender::ReadRequest(text, arena, problems);
  if (problems.errors() != 0) return agentrender::WriteRefusal(problems);
  agentrender::Budget budget(request.memory_bytes);
  static_cast<void>(budget.Take(text.size() + arena.reserved()));
  time.Begin(request.milliseconds, budget);
  request.options.budget = &budget;
  agentrender::Output response =
      agentrender::WriteResponse(agentrender::Render(request.sources, request.options), request);
  return time.passed() ? agentrender::WriteStopped(request.milliseconds) : std::move(response);
}

// What agentrender_about() gives, ended with NUL.
consteval std::array<char, 256> About() {
  std::array<char, 256> text{};
  size_t size = 0;
  const auto put = [&](std::string_view part) {
    for (const char c : part) text.at(size++) = c;
  };
  put("{\"version\": \"" AGENTRENDER_VERSION "\", \"controller\": \"");
  put(agentrender::Controller().version());
  put("\", \"controllers\": [");
  for (const std::string_view& release : agentrender::controllers::kReleases) {
    put(&release == agentrender::controllers::kReleases ? "\"" : ", \"");
    put(release);
    put("\"");
  }
  put("]}");
  return text;
}
constexpr std::array kAbout = About();

}  // namespace

uint32_t agentrender_abi(void) { return AGENTRENDER_ABI; }

const char* agentrender_about(void) { return kAbout.data(); }

void* agentrender_allocate(size_t size) { return std::malloc(size); }

void agentrender_free(void* memory) { std::free(memory); }

agentrender_response* agentrender_render(const char* request, size_t size) {
  auto* response = new OwnedResponse{{}, Respond({request, size})};
  response->view = {response->text.view().data(), response->text.size()};
  return &response->view;
}

void agentrender_release(agentrender_response* response) { delete reinterpret_cast<OwnedResponse*>(response); }
