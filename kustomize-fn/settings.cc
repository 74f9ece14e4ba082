// Takes the fields of a functionConfig, gives options: one reader for each setting.
#include "kustomize-fn/settings.h"

#include "core/base/text.h"
#include "core/formats/names.h"
#include "core/resolve/overrides.h"

namespace agentrender {

namespace {

constexpr std::string_view kHashAnnotation = "internal.config.kubernetes.io/needsHashSuffix";

void ReadNamespace(const Cursor& cursor, Options& options) {
  const Text text = cursor.Text();
  if (Described* described = cursor.described()) described->rule = names::CheckDns1123Label;
  if (!HasText(text)) return;
  const std::string wrong = CheckNamespace(text.value);
  if (!wrong.empty()) cursor.Error(Code::kBadName, wrong);
  options.default_namespace = text.value;
}

void ReadController(const Cursor& cursor, Options& options) {
  const Text text = cursor.Text();
  if (Described* described = cursor.described()) {
    for (std::string_view version : controllers::kReleases) {
      for (std::string_view form : {version, version.substr(1)}) described->choices.push_back(form);
    }
  }
  if (!text.present) return;
  const std::string wrong = Controller::Parse(text.value, options.controller);
  if (!wrong.empty()) cursor.Error(Code::kBadValue, wrong);
}

void ReadKeepInputs(const Cursor& cursor, Options& options) {
  options.keep_inputs = cursor.Bool().Or(options.keep_inputs);
}

void ReadSelector(const Cursor& cursor, Options& options) {
  if (!cursor.Present()) return;
  Fields fields(cursor);
  fields["names"].ForEach([&](const Cursor& name) {
    const Text text = name.NonEmptyText();
    if (text.present) options.selector.names.push_back(text.value);
  });
  const Value labels = fields["matchLabels"].StringMap();
  for (const Member& m : labels.members()) options.selector.labels.emplace_back(m.key.text(), m.value.text());
  if (options.selector.TakesAll() && cursor.described() == nullptr)
    cursor.Error(Code::kMissingField, "takes every Agent: it has neither names nor matchLabels")
        .Hint("take the selector out, or say which Agents are to be rendered");
}

void ReadImage(const Cursor& cursor, Options& options) {
  const size_t errors = cursor.decoding().problems.errors();
  Fields fields(cursor);
  if (!fields.Present()) return;
  const Text name = fields["name"].NonEmptyText();
  const Text new_name = fields["newName"].Text();
  const Text tag = fields["newTag"].Text();
  const Text digest = fields["digest"].Text();
  if (cursor.described() != nullptr || cursor.decoding().problems.errors() != errors) return;
  const ImageParts reference = {new_name.value, tag.value, digest.value};
  if (!HasText(new_name) && !HasText(tag) && !HasText(digest)) {
    cursor.Error(Code::kMissingField, "changes nothing").Hint("add newName, newTag or digest");
    return;
  }
  ImageOverride image;
  std::string wrong = ParseImageOverride(name.value, reference, image);
  if (wrong.empty()) wrong = AddImageOverride(image, options.overrides);
  if (!wrong.empty()) cursor.Error(Code::kBadValue, wrong);
}

void ReadImages(const Cursor& cursor, Options& options) {
  cursor.ForEach([&](const Cursor& item) { ReadImage(item, options); });
}

std::string_view ReadReference(const Cursor& cursor) {
  const Text image = cursor.Text();
  const std::string wrong = CheckImage(image.value);
  if (!wrong.empty()) cursor.Error(Code::kBadValue, wrong);
  return image.value;
}

void ReadDefaults(const Cursor& cursor, Options& options) {
  if (!cursor.Present()) return;
  Fields fields(cursor);
  CallerDefaults& defaults = options.overrides.defaults;
  defaults.agent_image = ReadReference(fields["agentImage"]);
  defaults.executor_image = ReadReference(fields["executorImage"]);
  defaults.system_image = ReadReference(fields["systemImage"]);
  defaults.resources = ReadDefaultResources(fields["resources"]);
}

void ReadStrictness(const Cursor& cursor, Options& options) {
  const Text strictness = cursor.OneOf({"Lenient", "Strict", "WarningsAsErrors"});
  if (strictness.value == "Lenient") options.strict = false;
  if (strictness.value == "WarningsAsErrors") cursor.decoding().problems.RaiseWarnings();
}

void ReadHashSuffix(const Cursor& cursor, Options& options) {
  if (cursor.Bool().Or(false)) options.config_map_annotation = kHashAnnotation;
}

constexpr Setting kSettings[] = {
    {"namespace", Setting::Form::kText, ReadNamespace},   {"controllerVersion", Setting::Form::kText, ReadController},
    {"keepInputs", Setting::Form::kBool, ReadKeepInputs}, {"selector", Setting::Form::kYaml, ReadSelector},
    {"images", Setting::Form::kYaml, ReadImages},         {"defaults", Setting::Form::kYaml, ReadDefaults},
    {"strictness", Setting::Form::kText, ReadStrictness}, {"hashSuffix", Setting::Form::kBool, ReadHashSuffix},
};

}  // namespace

std::span<const Setting> AllSettings() { return kSettings; }

}  // namespace agentrender
