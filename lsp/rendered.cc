// Takes a file, gives for each Agent in it how many objects it becomes, and the address of a document that shows them;
// takes such an address, gives the document. An address is agentrender:/NAMESPACE/NAME.yaml?FILE: it is the same as
// long as the Agent is called so, and the file says which of two Agents of one name is meant.
#include "lsp/rendered.h"

#include "core/explain/short_text.h"
#include "core/formats/shown.h"
#include "core/write/emit.h"
#include "lsp/uri.h"

namespace agentrender::lsp {

namespace {

constexpr std::string_view kScheme = "agentrender:/";
constexpr std::string_view kBefore = "# This is what it became before:\n";

std::string AddressOf(const File& file, std::string_view ns, std::string_view name) {
  return std::string(kScheme) + Encoded(ns.empty() ? "-" : ns) + "/" + Encoded(name) + ".yaml?" + Encoded(file.path);
}

// The Agents of a file's tree.
template <class Fn>
void ForEachAgent(const File& file, Fn fn) {
  for (const Document& document : file.tree().documents) {
    ForEachResource(document, *file.tree().arena, [&](const Value& object) {
      if (object.TextOf("kind") == "Agent" && object.TextOf("apiVersion").starts_with("kubeopencode.io/")) fn(object);
    });
  }
}

std::string CountText(size_t count) {
  return "renders " + std::to_string(count) + (count == 1 ? " object" : " objects");
}

std::string ObjectsText(const Rendering& rendering, const Origin& agent) {
  Output out;
  bool first = true;
  for (const RenderedObject& object : rendering.objects) {
    if (!object.agent_origin.SamePlace(agent)) continue;
    if (!first) out.Append("---\n");
    first = false;
    EmitYaml(object.object, 0, out);
  }
  return std::string(out.view());
}

// Comment lines that say why there are no objects.
std::string WhyNot(const Rendering& rendering, const Origin& agent) {
  std::string text = "# The Agent is not rendered:\n";
  for (const Problem& problem : rendering.problems.list()) {
    const Origin& owner = problem.user.HasPlace() ? problem.user : problem.where;
    if (problem.severity != Severity::kError || owner.source != agent.source) continue;
    text += "#   line " + std::to_string(problem.where.line) + ": " +
            (problem.field.empty() ? "" : Shown(problem.field) + ": ") + Shown(problem.message) + " [" +
            CodeText(problem.code) + "]\n";
  }
  return text;
}

}  // namespace

bool IsAddressOfRendered(const Json& uri) {
  return uri.is_string() && uri.get_ref<const std::string&>().starts_with(kScheme);
}

std::vector<EffectiveField> EffectiveOf(const Session& session, Slot slot, const Origin& agent) {
  const Workspace& workspace = session.workspace;
  return EffectiveFields(workspace.DocumentsFor(slot), workspace.sources(), workspace.options().options, agent);
}

Json Lenses(const Session& session, const Json& params) {
  const Spot spot = SpotOf(session, params);
  Json lenses = Json::array();
  if (spot.file == nullptr) return lenses;
  const File& file = *spot.file;
  const Rendering rendering = session.workspace.RenderUnit(spot.slot, true);
  const Lines lines(file.now->text);
  ForEachAgent(file, [&](const Value& agent) {
    size_t count = 0;
    for (const RenderedObject& object : rendering.objects)
      count += object.agent_origin.SamePlace(agent.origin()) ? 1 : 0;
    const ObjectRef ref = RefOf(agent);
    const std::string address = AddressOf(file, session.workspace.NamespaceOf(ref), ref.name);
    const size_t at = lines.OffsetOf(agent.origin());
    lenses.push_back({{"range", lines.RangeOf({at, at}, session.client.encoding)},
                      {"command",
                       {{"title", count == 0 ? "not rendered" : CountText(count)},
                        {"command", "agentrender.openRendered"},
                        {"arguments", Json::array({address})}}}});
  });
  return lenses;
}

Json Content(const Session& session, const Json& params) {
  const std::string_view uri = TextOf(params, "uri");
  const size_t query = uri.find('?');
  if (!uri.starts_with("agentrender:") || query == std::string_view::npos) return nullptr;
  const std::string path = Decoded(uri.substr(query + 1));
  const File* file = session.workspace.Find(path.starts_with('/') ? UriOfPath(path) : path);
  if (file == nullptr || file->now == nullptr) return nullptr;
  const Slot slot = session.workspace.SlotOf(*file);
  Json content;
  ForEachAgent(*file, [&](const Value& agent) {
    const ObjectRef ref = RefOf(agent);
    const std::string address = AddressOf(*file, session.workspace.NamespaceOf(ref), ref.name);
    if (!content.is_null() || Decoded(address) != Decoded(uri)) return;
    const Rendering rendering = session.workspace.RenderUnit(slot, true);
    std::string text = ObjectsText(rendering, agent.origin());
    std::string& last = session.last_rendered[address];
    if (!text.empty()) last = text;
    if (text.empty())
      text = WhyNot(rendering, agent.origin()) + (last.empty() ? std::string() : std::string(kBefore) + last);
    if (!file->now->good) text = "# " + file->name + " cannot be read; this is what it said before.\n" + text;
    content = {{"text", text}};
  });
  return content;
}

}  // namespace agentrender::lsp
