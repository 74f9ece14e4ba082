// Two inputs, one of them a part of the other, compared and explained in every form.
#include "core/explain/diff.h"
#include "core/explain/explain.h"
#include "tests/fuzz/invariants.h"

using namespace agentrender;

namespace {

Rendering RenderKept(const std::vector<Source>& sources) {
  Options options;
  options.keep_objects = true;
  options.keep_going = true;
  options.default_namespace = TextWithoutPlace("team-a");
  return Render(sources, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::TextOf(data, size);
  const std::vector<Source> whole = {{"a.yaml", text}};
  const std::vector<Source> part = {
      {"b.yaml", text.substr(0, text.size() - fuzz::BitsOf(text) % (text.size() / 2 + 1))}};
  const Rendering before = RenderKept(whole);
  const Rendering after = RenderKept(part);
  fuzz::Hold(Diff(before, before).empty(), "nothing differs from itself");
  const std::vector<AgentDiff> diff = Diff(before, after);
  Output out;
  DiffText(diff, {before, whole}, {after, part}, out);
  DiffMarkdown(diff, {before, whole}, {after, part}, out);
  Output json;
  DiffJson(diff, {before, whole}, {after, part}, json);
  ExplainText(before, whole, {"*a*", {}}, nullptr, out);
  Arena arena;
  fuzz::ReadAgain(json.view(), arena, "a comparison in JSON can be read");
  Output explained;
  ExplainJson(before, whole, {}, nullptr, explained);
  fuzz::ReadAgain(explained.view(), arena, "an explanation in JSON can be read");
  Output annotated;
  Annotate(before, whole, annotated);
  if (annotated.size() != 0) fuzz::ReadAgain(annotated.view(), arena, "annotated YAML can be read");
  return 0;
}
