// Takes a position in a text that need not be YAML yet, gives the resource and the path there, by the sketch of its
// document: through lists of resources, whether they are written in lines or between braces.
#include "lsp/sketch.h"

namespace agentrender::lsp {

namespace {

std::string TextOf(const SketchNode* node) { return node == nullptr ? std::string() : node->text; }

// The number of steps of the path that lead to the resource; its kind and name go to `place`. An item of a typed list
// may leave its kind to it.
size_t TakeResource(const SketchTree& tree, const std::vector<SketchStep>& path, Place& place) {
  constexpr std::string_view kList = "List";
  size_t from = 0;
  for (;; from += 2) {
    const size_t node = path[from].node;
    if (const SketchNode* version = tree.Find(node, "apiVersion")) place.api_version = version->text;
    if (const SketchNode* kind = tree.Find(node, "kind")) place.kind = kind->text;
    const bool into = place.kind.ends_with(kList) && path.size() > from + 2 && path[from].step.key == "items" &&
                      !path[from + 1].step.is_key;
    if (!into) break;
    if (place.kind == kList) place.api_version.clear();
    place.kind.resize(place.kind.size() - kList.size());
  }
  const SketchNode* metadata = tree.Find(path[from].node, "metadata");
  if (metadata == nullptr) return from;
  for (const auto& [key, value] : metadata->members) {
    if (key == "name") place.name = TextOf(&tree.node(value));
    if (key == "namespace") place.ns = TextOf(&tree.node(value));
  }
  return from;
}

}  // namespace

Place PlaceInText(const Session& session, const Spot& spot) {
  Place place;
  const Lines lines(spot.file->now->text);
  SketchTree tree;
  SketchSpot found = SketchAt(lines, spot.offset, tree);
  place.on_key = found.on_key;
  place.is_json = found.is_json;
  place.in_block = found.in_block;
  place.token = std::move(found.token);
  place.span = found.span;
  place.before = std::move(found.before);
  place.behind = std::move(found.behind);
  if (found.path.empty()) return place;
  const size_t from = TakeResource(tree, found.path, place);
  for (size_t i = from; i < found.path.size(); ++i) place.path.push_back(std::move(found.path[i].step));
  const SketchStep& last = found.path.back();
  if (last.node != kNoNode && place.path.back().is_key) {
    for (const auto& [key, value] : tree.node(last.node).members) place.beside[key] = tree.node(value).text;
  }
  const size_t size = found.path.size();
  if (size >= kStepsToAbove && found.path[size - kStepsToAbove].node != kNoNode) {
    for (const auto& [key, value] : tree.node(found.path[size - kStepsToAbove].node).members)
      place.above[key] = tree.node(value).text;
  }
  if (place.ns.empty()) place.ns = session.workspace.default_namespace();
  place.resource = FindResource(session, spot.file->tree(), place);
  if (place.resource != nullptr) place.value = ValueAt(*place.resource, place.path);
  return place;
}

}  // namespace agentrender::lsp
