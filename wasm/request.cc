// Takes the bytes of a request, gives sources and options. Overrides go through the one reader that all interfaces
// share.
#include "wasm/request.h"

#include "core/base/text.h"
#include "core/fields/conform.h"
#include "core/model/checked.h"
#include "core/read/read.h"
#include "core/report/locate.h"
#include "core/resolve/overrides.h"

namespace agentrender {

namespace {

std::string_view TextOf(const Checked& value) { return Text(value).value; }
bool BoolOr(const Checked& value, bool other) { return Sourced<bool>(value).Or(other); }

Format FormatOf(std::string_view name) {
  const std::span<const char* const> names = ValuesOf(TypeId::kRequestFormat);
  size_t place = 0;
  while (names[place] != name) ++place;
  return static_cast<Format>(place);
}

void ReadResource(const Value& resources, std::string_view list, const Member& quantity, Decoding& decoding,
                  Options& options) {
  ResourceOverride entry;
  const std::string_view key = decoding.arena.Join(list, ".", quantity.key.text());
  const std::string wrong = ParseResourceOverride(key, quantity.value.text(), decoding.arena, entry);
  if (wrong.empty()) {
    options.overrides.resources.push_back(entry);
  } else {
    decoding.problems.Error(Code::kInvalidResources, resources.origin(), wrong).Child(resources.origin(), "." + key);
  }
}

void ReadOverrides(const Checked& value, Decoding& decoding, Options& options) {
  ReadImageOverrides(value["images"], decoding.problems, options.overrides);
  // A place in the request is none in the sources.
  for (ImageOverride& image : options.overrides.images) image.origin = {};
  options.overrides.resources_parameter = "options.resources";
  const Value resources = value["resources"];
  for (const std::string_view list : {"limits", "requests"}) {
    const Value quantities = resources.Get(list);
    for (const Member& quantity : quantities.members()) ReadResource(resources, list, quantity, decoding, options);
  }
  const Sourced<bool> suspend = value["suspend"];
  if (suspend) options.overrides.suspend = suspend.value;
}

void ReadOptions(const Checked& value, Decoding& decoding, Options& options) {
  const Text controller = value["controller"];
  if (HasText(controller)) Controller::Parse(controller.value, options.controller);
  options.pod_security = ParseSecurityLevel(TextOf(value["podSecurity"]));
  options.keep_objects = BoolOr(value["explain"], options.keep_objects);
  const Text format = value["format"];
  if (format.present) options.format = FormatOf(format.value);
  for (const Value& name : value["inheritedAnnotations"]) options.inherited_annotations.push_back(name.text());
  options.keep_going = BoolOr(value["keepGoing"], options.keep_going);
  options.keep_inputs = BoolOr(value["keepInputs"], options.keep_inputs);
  options.given = {Sourced<bool>(value["keepInputs"]).present, Sourced<bool>(value["strict"]).present};
  options.default_namespace = TextWithoutPlace(TextOf(value["namespace"]));
  const std::string wrong = CheckNamespace(options.default_namespace.value);
  if (!wrong.empty()) decoding.problems.Error(Code::kBadName, value["namespace"].origin(), wrong);
  options.strict = BoolOr(value["strict"], options.strict);
  ReadOverrides(value, decoding, options);
}

void ReadLimits(const Checked& value, Problems& problems, Request& request) {
  const Sourced<int64_t> memory = value["memoryMiB"];
  if (memory) request.memory_bytes = static_cast<size_t>(memory.value) << 20;
  const Sourced<int64_t> time = value["milliseconds"];
  if (!time) return;
  request.milliseconds = time.value;
#if defined(__wasm__)
  problems.Error(Code::kBadValue, time.origin, "the module has no clock: its host stops a call that takes too long");
#else
  static_cast<void>(problems);
#endif
}

void ReadDocument(const Checked& value, Decoding& decoding, Request& request) {
  ReadLimits(value["limits"], decoding.problems, request);
  for (const Value& item : value["sources"]) {
    const Checked source(item);
    request.sources.push_back({TextOf(source["name"]), TextOf(source["text"]), BoolOr(source["named"], true)});
  }
  ReadOptions(value["options"], decoding, request.options);
  request.effects_on = TextOf(Checked(value["options"])["effectsOn"]);
}

}  // namespace

Request ReadRequest(std::string_view text, Arena& arena, Problems& problems) {
  Request request;
  std::vector<Document> documents;
  if (!Read({kRequestName, text}, 0, arena, documents, problems)) return request;
  if (documents.size() != 1) {
    problems.Error(Code::kBadValue, {1, 1, 0, 0},
                   "expected one JSON or YAML object, found " + std::to_string(documents.size()));
    return request;
  }
  Decoding decoding{arena, problems};
  const Value& root = documents.front().root;
  const Checked checked(Conform(TypeId::kRenderRequest, root, decoding));
  if (problems.errors() == 0) ReadDocument(checked, decoding, request);
  LocateIn(root, problems);
  return request;
}

}  // namespace agentrender
