// Memory ends where the budget says so: with one that is small, a run ends with an error and prints nothing; with the
// usual one, no input makes the program hold more than 128 MiB.
#include <sanitizer/allocator_interface.h>

#include <atomic>

#include "core/explain/explain.h"
#include "core/report/report.h"
#include "tests/fuzz/invariants.h"

using namespace agentrender;

namespace {

// Plain numbers: the hooks run before anything is made.
std::atomic<size_t> held;
std::atomic<size_t> peak;

void Taken(const volatile void* memory, size_t) {
  const size_t now = held += __sanitizer_get_allocated_size(const_cast<const void*>(memory));
  if (now > peak) peak = now;
}

void Given(const volatile void* memory) {
  if (memory != nullptr) held -= __sanitizer_get_allocated_size(const_cast<const void*>(memory));
}

constexpr size_t kMost = size_t{128} << 20;

Options OptionsFrom(uint32_t bits) {
  Options options;
  options.format = static_cast<Format>(bits & 3);
  options.keep_inputs = (bits & 4) != 0;
  options.keep_going = (bits & 8) != 0;
  options.keep_objects = (bits & 16) != 0;
  return options;
}

void CheckPeak(std::string_view text, const Options& options) {
  const size_t before = held;
  peak = before;
  {
    const std::vector<Source> sources = {{"input.yaml", text}};
    const Rendering rendering = Render(sources, options);
    Output out(rendering.budget);
    if (options.keep_objects && options.format == Format::kYaml) {
      Annotate(rendering, sources, out);
      ExplainJson(rendering, sources, {}, nullptr, out);
    }
    Output report;
    ReportText(rendering.problems.list(), sources, {}, report);
  }
  fuzz::Hold(peak - before <= kMost, "a run holds at most 128 MiB");
}

void CheckEnd(std::string_view text, Options options, size_t bytes) {
  options.sizes.memory_bytes = bytes;
  const Rendering rendering = Render({{"input.yaml", text}}, options);
  if (!rendering.budget->spent()) return;
  fuzz::Hold(rendering.HasErrors(), "a budget that is spent is an error");
  fuzz::Hold(rendering.output.size() == 0 && rendering.objects.empty(), "and nothing is printed");
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  __sanitizer_install_malloc_and_free_hooks(Taken, Given);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  const uint32_t bits = fuzz::BitsOf(text);
  const Options options = OptionsFrom(bits);
  CheckEnd(text, options, size_t{16} << (10 + (bits >> 8) % 10));
  CheckPeak(text, options);
  return 0;
}
