// Takes a file, gives for each Agent in it how many objects it becomes, and the address of a document that shows them;
// takes such an address, gives the document. An address is agentrender:/NAMESPACE/NAME.yaml?FILE, and the file says
// which of two Agents of one name is meant. A document that somebody looks at follows its Agent when that is called
// something else, and stays, with a line that says so, when it is gone.
#include "lsp/rendered.h"

#include <algorithm>

#include "core/explain/short_text.h"
#include "core/formats/percent.h"
#include "core/formats/shown.h"
#include "core/write/emit.h"
#include "lsp/uri.h"

namespace agentrender::lsp {

namespace {

constexpr std::string_view kScheme = "agentrender:/";
constexpr std::string_view kBefore = "# This is what it became before:\n";

std::string AddressOf(const File& file, std::string_view ns, std::string_view name) {
  return std::string(kScheme) + PercentEncoded(ns.empty() ? "-" : ns) + "/" + PercentEncoded(name) + ".yaml?" +
         PercentEncoded(file.path);
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

std::string ErrorText(const Problem& problem) {
  return "#   line " + std::to_string(problem.where.line) + ": " +
         (problem.field.empty() ? "" : Shown(problem.field) + ": ") + Shown(problem.message) + " [" +
         CodeText(problem.code) + "]\n";
}

// Comment lines that say why there are no objects.
std::string WhyNot(const File& file, const Rendering& rendering, const Origin& agent) {
  const auto is_own = [&](const Origin& place) {
    bool own = false;
    if (!place.HasPlace()) return own;
    ForEachAgent(file, [&](const Value& one) { own |= one.origin().SamePlace(agent) && StandsIn(one, place); });
    return own;
  };
  std::string own;
  std::string others;
  for (const Problem& problem : rendering.problems.list()) {
    if (problem.severity != Severity::kError) continue;
    const bool ours =
        problem.user.HasPlace() ? problem.user.SamePlace(agent) : is_own(problem.where) || is_own(problem.other);
    // What is found before Agents are looked at one by one may be of none of them, and stop them all.
    const bool of_all = !problem.user.HasPlace() && problem.where.source == agent.source;
    if (ours) own += ErrorText(problem);
    if (of_all) others += ErrorText(problem);
  }
  if (own.empty() && rendering.left_alone != 0) own = "#   the selector of the AgentRender does not take it\n";
  return "# The Agent is not rendered:\n" + (own.empty() ? others : own);
}

}  // namespace

bool IsAddressOfRendered(const Json& uri) {
  return uri.is_string() && uri.get_ref<const std::string&>().starts_with(kScheme);
}

bool StandsIn(const Value& value, const Origin& place) {
  if (value.origin().SamePlace(place)) return true;
  for (const Value& item : value) {
    if (StandsIn(item, place)) return true;
  }
  for (const agentrender::Member& m : value.members()) {
    if (StandsIn(m.value, place)) return true;
  }
  return false;
}

bool IsOfCluster(const Session& session, const Origin& place) {
  const Tree& tree = session.workspace.file(place.source).tree();
  bool found = false;
  for (const Document& document : tree.documents) {
    ForEachResource(document, *tree.arena, [&](const Value& object) {
      found |= object.TextOf("kind") == "KubeOpenCodeConfig" && StandsIn(object, place);
    });
  }
  return found;
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
  const Lines before(file.tree().text);
  const Lines lines(file.now->text);
  ForEachAgent(file, [&](const Value& agent) {
    size_t count = 0;
    for (const RenderedObject& object : rendering.objects)
      count += object.agent_origin.SamePlace(agent.origin()) ? 1 : 0;
    const ObjectRef ref = RefOf(agent);
    const std::string address = AddressOf(file, session.workspace.NamespaceOf(ref), ref.name);
    const Span first = before.TokenAt(agent.origin());
    const std::optional<Span> now = file.is_current() ? first : file.kept.Near(before, lines, first);
    if (!now) return;  // it is not in the text any more
    const size_t at = now->begin;
    lenses.push_back({{"range", lines.RangeOf({at, at}, session.client.encoding)},
                      {"command",
                       {{"title", count == 0 ? "not rendered" : CountText(count)},
                        {"command", "agentrender.openRendered"},
                        {"arguments", Json::array({address})}}}});
  });
  return lenses;
}

namespace {

struct Found {
  Origin agent;
  bool renamed = false;
};

// The Agent with the address, or the one in its place: the only one of the file that is not called as it was.
Found FindAgent(const std::vector<std::string>& addresses, const std::vector<Origin>& agents,
                const std::string& address, const LastRendered* last) {
  for (size_t i = 0; i < agents.size(); ++i) {
    if (addresses[i] == address) return {agents[i], false};
  }
  if (last == nullptr || last->agents.size() != agents.size()) return {};
  for (size_t i = 0; i < agents.size(); ++i) {
    const bool same = addresses[i] == last->agents[i];
    if (same == (last->agents[i] == address)) return {};
  }
  const auto at = std::find(last->agents.begin(), last->agents.end(), address);
  return {agents[static_cast<size_t>(at - last->agents.begin())], true};
}

std::string WithBefore(std::string text, const std::string& before) {
  if (!before.empty()) text.append(kBefore).append(before);
  return text;
}

// "tidepool/scout.yaml" of an address
std::string GoneText(std::string_view name, const std::string& path) {
  const std::string_view suffix = ".yaml";
  if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  return "# There is no Agent " + Shown(name) + " in " + Shown(path.substr(path.rfind('/') + 1)) + ".\n";
}

}  // namespace

Json Content(const Session& session, const Json& params) {
  const std::string_view uri = TextOf(params, "uri");
  const size_t query = uri.find('?');
  if (!uri.starts_with(kScheme) || query == std::string_view::npos) return nullptr;
  const std::string address = Decoded(uri);
  const auto known = session.last_rendered.find(address);
  const LastRendered* last = known == session.last_rendered.end() ? nullptr : &known->second;
  const std::string before = last == nullptr ? std::string() : last->text;
  const std::string path = Decoded(uri.substr(query + 1));
  const auto gone = [&]() -> Json {
    const std::string name = Decoded(uri.substr(kScheme.size(), query - kScheme.size()));
    return {{"text", WithBefore(GoneText(name, path), before)}};
  };
  const File* file = session.workspace.Find(path.starts_with('/') ? UriOfPath(path) : path);
  if (file == nullptr || file->now == nullptr) return gone();
  std::vector<std::string> addresses;
  std::vector<Origin> agents;
  ForEachAgent(*file, [&](const Value& agent) {
    const ObjectRef ref = RefOf(agent);
    addresses.push_back(Decoded(AddressOf(*file, session.workspace.NamespaceOf(ref), ref.name)));
    agents.push_back(agent.origin());
  });
  const Found found = FindAgent(addresses, agents, address, last);
  if (!found.agent.HasPlace()) return gone();
  const Rendering rendering = session.workspace.RenderUnit(session.workspace.SlotOf(*file), true);
  std::string text = ObjectsText(rendering, found.agent);
  if (text.empty()) {
    text = WithBefore(WhyNot(*file, rendering, found.agent), before);
  } else if (found.renamed) {
    session.last_rendered[address].text = text;
  } else {
    session.last_rendered[address] = {text, addresses};
  }
  if (!file->now->good) text = "# " + file->name + " cannot be read; this is what it said before.\n" + text;
  return {{"text", text}};
}

}  // namespace agentrender::lsp
