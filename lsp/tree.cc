// Takes a text, gives its documents and the names by which they hang together with those of other files. Which names an
// Agent looks for is known from the tables of its fields: a reference to an object is a field `name` (or one that ends
// in it), and what it becomes is called after it. A name too many costs time, one too few would leave a finding stale.
#include "lsp/tree.h"

#include "core/model/input.h"
#include "core/model/object_names.h"
#include "core/read/read.h"

namespace agentrender::lsp {

namespace {

constexpr std::string_view kGroup = "kubeopencode.io/";
constexpr std::string_view kRenderGroup = "render.kubeopencode.io/";

bool EndsInName(std::string_view key) { return key.ends_with("name") || key.ends_with("Name"); }

class TiesOfDocument {
 public:
  explicit TiesOfDocument(Ties& ties) : ties_(ties) {}

  void Take(const Value& object) {
    if (!object.IsMap()) return;
    Resource resource;
    resource.object = object;
    resource.ref = RefOf(object);
    const ObjectRef& ref = resource.ref;
    const std::string_view ns = ref.ns;
    const bool ours = ref.api_version.starts_with(kGroup);
    ties_.ours |= ours || ref.api_version.starts_with(kRenderGroup);
    ties_.global |= ref.api_version.starts_with(kRenderGroup) || ref.kind == "KubeOpenCodeConfig";
    if (ref.kind == "Namespace") Give(KeyKind::kNamespace, "", ref.name);
    if (ours && ref.kind == "Agent") {
      ties_.versions.append(ref.api_version).append(" ");
      return TakeAgent(object, ns, ref.name);
    }
    const KeyKind kind = ours && ref.kind == "AgentTemplate" ? KeyKind::kTemplate : KeyKind::kOther;
    Give(kind, ns, ref.name);
    for (const std::string_view name : PreviousNames(resource)) Give(kind, ns, name);
    if (kind != KeyKind::kTemplate) return;
    ties_.has_template = true;
    Give(KeyKind::kTemplates, ns, "");
    Want(KeyKind::kTemplate, ns, ref.name);
    WantNames(object.Get("spec"), ns);
  }

 private:
  void TakeAgent(const Value& object, std::string_view ns, std::string_view name) {
    ties_.has_agent = true;
    Give(KeyKind::kAgent, ns, name);
    Want(KeyKind::kAgent, ns, name);
    Want(KeyKind::kNamespace, "", ns);
    const std::string base(name);
    for (const std::string_view suffix :
         {std::string_view(), object_names::kContextSuffix, object_names::kSessionsSuffix,
          object_names::kWorkspaceSuffix, object_names::kDeploymentSuffix, std::string_view("-share")})
      Want(KeyKind::kOther, ns, base + std::string(suffix));
    const Value spec = object.Get("spec");
    const std::string_view base_name = spec.Get("templateRef").TextOf("name");
    if (!base_name.empty()) {
      Want(KeyKind::kTemplate, ns, base_name);
      Want(KeyKind::kTemplates, ns, "");
    }
    WantNames(spec, ns);
  }

  void WantNames(const Value& value, std::string_view ns) {
    for (const Value& item : value) WantNames(item, ns);
    for (const Member& m : value.members()) {
      if (m.value.IsString() && EndsInName(m.key.text())) Want(KeyKind::kOther, ns, m.value.text());
      WantNames(m.value, ns);
    }
  }

  void Give(KeyKind kind, std::string_view ns, std::string_view name) { ties_.gives.push_back(KeyOf(kind, ns, name)); }
  void Want(KeyKind kind, std::string_view ns, std::string_view name) {
    constexpr size_t kLongestName = 253;
    if (name.size() <= kLongestName) ties_.wants.push_back(KeyOf(kind, ns, name));
  }

  Ties& ties_;
};

}  // namespace

std::string KeyOf(KeyKind kind, std::string_view ns, std::string_view name) {
  std::string key(1, static_cast<char>(kind));
  key.append(ns).append("/").append(name);
  return key;
}

std::string OtherKey(std::string_view key, std::string_view default_namespace) {
  const size_t slash = key.find('/');
  std::string_view ns = key.substr(1, slash - 1);
  std::string_view name = key.substr(slash + 1);
  std::string_view& part = KindOfKey(key) == KeyKind::kNamespace ? name : ns;
  if (default_namespace.empty() || !(part.empty() || part == default_namespace)) return {};
  part = part.empty() ? default_namespace : std::string_view();
  return KeyOf(KindOfKey(key), ns, name);
}

std::shared_ptr<const Tree> ReadTree(const std::string& name, FileText text, uint16_t source,
                                     std::shared_ptr<Arena> arena, const SizeLimits& sizes) {
  const auto tree = std::make_shared<Tree>();
  tree->arena = std::move(arena);
  tree->text = std::move(text.text);
  tree->too_much = text.too_much;
  tree->good =
      Read({name, tree->text, false, text.too_much}, source, *tree->arena, tree->documents, tree->problems, sizes);
  for (const Document& document : tree->documents) {
    TiesOfDocument ties(tree->ties.emplace_back());
    ForEachResource(document, *tree->arena, [&](const Value& object) { ties.Take(object); });
  }
  return tree;
}

bool SameTree(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.size() != b.size() || !a.origin().SamePlace(b.origin()) || a.text() != b.text())
    return false;
  for (uint32_t i = 0; i < a.size(); ++i) {
    if (a.IsList() && !SameTree(a.at(i), b.at(i))) return false;
    if (a.IsMap() && !(SameTree(a.member(i).key, b.member(i).key) && SameTree(a.member(i).value, b.member(i).value)))
      return false;
  }
  return true;
}

}  // namespace agentrender::lsp
