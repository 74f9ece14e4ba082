// Takes the Deployment of an Agent, warns about the ConfigMaps and Secrets in the input that it refers to and that SOPS
// has encrypted and nobody has decrypted: the cluster would get ciphertext.
#include "core/check/ciphertext.h"

#include "core/model/config_maps.h"

namespace agentrender {

namespace {

// The fields of a Pod that name an object.
struct ReferenceRow {
  std::string_view field;
  std::string_view kind;
  std::string_view name;
};
constexpr ReferenceRow kReferences[] = {
    {"configMap", "ConfigMap", "name"},
    {"configMapRef", "ConfigMap", "name"},
    {"configMapKeyRef", "ConfigMap", "name"},
    {"secret", "Secret", "secretName"},
    {"secret", "Secret", "name"},
    {"secretRef", "Secret", "name"},
    {"secretKeyRef", "Secret", "name"},
    {"imagePullSecrets", "Secret", "name"},
};

class Follower {
 public:
  Follower(const Settings& settings, const Input& input, Problems& problems)
      : settings_(settings), input_(input), problems_(problems) {}

  // `field` holds `node`, or the list that it is in.
  void Follow(const Value& node, std::string_view field) {
    for (const ReferenceRow& row : kReferences) {
      if (row.field == field && !node.TextOf(row.name).empty()) Check(row.kind, node.Get(row.name), node);
    }
    for (const Value& item : node) Follow(item, field);
    for (const Member& m : node.members()) Follow(m.value, m.key.text());
  }

 private:
  void Check(std::string_view kind, const Value& name, const Value& reference) {
    // An input has one object of a name, or a few that kustomize has renamed.
    constexpr size_t kMost = 8;
    const Origin reader = name.origin().HasPlace() ? name.origin() : settings_.origin;
    const Resource* last = nullptr;
    for (const ResourceIndex* index : {&input_.encrypted.now, &input_.encrypted.before}) {
      for (const Resource* resource : index->Find(settings_.ns, name.text(), kMost)) {
        if (resource->ref.kind != kind || resource == last) continue;
        last = resource;
        CheckKeys(*resource, reference, reader);
      }
    }
  }

  void CheckKeys(const Resource& resource, const Value& reference, const Origin& reader) {
    const Value items = reference.Get("items");
    if (items.empty()) CheckDecrypted(resource, reference.TextOf("key"), reader, problems_);
    for (const Value& item : items) CheckDecrypted(resource, item.TextOf("key"), reader, problems_);
  }

  const Settings& settings_;
  const Input& input_;
  Problems& problems_;
};

}  // namespace

void CheckCiphertext(const Value& deployment, const Settings& settings, const Input& input, Problems& problems) {
  if (input.encrypted.now.empty()) return;
  Follower(settings, input, problems).Follow(deployment.Get("spec").Get("template").Get("spec"), {});
}

}  // namespace agentrender
