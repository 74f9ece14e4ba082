// Takes the table of parameters, and for images what the Application renders to now, gives Argo CD's announcements
// and the table in the docs: the UI shows what there is to set, and with which value.
#include <algorithm>

#include "argocd-plugin/argocd.h"
#include "argocd-plugin/load.h"
#include "argocd-plugin/parameters.h"
#include "argocd-plugin/rendering.h"
#include "core/resolve/overrides.h"
#include "core/write/emit.h"

namespace agentrender::argocd {

namespace {

const char* CollectionOf(Shape shape) {
  return shape == Shape::kArray ? "array" : shape == Shape::kMap ? "map" : "string";
}

Value Announcement(const ParameterRow& row, Arena& arena) {
  Value announced = Value::Map(arena);
  announced.Add(arena, "name", Value::String(row.name));
  announced.Add(arena, "title", Value::String(row.title));
  announced.Add(arena, "tooltip", Value::String(row.what));
  announced.Add(arena, "itemType", Value::String(row.shape == Shape::kBool ? "boolean" : "string"));
  announced.Add(arena, "collectionType", Value::String(CollectionOf(row.shape)));
  if (!row.standard.empty()) announced.Add(arena, "string", Value::String(row.standard));
  return announced;
}

// Adds the images of the containers under `list` by name.
void AddImages(const Value& containers, Arena& arena, Value& images) {
  for (const Value& container : containers) {
    const std::string_view image = container.TextOf("image");
    const std::string_view name = SplitImage(image).name;
    if (name.empty() || images.Find(name) != nullptr) continue;
    images.Add(arena, Value::String(arena.Copy(name)), Value::String(arena.Copy(image)));
  }
}

// The images that the Application uses now. None when it cannot be rendered:
// `generate` says why.
Value CurrentImages(const Environment& environment, Arena& arena) {
  Value images = Value::Map(arena);
  Parameters parameters;
  std::vector<std::string> errors;
  if (!ReadParameters(environment.parameters, arena, parameters, errors)) return images;
  parameters.overrides.images.clear();
  const Loaded loaded = Load(environment, parameters);
  Options options = OptionsFor(environment, parameters);
  options.keep_objects = true;
  const Rendering rendering = Render(loaded.sources, options);
  for (const RenderedObject& rendered : rendering.objects) {
    const Value pod = rendered.object.Get("spec").Get("template").Get("spec");
    AddImages(pod.Get("initContainers"), arena, images);
    AddImages(pod.Get("containers"), arena, images);
  }
  images.SortMembers();
  return images;
}

std::string ShapeInDocs(Shape shape) { return shape == Shape::kBool ? "string: true or false" : CollectionOf(shape); }

}  // namespace

Outcome AnnounceParameters(const Environment& environment, bool fixed) {
  Arena arena;
  Value list = Value::List(arena);
  for (const ParameterRow& row : ParameterTable()) {
    if (row.IsDynamic() == fixed) continue;
    Value announced = Announcement(row, arena);
    if (!fixed) announced.Add(arena, "map", CurrentImages(environment, arena));
    list.Push(arena, announced);
  }
  Outcome outcome;
  EmitReport(list, outcome.output);
  outcome.output.Append('\n');
  return outcome;
}

Outcome DocumentParameters() {
  Outcome outcome;
  Output& out = outcome.output;
  out.Append("| parameter | value | default | what it does |\n|---|---|---|---|\n");
  for (const ParameterRow& row : ParameterTable()) {
    const std::string standard = row.standard.empty() ? "" : "`" + std::string(row.standard) + "`";
    for (std::string_view cell : {std::string_view("| `"), row.name, std::string_view("` | ")}) out.Append(cell);
    out.Append(ShapeInDocs(row.shape) + " | " + standard + " | ");
    out.Append(row.what);
    out.Append(" |\n");
  }
  return outcome;
}

}  // namespace agentrender::argocd
