// Takes the bytes of a request, gives sources and options. Overrides go through the one reader that all interfaces
// share.
#include "wasm/request.h"

#include "core/model/cursor.h"
#include "core/read/read.h"
#include "core/report/locate.h"
#include "core/resolve/overrides.h"

namespace agentrender {

namespace {

constexpr std::string_view kFormats[] = {"yaml", "json", "ndjson", "resourceList"};

void ReadFormat(const Cursor& field, Options& options) {
  const Text name = field.OneOf({kFormats[0], kFormats[1], kFormats[2], kFormats[3]});
  for (size_t i = 0; i < std::size(kFormats); ++i) {
    if (name.value == kFormats[i]) options.format = static_cast<Format>(i);
  }
}

void ReadInheritedAnnotations(const Cursor& field, Options& options) {
  field.ForEach([&](const Cursor& item) { options.inherited_annotations.push_back(item.Text().value); });
}

void ReadPodSecurity(const Cursor& field, Options& options) {
  const Text level = field.OneOf({kSecurityLevels[0], kSecurityLevels[1], kSecurityLevels[2]});
  if (HasText(level)) options.pod_security = ParseSecurityLevel(level.value);
}

void ReadImage(const Cursor& item, Options& options) {
  const size_t errors = item.decoding().problems.errors();
  Fields fields(item);
  if (!fields.Present()) return;
  const Text name = fields["name"].NonEmptyText();
  const ImageParts reference = {fields["newName"].Text().value, fields["tag"].Text().value,
                                fields["digest"].Text().value};
  if (!name.present || item.decoding().problems.errors() != errors) return;
  ImageOverride image;
  std::string wrong = ParseImageOverride(name.value, reference, image);
  if (wrong.empty()) wrong = AddImageOverride(image, options.overrides);
  if (!wrong.empty()) item.Error(Code::kBadValue, wrong);
}

void ReadImages(const Cursor& field, Options& options) {
  field.ForEach([&](const Cursor& item) { ReadImage(item, options); });
}

void ReadSuspend(const Cursor& field, Options& options) {
  const Sourced<bool> suspend = field.Bool();
  if (suspend) options.overrides.suspend = suspend.value;
}

void ReadNamespace(const Cursor& field, Options& options) {
  options.default_namespace = field.Text().value;
  const std::string wrong = CheckNamespace(options.default_namespace);
  if (!wrong.empty()) field.Error(Code::kBadName, wrong);
}

void ReadResource(const Cursor& field, std::string_view list, const Member& quantity, Options& options) {
  Decoding& decoding = field.decoding();
  ResourceOverride entry;
  const std::string_view key = decoding.arena.Join(list, ".", quantity.key.text());
  const std::string wrong = ParseResourceOverride(key, quantity.value.text(), decoding.arena, entry);
  if (wrong.empty()) {
    options.overrides.resources.push_back(entry);
  } else {
    field.Error(Code::kInvalidResources, wrong)
        .Child(field.origin(), "." + std::string(list) + "." + std::string(quantity.key.text()));
  }
}

void ReadResources(const Cursor& field, Options& options) {
  options.overrides.resources_parameter = "options.resources";
  Fields fields(field);
  for (const std::string_view list : {"limits", "requests"}) {
    const Value quantities = fields[list].StringMap();
    for (const Member& quantity : quantities.members()) ReadResource(field, list, quantity, options);
  }
}

void ReadController(const Cursor& field, Options& options) {
  const Text version = field.Text();
  if (!HasText(version)) return;
  const std::string wrong = Controller::Parse(version.value, options.controller);
  if (!wrong.empty()) field.Error(Code::kBadValue, wrong);
}

struct OptionField {
  std::string_view name;
  void (*read)(const Cursor& field, Options& options);
};

constexpr OptionField kOptionFields[] = {
    {"controller", ReadController},
    {"explain", [](const Cursor& field, Options& o) { o.keep_objects = field.Bool().Or(o.keep_objects); }},
    {"format", ReadFormat},
    {"images", ReadImages},
    {"inheritedAnnotations", ReadInheritedAnnotations},
    {"keepGoing", [](const Cursor& field, Options& o) { o.keep_going = field.Bool().Or(o.keep_going); }},
    {"keepInputs", [](const Cursor& field, Options& o) { o.keep_inputs = field.Bool().Or(o.keep_inputs); }},
    {"namespace", ReadNamespace},
    {"podSecurity", ReadPodSecurity},
    {"resources", ReadResources},
    {"strict", [](const Cursor& field, Options& o) { o.strict = field.Bool().Or(o.strict); }},
    {"suspend", ReadSuspend},
};

void ReadOptions(const Cursor& cursor, Options& options) {
  Fields fields(cursor);
  for (const OptionField& option : kOptionFields) option.read(fields[option.name], options);
}

Source ReadSource(const Cursor& cursor) {
  Fields fields(cursor);
  Source source;
  if (!fields.Present()) return source;
  source.name = fields["name"].NonEmptyText().value;
  source.text = fields["text"].RequiredText().value;
  source.named = fields["named"].Bool().Or(true);
  return source;
}

void ReadDocument(const Cursor& cursor, Request& request) {
  Fields fields(cursor);
  if (!fields.Present()) return;
  const Cursor sources = fields["sources"];
  if (sources.Require()) sources.ForEach([&](const Cursor& item) { request.sources.push_back(ReadSource(item)); });
  const Cursor options = fields["options"];
  if (options.Present()) ReadOptions(options, request.options);
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
  ReadDocument(Cursor(&root, root.origin(), "", decoding), request);
  LocateIn(root, problems);
  return request;
}

}  // namespace agentrender
