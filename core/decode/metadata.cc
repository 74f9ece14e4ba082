#include "core/decode/parts.h"
#include "core/formats/names.h"

namespace agentrender {

namespace {

// What a server sets, or what is of no interest: taken and left aside (section 10).
constexpr std::string_view kIgnored[] = {"annotations",
                                         "creationTimestamp",
                                         "deletionGracePeriodSeconds",
                                         "deletionTimestamp",
                                         "finalizers",
                                         "generateName",
                                         "generation",
                                         "labels",
                                         "managedFields",
                                         "ownerReferences",
                                         "resourceVersion",
                                         "selfLink",
                                         "uid"};

// As the API server counts them.
void CheckAnnotations(const Cursor& cursor) {
  constexpr size_t kMostBytes = size_t{256} << 10;
  const Value annotations = cursor.StringMap();
  size_t bytes = 0;
  for (const Member& m : annotations.members()) bytes += m.key.text().size() + m.value.text().size();
  if (bytes <= kMostBytes) return;
  cursor.Error(Code::kBadValue, "the annotations have " + std::to_string(bytes) + " bytes; at most " +
                                    std::to_string(kMostBytes) + " are taken");
}

void DecodeMetadata(const Cursor& cursor, NameRule rule, bool cluster_scoped) {
  if (!cursor.Require()) return;
  Fields metadata(cursor);
  if (!metadata.Present()) return;
  for (std::string_view ignored : kIgnored) metadata.Ignore(ignored);
  metadata["labels"].StringMap();
  CheckAnnotations(metadata["annotations"]);

  const Cursor name = metadata["name"];
  CheckText(name, name.NonEmptyText(),
            rule == NameRule::kServiceName ? names::CheckDns1035Label : names::CheckDns1123Subdomain);
  const Cursor ns = metadata["namespace"];
  const Text text = ns.Text();
  if (!cluster_scoped) return CheckText(ns, text, names::CheckDns1123Label);
  if (HasText(text))
    ns.Warning(Code::kDroppedField, "is ignored: this kind is cluster-scoped").Hint("take the line out");
}

}  // namespace

Cursor OpenResource(Fields& top, NameRule rule, bool cluster_scoped, std::string_view content) {
  top["apiVersion"];
  top["kind"];
  top.Ignore("status");
  DecodeMetadata(top["metadata"], rule, cluster_scoped);
  const Cursor spec = top[content];
  spec.Require();
  top.Belongs({"workspaceDir", "serviceAccountName", "templateRef", "contexts", "skills", "plugins", "config",
               "credentials", "podSpec", "persistence", "port"},
              "write it below spec");
  return spec;
}

Cursor Root(const Resource& resource, Decoding& decoding) {
  if (decoding.described != nullptr) return {decoding.described, nullptr, "", decoding};
  return {&resource.object, resource.origin(), "", decoding};
}

}  // namespace agentrender
